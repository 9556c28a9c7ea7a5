"""What is read out of a pasted text, and that no secret of it stays."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from neo_tui.domain.pasted.pasted import Pasted
from neo_tui.domain.pasted.read import LONGEST, TOO_LONG, read_pasted
from neo_tui.domain.query import Draft
from tests.domain.pasted.shapes import COOKIE, EU, FULL, PATH, QUERY, SECRETS, SHAPES, URL, WORD, Shape

_FIELDS = ("host", "profile", "customer", "entity", "event", "page", "count")


def _found(pasted: Pasted) -> dict[str, str]:
    return {name: value for name in _FIELDS if (value := getattr(pasted, name))}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name.replace(" ", "-"))
def test_each_shape_fills_the_form_or_is_refused_with_a_reason_and_no_secret_survives(shape: Shape) -> None:
    pasted = read_pasted(shape.text)
    assert _found(pasted) == shape.fields
    assert pasted.dropped == shape.dropped
    assert shape.says in " ".join((pasted.problem, *pasted.notes))
    assert bool(pasted.problem) == (not shape.fields)
    assert pasted.recognised
    everything = repr(pasted) + "".join(repr(getattr(pasted, field.name)) for field in fields(pasted))
    assert not [secret for secret in SECRETS if secret in everything]


@pytest.mark.parametrize(
    "text",
    ["", " ", "374819205", "hfjWDK0dek", "5f2b-aa/9=", "my id", "TransactionAdd", "transaction add", "-5", "a:b"],
)
def test_what_may_be_an_id_or_a_name_is_left_alone(text: str) -> None:
    assert not read_pasted(text).recognised


def test_what_is_too_long_is_not_looked_at() -> None:
    assert read_pasted(URL + " " * LONGEST).problem == TOO_LONG


def test_the_path_of_a_profile_is_the_endpoint_too() -> None:
    text = f"https://gateway.example/points?{QUERY}"
    assert read_pasted(text).problem
    assert _found(read_pasted(text, ["/points"])) == {**FULL, "host": "gateway.example"}


def test_what_was_not_found_stays_in_the_form() -> None:
    pasted = read_pasted('{"event_log_id": 1, "customer_id": 5, "event_type_id": 15}')
    assert pasted.missing == ("entity",)
    assert pasted.over(Draft("1", "abc", "Scan", "2", "50")) == Draft("5", "abc", "TransactionAdd", "1", "50")


_PIECES = [
    URL, PATH, f"?{QUERY}",
    "curl ", "curl -G ", "wget ", "http GET ", "neo-tui get ", "'", '"', "$'", "\\", "\\\n",
    "^", '^"', "^\n", "`", "`\n",
    "$(", ")", "${A:?}", "&", "|", ";", "\n", " ", "\t", "-u", "-H ",
    "-d ", "--data-urlencode ", "--", "-", "=", "==", ":", "{", "}", "[", "]",
    '{"customer_id":', "customer=", "event: ", "entity_id", "://", "@",
    "[::1]", "%", "%ff", "#", "\x00", "\ud800", "\u202e", "9" * 30, "eyJ",
    "Authorization: Basic ", "Cookie: ", "password=",
]  # fmt: skip


@settings(max_examples=80)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=25).map("".join))
def test_no_text_whatever_raises_and_what_is_found_could_be_typed(text: str) -> None:
    pasted = read_pasted(text)
    draft = pasted.over(Draft())
    problems = draft.problems()
    assert not [
        name for name in ("customer", "entity", "event", "page", "count") if getattr(pasted, name) and name in problems
    ]
    assert pasted.problem or _found(pasted)


@settings(max_examples=60)
@given(
    st.from_regex("[A-Za-wyz][A-Za-z0-9]{5,20}", fullmatch=True).filter(lambda word: word not in URL),
    st.sampled_from(
        ["curl -u me:{0} '{1}'", "curl '{1}' -b 'a={0}'", "{1}&token={0}",
         "curl '{1}' -H 'Authorization: Bearer {0}'", "curl '{1}' -H 'x-api-key: {0}'",
         "https://me:{0}@{2}", "password={0} customer=5"]
    ),
)  # fmt: skip
def test_whatever_the_secret_is_it_is_dropped_and_that_is_said(word: str, line: str) -> None:
    pasted = read_pasted(line.format(word, URL, URL.removeprefix("https://")))
    assert pasted.dropped or word.lower() in {"null", "none", "undefined"} or word.lower().startswith("xxx")
    assert word not in repr(pasted).replace(URL, "") or word in repr(read_pasted(line.format("", URL, "")))


@pytest.mark.parametrize(
    "piece",
    [
        "''",
        "$'",
        "^",
        "`",
        "a=",
        "-u ",
        "customer=1 ",
        "password",
        "://a@",
        PATH,
        "curl ",
        "eyJ",
        "-eyJ",
        "[",
        "$(",
        "${A",
        f"{URL} ",
    ],
)
def test_no_text_of_the_longest_size_takes_long(piece: str) -> None:
    text = f"curl {COOKIE} {piece * (LONGEST // len(piece))}"[:LONGEST]
    started = time.process_time()
    read_pasted(text)
    assert time.process_time() - started < 1.5


def test_many_different_values_take_no_longer_than_they_should() -> None:
    started = time.process_time()
    pasted = read_pasted("&".join((f"{URL}", *(f"page={page}" for page in range(5000)))))
    assert "Several values of the page" in " ".join(pasted.notes)
    assert time.process_time() - started < 0.5


def test_a_secret_in_a_field_that_checks_its_value_does_not_get_through() -> None:
    pasted = read_pasted(f"https://{EU}{PATH}?customer_id={WORD}&event_type_id={WORD}&page={WORD}&entity_id=5")
    assert WORD not in repr(pasted)


def test_a_command_of_ours_that_says_nothing_beside_a_url_raises_nothing() -> None:
    url = "https://eu.api.capillarytech.com/x/neo/pointsAllocation/event?entity_id=8&customer_id=5&event_type_id=15"
    found = read_pasted(f"{url}curl neo-tui get ")
    assert (found.customer, found.entity) == ("5", "8")


@pytest.mark.parametrize("entity", ["“", "a”b", "’", "x—y", "“all”"])
def test_an_id_of_ours_in_quotes_means_itself(entity: str) -> None:
    pasted = read_pasted(f"neo-tui get --customer 5 --entity '{entity}' --event 15")
    assert pasted.over(Draft()).entity == entity
    retyped = read_pasted("neo-tui get —customer 5 --entity “abc” --event ‘15’")
    assert retyped.over(Draft()) == Draft("5", "abc", "TransactionAdd", "1", "10")


_TWO = {"customer": ("1000001", "1000002"), "entity": ("aaa1", "bbb2"), "event": ("16", "42")}
_NAMED_IN = st.sets(st.sampled_from(sorted(_TWO)), min_size=1)
_OF_TWO: st.SearchStrategy[tuple[Any, ...]] = st.tuples(
    _NAMED_IN, st.integers(0, 1), _NAMED_IN, st.integers(0, 1), st.integers(0, 1), st.integers(0, 1)
)
_OUR_NAMES = {"customer": "customer_id", "entity": "entity_id", "event": "event_type_id"}


def _in_words(records: list[dict[str, str]]) -> str:
    return "\n".join(" ".join(f"{name}={value}" for name, value in each.items()) for each in records)


def _as_urls(records: list[dict[str, str]]) -> str:
    hosts = ("https://eu.api.capillarytech.com", "https://us.api.capillarytech.com")
    asked = ("&".join(f"{_OUR_NAMES[name]}={value}" for name, value in each.items()) for each in records)
    return "\n".join(f"GET {host}{PATH}?{query}" for host, query in zip(hosts, asked, strict=True))


def _in_lines(records: list[dict[str, str]]) -> str:
    return "\n".join(map(json.dumps, records))


def _in_code(records: list[dict[str, str]]) -> str:
    asked = zip(("eu", "us"), records, strict=True)
    return "\n".join(f'requests.get("https://{at}.api.capillarytech.com{PATH}", params={each})' for at, each in asked)


_WRITERS: list[Callable[[list[dict[str, str]]], str]] = [_in_words, _in_lines, _in_code, _as_urls, json.dumps]


@given(_OF_TWO, st.sampled_from(_WRITERS))
def test_one_question_is_never_put_together_from_two(
    parts: tuple[Any, ...], write: Callable[[list[dict[str, str]]], str]
) -> None:
    first, a, second, b, c, d = parts
    # Lines of which none says again what another said may well be one question.
    assume(first & second or write not in (_in_words, _in_lines))
    of = {"customer": (a, b), "entity": (c, d), "event": (0, 1)}
    records = [
        {name: _TWO[name][of[name][place]] for name in sorted(fields)} for place, fields in enumerate((first, second))
    ]
    found = read_pasted(write(records)).over(Draft())
    event = {"": "", "DelayedAccrual": "16", "BulkAllocatePoints": "42"}[found.event]
    told = {"customer": found.customer, "entity": found.entity, "event": event}
    told = {name: value for name, value in told.items() if value}
    assert any(told.items() <= one.items() for one in records), write(records)


def test_what_belongs_to_a_session_is_no_question() -> None:
    for text in (
        f"GET {PATH}?event_type_id=15 HTTP/1.1\nHost: {EU}\nCookie: entity_id=SECRETc0okie; customer=5\n",
        f'{{"url": "{PATH}?event_type_id=15", "headers": {{"Cookie": "entity_id=SECRETc0okie; customer=5"}}}}',
    ):
        found = read_pasted(text)
        assert (found.customer, found.entity) == ("", "")
        assert "SECRETc0okie" not in repr(found)
