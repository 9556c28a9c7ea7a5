"""The bundled server with other credentials, and with customers for whom it repeats them in all it answers."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self
from urllib.parse import quote

from neo_tui.demo.answers import HTML, Answer
from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET
from neo_tui.demo.handler import Handler
from neo_tui.demo.record import Arrived
from neo_tui.demo.server import TOKEN_PATH, DemoServer
from neo_tui.demo.tokens import Doorkeeper

USER, PASSWORD = "canary.till", "cAnary/Pa55+wörd?\"<&>'#01"
KEY, SECRET = OAUTH_KEY, "0auth/Canary+s3cret=\\<&>#02"
ECHO_KEY = "echo-key"
"""The OAuth key whose token endpoint repeats what it was asked with, and gives no token."""
STATUSES = (200, 400, 401, 403, 404, 429, 498, 500, 503, 302)
FIRST_ECHO = 700000000
"""Customer for whom the first kind of echo comes; the others follow: a body with each status, then the next body."""
ERRORS, ROWS, BROKEN, PAGE, WORDS = (FIRST_ECHO + body * 10 for body in range(5))
"""Customers who get that body with the first status, 200."""


def _u_escaped(text: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else f"\\u{ord(c):04x}" for c in text)


def forms(secret: str) -> Iterator[str]:
    """A secret as it may stand inside a JSON string."""
    packed = base64.b64encode(secret.encode()).decode()
    for text in (secret, packed):
        yield json.dumps(text)[1:-1]
        yield json.dumps(text)[1:-1].replace("/", "\\/")
        yield _u_escaped(text)
        yield quote(text, safe="")
        yield html.escape(text).replace("\\", "\\\\")
        yield json.dumps(json.dumps(text))[1:-1]
    yield secret.encode().hex()


@dataclass(frozen=True)
class Echo(Answer):
    """An answer with a reason phrase of its own."""

    reason: str = ""


def echo(kind: int, told: list[str]) -> Answer:
    """An answer that repeats what it was asked with.

    Args:
        kind: Which, from 0.
        told: What is repeated.
    """
    words = [form for secret in told for form in forms(secret)]
    plain = " ".join(told)
    heads = {
        "X-Cap-Echo": quote(plain),
        "X-Cap-Plain": plain.encode("ascii", "replace").decode(),
        f"X-Cap-{hashlib.md5(told[-1].encode(), usedforsecurity=False).hexdigest()}": "in the name",
        "Location": f"https://{quote(told[-1], safe='')}.example.com/{quote(plain, safe='')}?a={quote(plain)}",
        "Retry-After": "3",
    }
    message = " ".join(words)
    rows = [f'{{"id": {number}, "status": "{word}", "extra {number}": "{word}"}}' for number, word in enumerate(words)]
    bodies = (
        f'{{"errors": [{{"code": "{words[0]}", "message": "{message}", "path": "{words[-1]}"}}]}}',
        f"[{','.join(rows)}]",
        f'[{{"id": "{words[0]}", ',
        f"<html><head><title>{html.escape(plain)}</title></head>{message}</html>",
        plain,
        *(f'{{"message": "bad: {word}", "code": {number}}}' for number, word in enumerate(words)),
    )
    status, body = STATUSES[kind % len(STATUSES)], bodies[kind // len(STATUSES) % len(bodies)]
    kept = heads if status != 200 else {name: value for name, value in heads.items() if name != "Location"}
    content = HTML if body.startswith("<") else "application/json"
    reason = plain.encode("ascii", "replace").decode()
    return Echo(status, body.encode(), content, kept, reason=reason)


class _Door(Doorkeeper):
    """Admits the canaries."""

    def __init__(self) -> None:
        super().__init__(lambda: datetime.now(UTC))
        self._pair = f"{USER}:{hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()}".encode()

    @property
    def tokens(self) -> list[str]:
        """All that were handed out."""
        return list(self._issued)

    def generate(self, body: bytes) -> Answer:
        asked = json.loads(body)
        if asked.get("key") == ECHO_KEY:
            return echo(0, [body.decode(), asked["secret"]])
        known = {SECRET: OAUTH_SECRET}.get(asked.get("secret"), "wrong")
        return super().generate(json.dumps(asked | {"secret": known}).encode())


class _EchoHandler(Handler):
    """Says a reason phrase where the answer has one."""

    reason: str | None = None

    def _send(self, found: Answer, asked: Mapping[str, str]) -> None:
        self.reason = found.reason if isinstance(found, Echo) else None
        super()._send(found, asked)

    def send_response(self, code: int, message: str | None = None) -> None:
        super().send_response(code, self.reason or message)


class CanaryServer(DemoServer):
    """Serves like the bundled one, to the canaries only; echoes for customers from `FIRST_ECHO` on."""

    def __init__(self) -> None:
        super().__init__()
        self._doorkeeper: _Door = _Door()

    def start(self) -> Self:
        super().start()
        assert self._threads is not None
        self._threads.RequestHandlerClass = type("Handler", (_EchoHandler,), {"demo": self})
        return self

    @property
    def tokens(self) -> list[str]:
        """All tokens that were handed out."""
        return self._doorkeeper.tokens

    def answer(self, arrived: Arrived, body: bytes) -> Answer:
        """The answer, or the echo of what was sent to say who asks."""
        kind = int(arrived.query.get("customer_id", "0")) - FIRST_ECHO
        if arrived.path == TOKEN_PATH or not 0 <= kind < 1000:
            return super().answer(arrived, body)
        return replace(echo(kind, list(_sent(arrived.headers))), delay=0.0)


def _sent(headers: Mapping[str, str]) -> Iterator[str]:
    """What a request says of who asks, taken apart; the shortest and most telling last."""
    token = headers.get("x-cap-api-oauth-token")
    if token is not None:
        yield from (token, SECRET)
        return
    authorization = headers.get("authorization", "")
    yield authorization
    yield base64.b64decode(authorization.partition(" ")[2]).decode()
    yield from (authorization.partition(" ")[2], PASSWORD)
