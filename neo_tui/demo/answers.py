"""What the API answers to a question: rows, or the error bodies its documents show (api.md §1, §2)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from neo_tui.demo.rows import Key

JSON = "application/json"
HTML = "text/html; charset=utf-8"
SCOPE = "global"
MOVING_CUSTOMER, ENVELOPE_CUSTOMER = 410000117, 410000119
MAX_COUNT, DEFAULT_COUNT = 100, 10
_PAGE = "<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"
_WHOLE = re.compile(r"-?[0-9]{1,19}\Z", re.ASCII)


@dataclass(frozen=True)
class Answer:
    """What goes back.

    Attributes:
        status: HTTP status.
        body: Body bytes.
        content_type: Media type.
        headers: Further headers.
        delay: Seconds to wait first.
        drip: Seconds between single bytes of the body; 0 sends it at once.
        cut: How many bytes of the body are sent before the connection is closed; None sends all.
    """

    status: int
    body: bytes
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    cut: int | None = None


def answer(status: int, value: object, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer with a JSON body."""
    return Answer(status, json.dumps(value, separators=(",", ":")).encode(), headers=headers or {})


def failed(status: int, code: int, message: str, **more: object) -> Answer:
    """The `errors` list that most of the API's failures come in (api.md §2.2)."""
    error = {"status": False, "code": code, "message": message}
    return answer(status, {"errors": [error | more]})


def rejected(message: str, path: str) -> Answer:
    """Neo's validation error (api.md §2.2)."""
    return failed(400, 6001, message, path=path)


def not_authorized(status: int = 401) -> Answer:
    """401 for missing or wrong credentials; 498 is what some gateways say for a token (api.md §2.3)."""
    return failed(status, status, "Invalid credentials")


def denied() -> Answer:
    """403 for credentials that may not ask this (api.md §2.2)."""
    error = {"status": False, "code": 4000, "message": "Not authorized. Access is denied!"}
    return answer(403, {"warnings": [], "errors": [error]})


def web_page(status: int, title: str, words: str) -> Answer:
    """HTML, as a proxy or a maintenance page would answer."""
    return Answer(status, _PAGE.format(title=title, words=words).encode(), HTML)


def wrong_scope(scope: str) -> Answer:
    """404: Neo looks for the dataflow in the organisation's own scope unless told otherwise (api.md §2.3).

    Args:
        scope: The scope that was asked for; `org` when none was.
    """
    shown = scope if scope.isascii() and scope.isalnum() else "unknown"
    return answer(404, {"code": 404, "message": f"dataflow not found in scope {shown}"})


def redirect(status: int, location: str) -> Answer:
    """A redirect; nothing but its header says where to."""
    return Answer(status, b"", headers={"Location": location})


def checked(query: Mapping[str, str]) -> tuple[Key, int, int] | Answer:
    """The question and its page and count, or why it is rejected (api.md §1.1)."""
    for name in ("entity_id", "customer_id", "event_type_id"):
        if not query.get(name):
            return rejected(f"must have required property '{name}'", "/queryParams")
    numbers: dict[str, int] = {}
    for name, given in (
        ("customer_id", query["customer_id"]),
        ("event_type_id", query["event_type_id"]),
        ("page", query.get("page", "1")),
        ("count", query.get("count", str(DEFAULT_COUNT))),
    ):
        if not _WHOLE.match(given):
            return rejected("must be integer", f"/queryParams/{name}")
        numbers[name] = int(given)
    if numbers["page"] < 1:
        return rejected("must be >= 1", "/queryParams/page")
    if not 1 <= numbers["count"] <= MAX_COUNT:
        return rejected("must be >= 1" if numbers["count"] < 1 else f"must be <= {MAX_COUNT}", "/queryParams/count")
    key = (numbers["customer_id"], query["entity_id"], numbers["event_type_id"])
    return key, numbers["page"], numbers["count"]


def page_of(rows: Sequence[str], customer: int, page: int, count: int) -> Answer:
    """One page of rows; an empty array past the end.

    For the customer whose rows move, a row has come in before the second page was asked for: each later
    page starts a row early.
    """
    start = (page - 1) * count
    if customer == MOVING_CUSTOMER and page > 1:
        start -= 1
    body = f"[{','.join(rows[start : start + count])}]"
    if customer == ENVELOPE_CUSTOMER:
        body = f'{{"data":{body},"warnings":[]}}'
    return Answer(200, body.encode())
