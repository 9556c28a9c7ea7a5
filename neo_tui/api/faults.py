"""What went wrong on the wire, told for the person: httpx, TLS and system exceptions become `NeoError`.

The texts of exceptions are not shown: httpx puts whole header values into some (reliability.md §5.4),
and a person on call is not helped by the rest.
"""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from neo_tui.api.bounded import EncodingError, TooLargeError, TruncatedError
from neo_tui.api.proxy import Proxy
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import clip, visible

_AGAIN = "Try again."
_CHECK_HOST = "Check the host in the profile, the VPN and the network; then try again."
_NOTHING_SENT = "Nothing was sent."

_CERTIFICATE = {
    9: "its certificate is not valid yet; is this machine's clock right?",
    10: "its certificate has expired",
    18: "its certificate is self-signed",
    19: "its certificate comes from an issuer that this machine does not know",
    20: "its certificate comes from an issuer that this machine does not know",
    62: "its certificate belongs to another host",
    64: "its certificate belongs to another address",
}
"""OpenSSL's verify codes (X509_V_ERR_…) in words."""

_STATUS = re.compile(r"([1-9][0-9]{2}) ", re.ASCII)
"""How httpcore tells what a proxy answered; the reason phrase behind it is not shown."""
_BROKEN = (httpx.NetworkError, httpx.RemoteProtocolError, httpcore.NetworkError, httpcore.RemoteProtocolError)
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})


class BrokenOffError(Exception):
    """The connection ended inside the body.

    Args:
        got: Bytes of the body that came.
        due: Bytes that were announced; "" when that was not said.
    """

    def __init__(self, got: int, due: str) -> None:
        super().__init__(got, due)
        self.got, self.due = got, due


def told(
    error: Exception, host: str, connect_timeout: float, facts: tuple[Fact, ...], proxy: Proxy | None = None
) -> NeoError:
    """The one `NeoError` for whatever an exchange raised.

    Args:
        error: From httpx, `bounded`, TLS or the system.
        host: Host and port that were asked.
        connect_timeout: Seconds that a connection may take.
        facts: The details to show.
        proxy: The proxy, while it had not put us through to the host: it is then what failed.
    """
    if proxy is not None:
        return _of_proxy(error, host, connect_timeout, facts, proxy)
    kind, title, cause, action = (
        _of_body(error, host) or _of_time(error, host, connect_timeout) or _of_chain(error, host)
    )
    return NeoError(kind, title, cause, action, facts)


def out_of_time(seconds: float, what: str, facts: tuple[Fact, ...], *, rows: bool = True) -> NeoError:
    """The deadline of the whole action passed; `rows`: whether it was rows that were waited for."""
    return NeoError(
        Kind.TIMEOUT,
        "No answer in time",
        f"{what} did not answer completely within {seconds:g} seconds.",
        "Try again; with many rows a smaller page may help." if rows else "Try again in a while.",
        facts,
    )


_Told = tuple[Kind, str, str, str]


def _of_proxy(error: Exception, host: str, connect_timeout: float, facts: tuple[Fact, ...], proxy: Proxy) -> NeoError:
    name = f"The proxy {proxy.shown}, which {proxy.variable} names,"
    answered = _STATUS.match(str(error)) if isinstance(error, httpx.ProxyError | httpcore.ProxyError) else None
    if answered and answered[1] == "407":
        title, cause = "The proxy wants to know who asks", f"{name} asks for a user and a password, or for others."
    elif answered:
        title, cause = "The proxy refused", f"{name} did not put us through to {host}: it answered {answered[1]}."
    else:
        *_, why, _ = _of_time(error, proxy.shown, connect_timeout) or _of_chain(error, proxy.shown)
        title, cause = "The proxy cannot be reached", f"{name} is in the way. {why}"
    action = f"{_NOTHING_SENT} Check {proxy.variable} and the proxy, or name the host in NO_PROXY."
    return NeoError(Kind.PROXY, title, cause, action, facts)


def _of_body(error: Exception, host: str) -> _Told | None:
    if isinstance(error, TooLargeError):
        cause = f"More than {error.cap // 2**20} MiB came from {host}; the rest was not read."
        return Kind.TOO_LARGE, "The answer is too large", cause, "Ask with fewer rows a page."
    if isinstance(error, EncodingError | httpx.DecodingError):
        cause = "It is not encoded as it says, or in a way that was not asked for."
        action = "Check that the host is the API itself and not a proxy; then try again."
        return Kind.NOT_JSON, "The answer cannot be unpacked", cause, action
    if isinstance(error, TruncatedError):
        cause = f"{host} closed the connection before the compressed answer was whole."
        return Kind.INTERRUPTED, "The answer broke off", cause, _AGAIN
    if isinstance(error, BrokenOffError):
        due = f" of {error.due}" if error.due.isascii() and error.due.isdigit() else ""
        cause = f"The connection to {host} ended after {error.got}{due} bytes of the answer."
        return Kind.INTERRUPTED, "The answer broke off", cause, _AGAIN
    return None


def _of_time(error: Exception, host: str, connect_timeout: float) -> _Told | None:
    if isinstance(error, httpx.ConnectTimeout | httpcore.ConnectTimeout):
        cause = f"No connection within {connect_timeout:g} seconds."
        return Kind.TIMEOUT, f"{host} does not answer", cause, _CHECK_HOST
    if isinstance(error, httpx.PoolTimeout):
        return Kind.TIMEOUT, "Too many questions at once", "All connections are in use.", _AGAIN
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
        return Kind.TIMEOUT, "No answer in time", f"{host} stopped answering.", _AGAIN
    return None


def _of_chain(error: Exception, host: str) -> _Told:
    """By the first exception in the chain that says what it was."""
    for one in _chain(error):
        if isinstance(one, ssl.SSLCertVerificationError):
            reason = _CERTIFICATE.get(one.verify_code) or clip(visible(one.verify_message), 120)
            title = f"The certificate of {host} is not trusted"
            action = f"{_NOTHING_SENT} Check the host, the VPN and this machine's clock and certificate store."
            return Kind.TLS, title, f"The reason: {reason}.".replace("?.", "?"), action
        if isinstance(one, ssl.SSLError):
            why = "What answers there does not speak TLS as it should, or only an old version of it."
            action = f"{_NOTHING_SENT} Check the host and its port."
            return Kind.TLS, f"No secure connection to {host}", why, action
        if isinstance(one, socket.gaierror):
            return Kind.DNS, f"Cannot find host {host}", "No address is known for that name.", _CHECK_HOST
        if isinstance(one, ConnectionRefusedError):
            return (
                Kind.CONNECT,
                f"{host} cannot be reached",
                "It refused the connection: nothing listens there.",
                _CHECK_HOST,
            )
        if isinstance(one, OSError) and one.errno in _UNREACHABLE:
            return Kind.CONNECT, f"{host} cannot be reached", "There is no way to it from here.", _CHECK_HOST
    if isinstance(error, httpx.ConnectError | httpcore.ConnectError):
        return Kind.CONNECT, f"{host} cannot be reached", "No connection came about.", _CHECK_HOST
    if isinstance(error, _BROKEN):
        cause = f"The connection to {host} ended before an answer came, or what came was not HTTP."
        return Kind.INTERRUPTED, "No whole answer came", cause, _AGAIN
    return (
        Kind.CONNECT,
        "The request could not be made",
        f"Something in the connection to {host} or in the profile keeps it from being sent.",
        "Check the profile: host, path, scope and user.",
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and what caused it, into groups too (one attempt for each address of a host)."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
        waiting += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
