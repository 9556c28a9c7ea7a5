"""The proxy that the environment names, for https only: a proxy sees plain http whole (reliability.md §2 T5)."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import NamedTuple, NoReturn
from urllib.parse import unquote, urlsplit

from neo_tui.api.no_proxy import exempt
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.hosts import Origin, is_host, is_loopback
from neo_tui.domain.masking import MASK
from neo_tui.domain.secret import Secret

_VARIABLES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
"""The first that is set and not empty counts. HTTP_PROXY does not: http goes to this machine only."""
_EXEMPTIONS = ("NO_PROXY", "no_proxy")
_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LONGEST = 80


class Proxy(NamedTuple):
    """A proxy to be asked for a tunnel."""

    scheme: str
    """How the proxy itself is spoken to: `http` or `https`."""
    host: str
    port: int
    user: Secret
    """Some proxies take a token for a user; so it is as secret as the password."""
    password: Secret
    variable: str
    """The environment variable that names it."""

    @property
    def shown(self) -> str:
        """Host and port, never who we are to it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """`http://host:port`, without user and password."""
        return f"{self.scheme}://{self.shown}"

    @property
    def authorization(self) -> Secret:
        """What a Proxy-Authorization header holds behind `Basic`; empty when the proxy asks for nothing."""
        user, password = self.user.reveal(), self.password.reveal()
        return Secret(base64.b64encode(f"{user}:{password}".encode()).decode("ascii") if user or password else "")

    def secrets(self) -> tuple[Secret, ...]:
        """Every form in which a secret is sent to the proxy, for masking."""
        return tuple(secret for secret in (self.password or self.user, self.authorization) if secret)


def proxy_for(origin: Origin, environ: Mapping[str, str]) -> Proxy | None:
    """The proxy through which an origin is reached; None when that is done directly.

    Loopback and plain http are always reached directly.

    Raises:
        NeoError: The variable holds what is no proxy, or a kind that is not supported.
    """
    if origin.scheme != "https" or is_loopback(origin.host):
        return None
    variable = next((name for name in _VARIABLES if environ.get(name, "").strip()), "")
    if not variable:
        return None
    exemptions = next((environ[name] for name in _EXEMPTIONS if environ.get(name, "").strip()), "")
    if exempt(origin.host, origin.port or 443, exemptions):
        return None
    return _read(variable, environ[variable].strip())


def _read(variable: str, value: str) -> Proxy:
    text = value if _SCHEME.match(value) else f"http://{value}"
    if visible(text) != text or any(character.isspace() for character in text):
        _refuse(variable, value, "holds a space or an invisible character")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        _refuse(variable, value, "is not the address of a proxy")
    if parts.scheme not in _PORTS:
        _refuse(variable, value, f"names a {parts.scheme} proxy, and only http and https proxies are supported")
    if not is_host(host) or port == 0 or parts.path not in {"", "/"} or parts.query or parts.fragment:
        _refuse(variable, value, "is not the address of a proxy")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Proxy(parts.scheme, host, port or _PORTS[parts.scheme], Secret(user), Secret(password), variable)


def _refuse(variable: str, value: str, why: str) -> NoReturn:
    raise NeoError(
        Kind.PROXY,
        "The proxy cannot be used",
        f"{variable} {why}: {_masked(value)}",
        f"Nothing was sent. Correct {variable}, for example http://proxy.example.com:3128, or unset it.",
    )


def _masked(value: str) -> str:
    """A value that is no proxy's address, without what may be a password in it: only scheme, host and port."""
    scheme = _SCHEME.match(value)
    before, rest = (scheme[0], value[scheme.end() :]) if scheme else ("", value)
    user, at, rest = rest.rpartition("@")
    rest = re.sub(r"[/?#\\].*", "", rest, flags=re.DOTALL)
    rest = re.sub(r":(?![0-9]{0,5}\Z)[^\]]*\Z", f":{MASK}", rest)
    return clip(visible(f"{before}{MASK if user else ''}{at}{rest}"), _LONGEST)
