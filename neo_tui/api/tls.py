"""Whom to trust: this machine's certificate store and certifi's; there is no switch that turns it off."""

from __future__ import annotations

import ssl


def tls_context() -> ssl.SSLContext:
    """A context that verifies.

    Built by hand because `ssl.create_default_context` writes session keys to the file that
    `SSLKEYLOGFILE` names, and raises where it cannot (reliability.md §2 T5, §5.4).

    Raises:
        OSError: The certificates cannot be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    try:
        import certifi  # noqa: PLC0415 - comes with httpx, but a packager may leave it out: the system's store is enough
    except ImportError:
        return context
    context.load_verify_locations(certifi.where())
    return context
