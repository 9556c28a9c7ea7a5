"""What the bundled server asks of a request, and what every answer carries."""

from __future__ import annotations

import base64
import hashlib
import http.client
import socket
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from threading import Barrier, Thread

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.rows import SAMPLE, text
from neo_tui.demo.server import EVENT_PATH, TOKEN_PATH, DemoServer

QUESTION = "entity_id=hfjWDK0dek&customer_id=374819205&event_type_id=15"
BULK = "entity_id=bUlk237008&customer_id=410000107&event_type_id=42"
ROWS = f"[{text(SAMPLE)}]".encode()


def basic(user: str, secret: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{secret}'.encode()).decode()}"


DIGEST = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
GOOD = {"x-cap-neo-dag-scope": "global", "Authorization": basic(USERNAME, DIGEST)}


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running
        assert running.faults == []


@pytest.fixture
def line(server: DemoServer) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    yield connection
    connection.close()


Reply = tuple[int, dict[str, str], bytes]


def send(
    line: http.client.HTTPConnection,
    target: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] = GOOD,
    body: bytes | None = None,
) -> Reply:
    line.request(method, target, body, dict(headers))
    with line.getresponse() as reply:
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()


def ask(line: http.client.HTTPConnection, query: str, headers: Mapping[str, str] = GOOD) -> Reply:
    return send(line, f"{EVENT_PATH}?{query}", headers=headers)


def raw(server: DemoServer, request: bytes) -> bytes:
    """Everything the server says to these bytes until it hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as peer:
        peer.sendall(request)
        peer.shutdown(socket.SHUT_WR)
        said = b""
        while part := peer.recv(65536):
            said += part
        return said


# ── a good question ──


def test_a_question_is_answered_in_json(line: http.client.HTTPConnection) -> None:
    status, headers, body = ask(line, QUESTION)
    assert (status, body) == (200, ROWS)
    assert headers["content-type"] == "application/json"
    assert headers["content-length"] == str(len(ROWS))
    assert headers["x-cap-api-version"] == "7"


def test_one_connection_serves_many_questions(line: http.client.HTTPConnection) -> None:
    assert ask(line, QUESTION)[0] == 200
    first = line.sock
    assert first is not None
    assert [ask(line, QUESTION)[0] for _ in range(3)] == [200, 200, 200]
    assert line.sock is first


def test_the_request_id_comes_back(line: http.client.HTTPConnection) -> None:
    asked = "0b7c62a4-8f7e-4f0c-9d60-4ad3f1c0a111"
    assert ask(line, QUESTION, {**GOOD, "x-cap-request-id": asked})[1]["x-cap-requestid"] == asked


def test_a_request_id_is_made_when_none_came(line: http.client.HTTPConnection) -> None:
    first, second = (ask(line, QUESTION)[1]["x-cap-requestid"] for _ in range(2))
    assert len(first) == 36
    assert first != second


def test_a_request_id_cannot_carry_anything_else(line: http.client.HTTPConnection) -> None:
    headers = {**GOOD, "x-cap-request-id": "a;b\té<" + "c" * 100}
    assert ask(line, QUESTION, headers)[1]["x-cap-requestid"] == "ab" + "c" * 62


@pytest.mark.parametrize("skew", [0, 90, -7200.5])
def test_the_date_is_the_server_s_own(skew: float) -> None:
    at = datetime(2026, 11, 20, 22, 30, 7, tzinfo=timezone(timedelta(hours=5.5)))
    with DemoServer(now=lambda: at, skew=skew) as server:
        for request in (b"GET / HTTP/1.0\r\n\r\n", b"BREW / HTTP/1.1\r\n\r\n"):
            [date] = [line[6:] for line in raw(server, request).decode().splitlines() if line.startswith("Date: ")]
            assert date.endswith(" GMT")
            assert parsedate_to_datetime(date) == (at + timedelta(seconds=skew)).replace(microsecond=0)
        assert server.faults == []


def test_what_nobody_knows_has_no_rows(line: http.client.HTTPConnection) -> None:
    for query in (
        "entity_id=hfjWDK0dek&customer_id=374819205&event_type_id=16",
        "entity_id=hfjWDK0dek&customer_id=374819206&event_type_id=15",
        "entity_id=HFJWDK0DEK&customer_id=374819205&event_type_id=15",
    ):
        assert ask(line, query)[::2] == (200, b"[]")


def test_ten_rows_a_page_unless_asked(line: http.client.HTTPConnection) -> None:
    assert ask(line, BULK)[2].count(b'"till_id"') == 10
    assert ask(line, f"{BULK}&count=100&page=3")[2].count(b'"till_id"') == 37
    assert ask(line, f"{BULK}&count=100&page=4")[2] == b"[]"
    assert ask(line, f"{BULK}&page=1")[2] == ask(line, BULK)[2] != ask(line, f"{BULK}&page=2")[2]


# ── a wrong question ──


@pytest.mark.parametrize(
    ("query", "message", "path"),
    [
        ("customer_id=1&event_type_id=15", "must have required property 'entity_id'", "/queryParams"),
        ("entity_id=&customer_id=1&event_type_id=15", "must have required property 'entity_id'", "/queryParams"),
        ("entity_id=a&event_type_id=15", "must have required property 'customer_id'", "/queryParams"),
        ("entity_id=a&customer_id=1", "must have required property 'event_type_id'", "/queryParams"),
        ("entity_id=a&customer_id=x&event_type_id=15", "must be integer", "/queryParams/customer_id"),
        ("entity_id=a&customer_id=1&event_type_id=1.5", "must be integer", "/queryParams/event_type_id"),
        ("entity_id=a&customer_id=%D9%A1&event_type_id=15", "must be integer", "/queryParams/customer_id"),
        (f"{QUESTION}&page=0", "must be >= 1", "/queryParams/page"),
        (f"{QUESTION}&page=-1", "must be >= 1", "/queryParams/page"),
        (f"{QUESTION}&page=two", "must be integer", "/queryParams/page"),
        (f"{QUESTION}&count=0", "must be >= 1", "/queryParams/count"),
        (f"{QUESTION}&count=101", "must be <= 100", "/queryParams/count"),
        (f"{QUESTION}&count=", "must be integer", "/queryParams/count"),
    ],
)
def test_a_wrong_parameter_is_named(line: http.client.HTTPConnection, query: str, message: str, path: str) -> None:
    status, _, body = ask(line, query)
    expected = f'{{"errors":[{{"status":false,"code":6001,"message":"{message}","path":"{path}"}}]}}'
    assert (status, body.decode()) == (400, expected)


@pytest.mark.parametrize(("scope", "shown"), [(None, "org"), ("org", "org"), ("parent", "parent"), ("a b", "unknown")])
def test_the_scope_header_is_required(line: http.client.HTTPConnection, scope: str | None, shown: str) -> None:
    headers = {"Authorization": GOOD["Authorization"]} | ({"x-cap-neo-dag-scope": scope} if scope else {})
    status, _, body = ask(line, QUESTION, headers)
    assert (status, body.decode()) == (404, f'{{"code":404,"message":"dataflow not found in scope {shown}"}}')


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        basic(USERNAME, PASSWORD),
        basic(USERNAME, DIGEST.upper()),
        basic("someone", DIGEST),
        f"Bearer {DIGEST}",
        "Basic not-base64!",
        "Basic é",
        "",
    ],
    ids=["none", "plain password", "upper case", "other user", "bearer", "not base64", "not ascii", "empty"],
)
def test_basic_wants_the_user_and_the_md5(line: http.client.HTTPConnection, authorization: str | None) -> None:
    headers = {"x-cap-neo-dag-scope": "global"} | ({} if authorization is None else {"Authorization": authorization})
    status, reply, body = ask(line, QUESTION, headers)
    assert (status, reply["content-type"]) == (401, "application/json")
    assert body == b'{"errors":[{"status":false,"code":401,"message":"Invalid credentials"}]}'


# ── other doors ──


@pytest.mark.parametrize("target", ["/", "/x/neo/pointsAllocation", f"{EVENT_PATH}/", "/v2/customers/lookup", "/%00"])
def test_other_paths_are_not_there(line: http.client.HTTPConnection, target: str) -> None:
    status, _, body = send(line, target)
    assert (status, body) == (404, b'{"message":"no Route matched with those values"}')


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_the_event_can_only_be_read(line: http.client.HTTPConnection, method: str) -> None:
    status, headers, _ = send(line, f"{EVENT_PATH}?{QUESTION}", method=method, body=b"{}")
    assert (status, headers["allow"]) == (405, "GET")
    assert ask(line, QUESTION)[0] == 200


def test_the_token_can_only_be_posted_for(line: http.client.HTTPConnection) -> None:
    status, headers, _ = send(line, TOKEN_PATH)
    assert (status, headers["allow"]) == (405, "POST")


def test_head_has_no_body(line: http.client.HTTPConnection) -> None:
    assert send(line, EVENT_PATH, method="HEAD")[::2] == (405, b"")
    assert ask(line, QUESTION)[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: 65537", b"413"),
        (b"Content-Length: 99999999999999999999", b"413"),
        (b"Content-Length: -1", b"400"),
        (b"Content-Length: ten", b"400"),
        (b"Transfer-Encoding: chunked", b"411"),
    ],
)
def test_a_body_that_cannot_be_read_ends_the_connection(server: DemoServer, headers: bytes, status: bytes) -> None:
    said = raw(server, b"POST " + TOKEN_PATH.encode() + b" HTTP/1.1\r\nHost: demo\r\n" + headers + b"\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 " + status)
    assert b"\r\nConnection: close\r\n" in said


@pytest.mark.parametrize("junk", [b"", b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n"])
def test_junk_harms_nobody(server: DemoServer, line: http.client.HTTPConnection, junk: bytes) -> None:
    raw(server, junk)
    assert ask(line, QUESTION)[0] == 200


def test_nothing_is_printed(
    server: DemoServer, line: http.client.HTTPConnection, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(line, QUESTION)
    ask(line, "")
    send(line, "/nowhere")
    raw(server, b"GET\r\n\r\n")
    assert capfd.readouterr() == ("", "")


# ── what arrived ──


def test_what_arrived_can_be_looked_at(server: DemoServer, line: http.client.HTTPConnection) -> None:
    ask(line, f"{QUESTION}&page=2&note=a%20b%26c", {**GOOD, "X-Some": "thing"})
    (arrived,) = server.requests
    assert (arrived.method, arrived.path) == ("GET", EVENT_PATH)
    assert arrived.query == {
        "entity_id": "hfjWDK0dek",
        "customer_id": "374819205",
        "event_type_id": "15",
        "page": "2",
        "note": "a b&c",
    }
    assert arrived.headers["x-some"] == "thing"


def test_the_last_500_requests_are_kept(server: DemoServer, line: http.client.HTTPConnection) -> None:
    for number in range(503):
        send(line, f"/{number}")
    assert len(server.requests) == 500
    assert (server.requests[0].path, server.requests[-1].path) == ("/3", "/502")
    assert [arrived.path for arrived in server.requests[:2]] == ["/3", "/4"]
    server.requests.clear()
    assert list(server.requests) == []


def test_many_ask_at_once(server: DemoServer) -> None:
    together = Barrier(8)
    got: list[bytes] = []

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        together.wait(10)
        got.extend(ask(connection, QUESTION)[2] for _ in range(5))
        connection.close()

    threads = [Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert got == [ROWS] * 40
    assert len(server.requests) == 40
