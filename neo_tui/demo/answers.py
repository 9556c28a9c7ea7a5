"""What the API answers to a question: rows, or the error bodies its documents show (api.md §1, §2)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from neo_tui.demo.data import Key

JSON = "application/json"
SCOPE = "global"
MOVING_CUSTOMER, ENVELOPE_CUSTOMER = 410000117, 410000119
MAX_COUNT, DEFAULT_COUNT = 100, 10
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


def answer(status: int, value: object, **more: str) -> Answer:
    """An answer with a JSON body and headers."""
    headers = {name.replace("_", "-"): text for name, text in more.items()}
    return Answer(status, json.dumps(value).encode(), headers=headers)


def rejected(message: str, path: str) -> Answer:
    """Neo's validation error (api.md §2.2)."""
    return answer(400, {"errors": [{"status": False, "code": 6001, "message": message, "path": path}]})


def not_authorized() -> Answer:
    """401 for missing or wrong credentials."""
    return answer(401, {"errors": [{"status": False, "code": 401, "message": "Invalid credentials"}], "warnings": []})


def wrong_scope(scope: str) -> Answer:
    """404: Neo looks for the dataflow in the organisation's own scope unless told otherwise."""
    return answer(404, {"code": 404, "message": f"No live dataflow for GET /pointsAllocation/event in scope {scope}"})


def checked(query: Mapping[str, str]) -> tuple[Key, int, int] | Answer:
    """The question and its page and count, or why it is rejected."""
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
        return rejected("must be >= 1" if numbers["count"] < 1 else "must be <= 100", "/queryParams/count")
    key = (numbers["customer_id"], query["entity_id"], numbers["event_type_id"])
    return key, numbers["page"], numbers["count"]


def page_of(rows: list[str], customer: int, page: int, count: int) -> Answer:
    """One page of rows. For the customer whose rows move, each later page starts a row too early."""
    start = (page - 1) * count
    if customer == MOVING_CUSTOMER and page > 1:
        start -= 1
    body = f"[{','.join(rows[start : start + count])}]"
    if customer == ENVELOPE_CUSTOMER:
        body = f'{{"data":{body},"warnings":[]}}'
    return Answer(200, body.encode())


_PAGE = "<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def _html(status: int, title: str, text: str) -> Answer:
    return Answer(status, _PAGE.format(title=title, text=text).encode(), "text/html; charset=utf-8")


def troubles(sample: str) -> dict[int, Answer]:
    """The customers that mean trouble, and what each gets."""
    rows = f"[{sample}]".encode()
    return {
        400400400: rejected("entity_id must match the event type", "/queryParams/entity_id"),
        400401401: not_authorized(),
        400403403: answer(
            403, {"warnings": [], "errors": [{"status": False, "code": 4000, "message": "Not authorized. Access is denied!"}]}
        ),
        400404404: answer(404, {"code": 404, "message": "Resource not found"}),
        400429429: answer(429, {"errors": [{"code": 429, "message": "Too many requests"}]}, Retry_After="3"),
        400500500: answer(
            500,
            {"code": 500, "message": "UNKNOWN EXCEPTION", "err": "TypeError: Cannot read properties of undefined"},
        ),
        400503503: _html(503, "Down for maintenance", "We are back at 06:00 UTC."),
        400200200: answer(
            200, {"errors": [{"status": False, "code": 9000, "message": "No data found for the given event"}]}
        ),
        400806900: answer(
            400,
            {"warnings": [], "errors": [{"status": False, "code": 8069, "message": "Merged customer found"}], "success": False},
        ),
        400200201: _html(200, "Sign in to the guest network", "Please accept the terms."),
        400302302: Answer(302, b"", headers={"Location": "https://login.example.com/start?next=%2Fx%2Fneo"}),
        400000002: Answer(200, rows, delay=2.0),
        400000060: Answer(200, rows, delay=60.0),
        400000001: Answer(200, rows, cut=len(rows) // 2),
        400000003: Answer(200, rows, drip=1.0),
        400000004: Answer(200, rows[: len(rows) // 2]),
        400000005: Answer(200, b""),
        400000006: Answer(200, b"{}"),
    }
