"""Whatever comes: a page or a NeoError, and no digit lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from neo_tui.api.exchange import Asked, Reply
from neo_tui.api.parsing import parse_page
from neo_tui.domain.errors import NeoError
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.foreign import visible
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUESTION = Query("hfjWDK0dek", 374819205, 15, count=10)
PROFILE = Profile("demo", "eu.api.example.com")

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
WORDS = ("errors", "message", "msg", "code", "err", "error", "status", "success", "path", "id", "fault")
PLACES = ("response", "data", "items", "allocations")
shapes = st.dictionaries(
    st.sampled_from(WORDS + PLACES),
    values | st.dictionaries(st.sampled_from(WORDS), values, max_size=4),
    max_size=5,
)
numerals = st.from_regex(r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,6})?", fullmatch=True)
rows = st.dictionaries(st.sampled_from([field.name for field in FIELDS] + ["new_one"]), numerals, max_size=8)


def outcome(body: bytes, status: int = 200, location: str = "") -> Page | NeoError:
    headers = {"location": location, "retry-after": location}
    reply = Reply(status, headers, body, Asked("host", "/path", QUESTION.parameters), 0.0)
    try:
        return parse_page(reply, QUESTION, PROFILE, NOW)
    except NeoError as error:
        return error


def check(found: Page | NeoError) -> None:
    """What holds for every outcome: nothing that drives a terminal, nothing left unsaid."""
    if isinstance(found, Page):
        assert all(visible(note) == note for note in found.notes)
        return
    lines = [found.title, found.cause, found.action, *(fact.value for fact in found.facts)]
    assert all(line and visible(line) == line for line in lines)
    assert all(visible(line) == line for line in found.body.split("\n"))


@given(st.binary(max_size=200), st.integers(100, 999), st.text(max_size=30))
def test_any_bytes_with_any_status(body: bytes, status: int, header: str) -> None:
    check(outcome(body, status, header))


@given(st.binary(max_size=100) | st.text(max_size=60).map(str.encode))
def test_any_bytes_that_start_like_an_answer(body: bytes) -> None:
    for start in (b"[", b"{", b"[{", b'{"data":[', b"<", b'"', b"\xff\xfe", b"\xef\xbb\xbf["):
        check(outcome(start + body))


@given(values | shapes | st.lists(shapes, max_size=3), st.sampled_from([200, 400, 404, 500]))
def test_any_json(value: object, status: int) -> None:
    found = outcome(json.dumps(value).encode(), status)
    check(found)
    if isinstance(found, Page) and isinstance(value, list):
        assert len(found.allocations) == len(value)


@given(st.lists(rows, max_size=12))
def test_rows_shown_are_rows_sent_to_the_last_digit(sent: list[dict[str, str]]) -> None:
    texts = ["{" + ",".join(f'"{name}":{numeral}' for name, numeral in row.items()) + "}" for row in sent]
    body = f"[{', '.join(texts)}]"
    found = outcome(body.encode())
    assert isinstance(found, Page)
    assert found.body == body
    assert [row.raw for row in found.allocations] == texts
    for allocation, row in zip(found.allocations, sent, strict=True):
        shown = {name: value.literal for name, value in allocation.values.items() if value.literal}
        shown |= {extra.name: extra.literal for extra in allocation.extra}
        assert shown == row


@given(st.sampled_from(["data", "items", "allocations"]), st.lists(rows, max_size=5))
def test_an_envelope_loses_nothing(name: str, sent: list[dict[str, str]]) -> None:
    texts = ["{" + ",".join(f'"{key}": {numeral}' for key, numeral in row.items()) + "}" for row in sent]
    found = outcome(f'{{"{name}": [{",".join(texts)}]}}'.encode())
    assert isinstance(found, Page)
    assert [row.raw for row in found.allocations] == texts
    assert found.notes
