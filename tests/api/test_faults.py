"""Exceptions become words: none of theirs, all of ours."""

from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from neo_tui.api.faults import told
from neo_tui.domain.errors import Fact, Kind

FACTS = (Fact("Host", "eu.api.example.com"),)


def caused_by(cause: BaseException, error: Exception | None = None) -> Exception:
    error = error or httpx.ConnectError("x-secret: hidden")
    error.__cause__ = cause
    return error


def certificate(code: int, words: str = "odd\x1b[2J") -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, words
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (httpx.ConnectTimeout("hidden"), Kind.TIMEOUT, "No connection within 5 seconds."),
        (httpx.PoolTimeout("hidden"), Kind.TIMEOUT, "All connections are in use."),
        (httpx.ReadTimeout("hidden"), Kind.TIMEOUT, "stopped answering"),
        (httpx.ConnectError("hidden"), Kind.CONNECT, "No connection came about."),
        (httpx.ReadError("hidden"), Kind.INTERRUPTED, "before an answer came"),
        (httpx.RemoteProtocolError("hidden"), Kind.INTERRUPTED, "not HTTP"),
        (httpx.LocalProtocolError("x-secret: hidden"), Kind.CONNECT, "keeps it from being sent"),
        (httpx.InvalidURL("hidden"), Kind.CONNECT, "keeps it from being sent"),
        (httpx.DecodingError("hidden"), Kind.NOT_JSON, "not encoded as it says"),
        (OSError(errno.EMFILE, "hidden"), Kind.CONNECT, "keeps it from being sent"),
        (caused_by(socket.gaierror(-2, "hidden")), Kind.DNS, "No address is known"),
        (caused_by(ConnectionRefusedError(111, "hidden")), Kind.CONNECT, "refused the connection"),
        (
            caused_by(OSError(errno.ENETUNREACH, "hidden"), httpx.ConnectError("hidden")),
            Kind.CONNECT,
            "no way to it",
        ),
        (
            caused_by(ExceptionGroup("hidden", [OSError(1, "hidden"), ConnectionRefusedError(111, "hidden")])),
            Kind.CONNECT,
            "refused the connection",
        ),
        (caused_by(ssl.SSLError(1, "WRONG_VERSION_NUMBER hidden")), Kind.TLS, "does not speak TLS"),
        (caused_by(certificate(10)), Kind.TLS, "The reason: its certificate has expired."),
        (caused_by(certificate(9)), Kind.TLS, "is this machine's clock right?"),
        (caused_by(certificate(20)), Kind.TLS, "an issuer that this machine does not know"),
        (caused_by(certificate(62)), Kind.TLS, "belongs to another host"),
        (caused_by(certificate(99)), Kind.TLS, "The reason: odd␛[2J."),
    ],
)
def test_each_has_its_words(error: Exception, kind: Kind, words: str) -> None:
    found = told(error, "eu.api.example.com", 5.0, FACTS)
    assert found.kind is kind
    assert words in found.cause
    assert found.facts == FACTS
    assert found.action
    assert "hidden" not in str(found)


def test_causes_that_run_in_a_circle_end() -> None:
    first, second = httpx.ConnectError("one"), ValueError("two")
    first.__cause__, second.__cause__ = second, first
    assert told(first, "host", 5.0, ()).kind is Kind.CONNECT
