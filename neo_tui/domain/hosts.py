"""Hosts: the presets of api.md §4, and free text cut down to one origin."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from neo_tui.domain.foreign import visible


class Preset(NamedTuple):
    """A host the documents name."""

    region: str
    host: str


PRESETS: tuple[Preset, ...] = (
    Preset("EU", "eu.api.capillarytech.com"),
    Preset("APAC / India", "apac.api.capillarytech.com"),
    Preset("APAC2 / Singapore", "apac2.api.capillarytech.com"),
    Preset("SEA (Asia 2)", "sea.api.capillarytech.com"),
    Preset("US", "us.api.capillarytech.com"),
    Preset("US / North America", "north-america.api.capillarytech.com"),
    Preset("US (HC)", "ushc.api.capillarytech.com"),
    Preset("China", "api.capillarytech.cn.com"),
    Preset("nightly (test)", "nightly.api.capillarytech.com"),
    Preset("dev (test)", "dev.api.capillarytech.com"),
)
"""api.md §4: the hosts marked documented or read from samples."""

_LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)\Z")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class HostError(ValueError):
    """A host that cannot be used; the message is a sentence for the person."""


class Origin(NamedTuple):
    """The one place a profile's credentials may go: scheme, host and port."""

    scheme: str
    """`https`, or `http` on loopback only."""
    host: str
    port: int | None

    @property
    def url(self) -> str:
        """`https://host[:port]`, without a path."""
        return f"{self.scheme}://{self.text_host}"

    @property
    def text_host(self) -> str:
        """Host and port as one writes them in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    def __str__(self) -> str:
        """What a profile stores and the screen shows: the bare host, or the URL when it is http."""
        return self.url if self.scheme == "http" else self.text_host


def is_loopback(host: str) -> bool:
    """Whether the host can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parse_host(text: str) -> Origin:
    """Read a host, or cut a pasted URL down to its origin.

    https is meant when no scheme is given; http is allowed on loopback only.

    Raises:
        HostError: Empty, malformed, with user information, or http to another machine.
    """
    text = text.strip()
    if not text:
        raise HostError("Give the host, for example eu.api.capillarytech.com.")
    if visible(text) != text or any(character.isspace() for character in text):
        raise HostError(f"There is a space or an invisible character in the host: {_shown(text)}")
    try:
        parts = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise HostError(f"This is not a host: {_shown(text)}") from None
    if "@" in parts.netloc:
        raise HostError("A user name or password does not belong into the host; leave out what stands before @.")
    scheme = parts.scheme.lower()
    if scheme not in {"https", "http"}:
        raise HostError(f"Only https is spoken here, not {scheme}.")
    if not is_host(host):
        raise HostError(f"This is not a host: {_shown(text)}")
    if scheme == "http" and not is_loopback(host):
        raise HostError("http would send the credentials unprotected; it is allowed to this machine only. Use https.")
    if port == (443 if scheme == "https" else 80):
        port = None
    return Origin(scheme, host.lower(), port)


def _shown(text: str) -> str:
    """A text that is no host, without what stands before an @: that may be a password."""
    return visible(text[text.rfind("@") + 1 :])[:80]


def is_host(host: str) -> bool:
    """Whether a text is an IP address or a name as DNS has them; it need not exist."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.removesuffix(".").split(".")
        numeric = all(label.isdigit() for label in labels)
        return len(host) <= 253 and not numeric and all(_LABEL.match(label) for label in labels)  # noqa: PLR2004 - DNS's own limit
    return True
