"""The server over TLS: the same answers, and a handshake that harms nobody but its own connection."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic

import httpx
import pytest

from neo_tui.demo.credentials import OAUTH_SECRET
from neo_tui.demo.server import EVENT_PATH, TOKEN_PATH, DemoServer

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="a certificate is made with the openssl command")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*made, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def server(certificate: tuple[Path, Path]) -> Iterator[DemoServer]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*certificate)
    with DemoServer(tls=tls) as running:
        yield running
    assert running.faults == []


@pytest.fixture
def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    """What a client trusts that knows the certificate."""
    return ssl.create_default_context(cafile=str(certificate[0]))


def connect(server: DemoServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def status(server: DemoServer, trusting: ssl.SSLContext, key: str = "demo-key") -> int:
    """The status of one question with a token of that key, on a connection of its own."""
    headers = {"x-cap-neo-dag-scope": "global"}
    with httpx.Client(base_url=server.url, verify=trusting, headers=headers, trust_env=False, timeout=10) as client:
        token = client.post(TOKEN_PATH, json={"key": key, "secret": OAUTH_SECRET}).json()["data"]["accessToken"]
        query = {"entity_id": "hfjWDK0dek", "customer_id": "374819205", "event_type_id": "15"}
        return client.get(EVENT_PATH, params=query, headers={"X-CAP-API-OAUTH-TOKEN": token}).status_code


def until(condition: Callable[[], bool]) -> None:
    """Look again until it holds."""
    tick, deadline = threading.Event(), monotonic() + 10
    while not condition():
        assert monotonic() < deadline
        tick.wait(0.005)


def test_the_same_answers_come_over_tls(server: DemoServer, trusting: ssl.SSLContext) -> None:
    assert server.url == f"https://localhost:{server.port}"
    assert status(server, trusting) == 200
    assert status(server, trusting, "demo-key-refused") == 401


def test_who_does_not_trust_the_certificate_asks_nothing(server: DemoServer, trusting: ssl.SSLContext) -> None:
    with pytest.raises(httpx.ConnectError, match="self-signed"):
        httpx.get(server.url, verify=ssl.create_default_context(), trust_env=False)
    assert list(server.requests) == []
    assert status(server, trusting) == 200


@pytest.mark.parametrize("junk", [b"", b"\x16\x03\x01", b"GET / HTTP/1.1\r\nHost: demo\r\n\r\n"])
def test_a_handshake_that_fails_harms_nobody(server: DemoServer, trusting: ssl.SSLContext, junk: bytes) -> None:
    with closing(connect(server)) as peer, suppress(OSError):  # the server may hang up at any of these
        peer.sendall(junk)
        peer.shutdown(socket.SHUT_WR)
        while peer.recv(65536):
            pass
    assert list(server.requests) == []
    assert status(server, trusting) == 200


def test_silent_peers_hold_up_nobody(server: DemoServer, trusting: ssl.SSLContext) -> None:
    peers = [connect(server) for _ in range(5)]
    assert status(server, trusting) == 200
    for peer in peers:
        peer.close()


@pytest.mark.benchmark
def test_it_stops_while_a_handshake_or_an_answer_is_on_its_way(server: DemoServer, trusting: ssl.SSLContext) -> None:
    threads = server._threads
    assert threads is not None
    silent = connect(server)
    until(lambda: len(threads._open) == 1)
    asking = trusting.wrap_socket(connect(server), server_hostname="localhost")
    body = f'{{"key":"demo-key-slow","secret":"{OAUTH_SECRET}"}}'
    asking.sendall(f"POST {TOKEN_PATH} HTTP/1.1\r\nHost: demo\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
    until(lambda: len(server.requests) == 1)
    started = monotonic()
    server.stop()
    assert monotonic() - started < 0.5
    with closing(silent), closing(asking):
        assert silent.recv(1) == b""
        assert asking.recv(1) == b""
    until(lambda: not threads._open)
