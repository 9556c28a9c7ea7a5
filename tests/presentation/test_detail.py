"""The detail pane's lines: everything about one allocation, at any width."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.demo.data import rows
from neo_tui.demo.stories import STORIES
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.foreign import visible
from neo_tui.domain.query import Query
from neo_tui.domain.status import Tone
from neo_tui.presentation.detail import detail_lines, raw_lines
from neo_tui.presentation.text import Line, cell_width, plain
from tests.domain.rows import MISSING, SAMPLE, at, fresh, raw, row, view

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def told(lines: list[Line]) -> str:
    """The lines as one text, blanks squeezed."""
    return re.sub(r"\s+", " ", " ".join(map(plain, lines)))


def test_the_sample_row_says_everything_on_one_wide_page() -> None:
    text = told(detail_lines(row(), view(), 160))
    for expected in (
        "● EXPIRED",
        "entry 31787856",
        "50 points were awarded on 28 Mar 2022",
        "awarded 50",
        "− expired 50",
        "= left 0",
        "Asia/Kolkata 2022-03-28 23:14:32 +05:30 UTC 2022-03-28 17:44:32",
        "1648489472000 ms",
    ):
        assert expected in text
    for field in FIELDS:
        assert f"{field.name} " in text
        assert field.meaning in text


@pytest.mark.parametrize("width", [20, 38, 44, 63, 64, 80, 100, 160])
def test_every_story_of_the_demo_fits_every_width(width: int) -> None:
    seen = 0
    for story in STORIES:
        for text in rows((story.customer_id, story.entity_id, story.event_type_id), NOW)[:12]:
            allocation = raw(text)
            for found in (*detail_lines(allocation, view(NOW), width), *raw_lines(allocation, width)):
                assert cell_width(plain(found)) <= width, plain(found)
                assert not set(plain(found)) & set("\n\r\t\x1b\x00\u202e\u200b")
                seen += 1
    assert seen > 1000


@given(st.text(max_size=30), st.integers(20, 80))
def test_unknown_fields_are_shown_letter_for_letter(value: str, width: int) -> None:
    lines = detail_lines(row(campaign=value), view(), width)
    text = "".join(map(plain, lines)).replace(" ", "")
    assert "Unknownfields(1)" in text
    assert f"campaign{visible(value)}".replace(" ", "") in text


def test_a_time_that_is_no_date_is_said() -> None:
    text = told(detail_lines(row(expiry_date=10**18), view(), 60))
    assert "no date on any calendar" in text
    assert f"{10**18} ms" in text


def test_a_time_that_is_no_number_is_shown_as_it_came() -> None:
    assert "!soon" in told(detail_lines(row(expiry_date="soon"), view(), 60))
    assert "Expires —" in told(detail_lines(row(expiry_date=MISSING), view(), 60))


def test_an_expiry_a_hundred_years_away_reads_as_never() -> None:
    text = told(detail_lines(fresh(expiry_date=at(2126, 3, 14, 21, 56)), view(), 80))
    assert "reads as never (in " in text


def test_a_viewer_elsewhere_gets_their_own_clock_too() -> None:
    from datetime import timedelta, timezone

    elsewhere = replace(view(), viewer=timezone(timedelta(hours=2)))
    assert "here 2022-03-28 19:44:32 +02:00" in told(detail_lines(row(), elsewhere, 160))
    assert "here 2022-" not in told(detail_lines(row(), view(), 160))


def test_amounts_that_cannot_be_read_make_no_bar() -> None:
    text = told(detail_lines(row(points_exclusive="many"), view(), 60))
    assert "An amount is missing or unreadable" in text
    assert not set("█▓▒░") & set(text)


def test_a_status_nobody_sent_is_said() -> None:
    assert "The status was not sent as text." in told(detail_lines(row(status=None), view(), 60))


def test_beside_the_table_the_points_stay_on_their_line_from_row_to_row() -> None:
    places = set()
    for text in rows((410000106, "mUltiP0007", 15), NOW):
        lines = detail_lines(raw(text), view(NOW), 44)
        places.add(next(place for place, found in enumerate(lines) if plain(found).startswith("Points")))
    assert len(places) == 1


def test_a_reading_is_marked_as_one() -> None:
    merged = detail_lines(row(original_customer_id=1), view(), 80)
    marked = [plain(found) for found in merged if plain(found).startswith("⌁ ")]
    assert marked


def test_what_the_checks_find_is_told_by_name_and_explained_at_the_end() -> None:
    lines = detail_lines(row(points_exclusive=20), view(), 60)
    text = told(lines)
    assert "⌁ 20 awarded, 50 redeemed, expired or returned: −30 left. balance-negative" in text
    assert text.index("Checks ─") < text.index("Times ─") < text.index("About these checks")
    assert "balance-negative Left is points_exclusive" in text


def test_what_was_asked_is_checked_where_it_is_known() -> None:
    asked = replace(view(), asked=Query("hfjWDK0dek", 5, 15))
    assert "! It belongs to customer 374819205; asked was customer 5. other-customer" in told(
        detail_lines(row(), asked, 80)
    )


def test_where_the_checks_find_nothing_they_are_not_mentioned() -> None:
    assert "hecks" not in told(detail_lines(row(), view(), 60))


def test_raw_json_is_laid_out_and_shown_as_sent() -> None:
    sent = '{"id":1.50,"status":"A[/b]\\u202e","list":[1,{"x":true}],"null":null}'
    lines = [plain(found) for found in raw_lines(raw(sent), 80)]
    assert '  "id": 1.50,' in lines
    assert '  "status": "A[/b]\\u202e",' in lines
    assert '  "list": [1, {"x": true}],' in lines
    assert '  "null": null' in lines
    assert f"As sent, {len(sent)} bytes" in lines[-2]
    assert lines[-1] == sent


def test_raw_json_over_several_lines_keeps_them() -> None:
    sent = json.dumps(SAMPLE, indent=1)
    lines = [plain(found) for found in raw_lines(raw(sent), 80)]
    assert lines[-len(sent.split("\n")) :] == sent.split("\n")


def test_headings_reach_the_right_edge_in_the_accent() -> None:
    found = next(each for each in detail_lines(row(), view(), 50) if plain(each).startswith("Points"))
    assert cell_width(plain(found)) == 50
    assert found[0].tone is Tone.ACCENT
