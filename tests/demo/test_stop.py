"""The server ends at once, whatever it is doing."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from time import monotonic

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import EVENT_PATH, TOKEN_PATH, DemoServer

DIGEST = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
PAIR = base64.b64encode(f"{USERNAME}:{DIGEST}".encode()).decode()
SLOW, DRIP, PLAIN = 400000060, 400000003, 374819205


def connect(server: DemoServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def ask(peer: socket.socket, customer: int) -> None:
    peer.sendall(
        f"GET {EVENT_PATH}?entity_id=hfjWDK0dek&customer_id={customer}&event_type_id=15 HTTP/1.1\r\n"
        f"Host: demo\r\nx-cap-neo-dag-scope: global\r\nAuthorization: Basic {PAIR}\r\n\r\n".encode()
    )


def until(condition: Callable[[], bool]) -> None:
    """Look again until it holds."""
    tick, deadline = threading.Event(), monotonic() + 10
    while not condition():
        assert monotonic() < deadline
        tick.wait(0.005)


def rest(peer: socket.socket) -> bytes:
    """What still comes until the connection ends."""
    got = b""
    try:
        while part := peer.recv(65536):
            got += part
    except ConnectionError:
        pass
    return got


@pytest.mark.benchmark
@pytest.mark.parametrize("customer", [SLOW, DRIP, 400000020])
def test_it_stops_while_answers_are_on_their_way(customer: int) -> None:
    before = threading.active_count()
    server = DemoServer().start()
    peers = [connect(server) for _ in range(5)]
    for peer in peers:
        ask(peer, customer)
    until(lambda: len(server.requests) == 5)
    if customer == DRIP:
        assert peers[0].recv(1) == b"H"
    started = monotonic()
    server.stop()
    assert monotonic() - started < 0.5
    for peer in peers:
        with closing(peer):
            assert b'"status"' not in rest(peer)
    until(lambda: threading.active_count() == before)
    assert server.faults == []


@pytest.mark.benchmark
def test_a_token_that_takes_its_time_does_not_hold_it_up() -> None:
    server = DemoServer().start()
    with closing(connect(server)) as peer:
        body = b'{"key":"demo-key-slow","secret":"demo-secret-0001"}'
        head = f"POST {TOKEN_PATH} HTTP/1.1\r\nHost: demo\r\nContent-Length: {len(body)}\r\n\r\n"
        peer.sendall(head.encode() + body)
        until(lambda: len(server.requests) == 1)
        started = monotonic()
        server.stop()
        assert monotonic() - started < 0.5
        assert rest(peer) == b""
    assert server.faults == []


@pytest.mark.benchmark
def test_latency_does_not_hold_it_up() -> None:
    server = DemoServer(latency=60).start()
    with closing(connect(server)) as peer:
        ask(peer, PLAIN)
        until(lambda: len(server.requests) == 1)
        started = monotonic()
        server.stop()
        assert monotonic() - started < 0.5
        assert rest(peer) == b""


@pytest.mark.benchmark
def test_latency_comes_before_each_answer() -> None:
    with DemoServer(latency=0.3) as server, closing(connect(server)) as peer:
        started = monotonic()
        ask(peer, PLAIN)
        assert peer.recv(8) == b"HTTP/1.1"
        assert 0.3 <= monotonic() - started < 5
        server.latency = 0.0
        ask(peer, PLAIN)
        until(lambda: len(server.requests) == 2)


@pytest.mark.benchmark
def test_an_idle_connection_is_cut_and_not_served_again() -> None:
    server = DemoServer().start()
    with closing(connect(server)) as peer:
        ask(peer, PLAIN)
        assert peer.recv(65536).startswith(b"HTTP/1.1 200")
        started = monotonic()
        server.stop()
        assert monotonic() - started < 0.5
        rest(peer)
        with pytest.raises(ConnectionError):
            connect(server).close()


def test_stopping_twice_or_before_the_start_is_nothing() -> None:
    server = DemoServer()
    server.stop()
    server.stop()
    with DemoServer(port=server.port) as again:
        again.stop()
        assert again.port == server.port


def test_a_port_in_use_is_an_error() -> None:
    with DemoServer() as server, pytest.raises(OSError, match="in use"):
        DemoServer(port=server.port)


def test_it_serves_a_socket_it_is_given() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    with DemoServer(listener) as server, closing(connect(server)) as peer:
        assert server.url == f"http://127.0.0.1:{port}"
        ask(peer, PLAIN)
        assert peer.recv(8) == b"HTTP/1.1"
    assert listener.fileno() == -1


def test_a_fault_of_its_own_is_kept_and_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise LookupError

    with DemoServer(now=broken) as server, closing(connect(server)) as peer:  # type: ignore[arg-type]  # on purpose
        ask(peer, 410000103)
        assert rest(peer) == b""
        until(lambda: len(server.faults) == 1)
        assert isinstance(server.faults[0], LookupError)
    assert capfd.readouterr() == ("", "")
