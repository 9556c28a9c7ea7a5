"""Whom to trust: this machine's certificates, certifi's and the profile's; no switch turns that off."""

from __future__ import annotations

import os
import re
import ssl
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import clip, visible

FILE_VARIABLE, FOLDER_VARIABLE = "SSL_CERT_FILE", "SSL_CERT_DIR"
SYSTEM, CERTIFI, BUNDLE = "system", "certifi", "ca_bundle"
_LARGEST = 16 * 1024 * 1024
"""Bytes of a file with certificates; the largest in use have some hundred KiB."""
_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+\Z")
"""OpenSSL finds certificates in a folder under the hashes of their subjects only."""


class TrustStore(NamedTuple):
    """Where certificates that are trusted come from."""

    name: str
    """`system`, `certifi`, `ca_bundle`, or the variable that names it."""
    path: str
    """File or folder, visible text; "" for the store of an operating system."""
    certificates: int


class _Place(NamedTuple):
    """A place to load certificates from; `named` when a person chose it, so that it must not fail silently."""

    name: str
    path: str
    folder: bool
    named: bool


def tls_context(ca_bundle: str = "", environ: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """A context that verifies: by the system's certificates, certifi's, and those of `ca_bundle`.

    Built by hand because `ssl.create_default_context` writes session keys to the file that
    `SSLKEYLOGFILE` names, and raises where it cannot (reliability.md §2 T5, §5.4). Takes tens of milliseconds.

    Args:
        ca_bundle: File with further certificates (PEM); "" for none.
        environ: `SSL_CERT_FILE` and `SSL_CERT_DIR` in it stand for the system's file and folder.

    Raises:
        NeoError: A place that somebody named cannot be read, or holds no certificates.
    """
    context = _empty()
    for place in _places(ca_bundle, environ):
        _load(context, place)
    if sys.platform == "win32":
        context.load_default_certs()
    return context


def trust_stores(ca_bundle: str = "", environ: Mapping[str, str] = os.environ) -> tuple[TrustStore, ...]:
    """What `tls_context` trusts with the same arguments, place by place; those without certificates are left out.

    Raises:
        NeoError: As `tls_context`.
    """
    return tuple(store for store, _ in contexts(ca_bundle, environ))


def contexts(ca_bundle: str, environ: Mapping[str, str]) -> Iterator[tuple[TrustStore, ssl.SSLContext]]:
    """Each place by itself, with a context that trusts nothing else.

    Raises:
        NeoError: As `tls_context`.
    """
    for place in _places(ca_bundle, environ):
        context = _empty()
        count = _load(context, place)
        if count:
            yield TrustStore(place.name, visible(place.path), count), context
    if sys.platform == "win32":
        context = _empty()
        context.load_default_certs()
        yield TrustStore(SYSTEM, "", context.cert_store_stats()["x509"]), context


def _empty() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _places(ca_bundle: str, environ: Mapping[str, str]) -> Iterator[_Place]:
    usual = ssl.get_default_verify_paths()
    if file := environ.get(FILE_VARIABLE):
        yield _Place(FILE_VARIABLE, file, folder=False, named=True)
    else:
        yield _Place(SYSTEM, usual.openssl_cafile, folder=False, named=False)
    if folders := environ.get(FOLDER_VARIABLE):
        for folder in filter(None, folders.split(os.pathsep)):
            yield _Place(FOLDER_VARIABLE, folder, folder=True, named=True)
    else:
        yield _Place(SYSTEM, usual.openssl_capath, folder=True, named=False)
    try:
        import certifi  # noqa: PLC0415 - comes with httpx, but a packager may leave it out: the system's store is enough
    except ImportError:
        pass
    else:
        yield _Place(CERTIFI, certifi.where(), folder=False, named=True)
    if ca_bundle:
        yield _Place(BUNDLE, ca_bundle, folder=False, named=True)


def _load(context: ssl.SSLContext, place: _Place) -> int:
    """Add a place to what a context trusts; answers how many certificates it holds that the context had not."""
    try:
        path = Path(place.path).expanduser()
        if place.folder:
            count = len(_hashed(path))
            if not count and place.named:
                raise _broken(place, "holds no certificates under the names that “openssl rehash” gives them")
            context.load_verify_locations(capath=path)
            return count
        return _load_file(context, path, place)
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: a NUL in a path; RuntimeError: no such ~user
        if place.named:
            raise _broken(place, _why(error)) from None
        return 0


def _load_file(context: ssl.SSLContext, path: Path, place: _Place) -> int:
    # Never opened when it is a pipe or a device: that would wait for ever.
    if path.exists() and not path.is_file():
        raise _broken(place, "is not a file")
    if path.stat().st_size > _LARGEST:
        raise _broken(place, "is too large for a file with certificates")
    alone = _empty()  # a file with nothing but a revocation list loads without complaint
    if place.named and place.name != CERTIFI:
        alone.load_verify_locations(cafile=path)
        if not alone.cert_store_stats()["x509"]:
            raise _broken(place, "holds no certificates")
    before = context.cert_store_stats()["x509"]
    context.load_verify_locations(cafile=path)
    return context.cert_store_stats()["x509"] - before


def _hashed(folder: Path) -> list[str]:
    """The names under which a folder holds certificates.

    Raises:
        OSError: It cannot be read.
    """
    return [name for name in os.listdir(folder) if _HASHED.match(name)]  # noqa: PTH208 - names


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):  # is an OSError too
        return "holds no certificates that can be read (PEM)"
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "may not be read"
    return "is not a folder" if isinstance(error, NotADirectoryError) else "cannot be read"


def _broken(place: _Place, why: str) -> NeoError:
    path = clip(visible(place.path), 200)
    named = {CERTIFI: "Certifi's file", BUNDLE: "The profile's ca_bundle"}.get(place.name, place.name)
    action = {CERTIFI: "Install neo-tui again.", BUNDLE: "Correct the profile."}
    return NeoError(
        Kind.CONFIG,
        "The certificates cannot be loaded",
        f"{named} {why}: {path}",
        f"Nothing was sent. {action.get(place.name, f'Correct {place.name}, or unset it.')}",
    )
