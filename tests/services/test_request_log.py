"""The last requests are remembered, within bounds."""

from __future__ import annotations

from datetime import UTC, datetime

from neo_tui.domain.exchange import Ended, Exchange, Kept, Timings
from neo_tui.services.request_log import MOST_BODY_BYTES, RequestLog


def exchange(number: int, body: bytes = b"[]") -> Exchange:
    return Exchange(
        started_at=datetime(2026, 3, 1, tzinfo=UTC),
        profile="test",
        method="GET",
        url="https://eu.api.example.com/",
        request_headers=(),
        request_body="",
        request_id=str(number),
        attempt=1,
        proxy="",
        status=200,
        reason="OK",
        response_headers=(),
        wire_bytes=len(body),
        decoded_bytes=len(body),
        body=body,
        kept=Kept.WHOLE,
        timings=Timings(wait=0.1),
        total=0.1,
        ended=Ended.ANSWERED,
    )


def test_the_last_hundred_are_remembered() -> None:
    log = RequestLog()
    for number in range(150):
        log(exchange(number))
    assert [one.request_id for one in log.exchanges] == [str(number) for number in range(50, 150)]


def test_old_bodies_give_way_and_say_so() -> None:
    log = RequestLog()
    megabyte = b"x" * 2**20
    for number in range(20):
        log(exchange(number, megabyte if number % 2 else b""))
    kept = log.exchanges
    assert sum(len(one.body) for one in kept) <= MOST_BODY_BYTES
    assert [one.request_id for one in kept if one.kept is Kept.DROPPED] == ["1", "3"]
    assert len(kept) == 20
    assert all(one.decoded_bytes == 2**20 for one in kept[1::2])


def test_a_small_old_body_goes_before_a_large_young_one() -> None:
    log = RequestLog()
    log(exchange(0))
    log(exchange(1, b"x" * MOST_BODY_BYTES))
    assert [one.kept for one in log.exchanges] == [Kept.DROPPED, Kept.WHOLE]


def test_all_can_be_forgotten() -> None:
    log = RequestLog()
    log(exchange(1))
    log.clear()
    assert log.exchanges == ()


def test_a_body_is_shown_as_visible_lines() -> None:
    assert exchange(1, "{\x1b[2J\r\n\u202e}\n".encode()).text == "{␛[2J\n<U+202E>}\n"
    assert exchange(1, b"\xff\xfe\xfd").text == "\N{REPLACEMENT CHARACTER}" * 3
    assert exchange(1, b"").text == ""
