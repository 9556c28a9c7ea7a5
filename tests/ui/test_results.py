"""The results: pages, rows, the pane, errors that leave what was there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.containers import Container, Vertical

from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from neo_tui.ui.screens.form import FormScreen
from tests.answering import Answer, AnsweringServer
from tests.ui.conftest import MakeApp, results, screen_text, shown, until

pytestmark = pytest.mark.anyio

BULK = Draft("410000107", "bUlk237008", "BulkAllocatePoints")
TEN = [f'{{"id": {number}, "status": "EXPIRED"}}' for number in range(10)]
SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")


async def test_the_documented_sample_row_is_shown_right_in_every_field(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(160, 100)) as pilot:
        await shown(pilot, "All 50 expired; nothing is left.")
        await pilot.press("f")
        for expected in (
            "50 points were awarded on 28 Mar 2022, 23:14 (Asia/Kolkata) for a TransactionAdd event (type 15).",
            "Their expiry was 29 Mar 2022, 23:59:59",
            "probably the expiry job.",
            "2022-03-28 23:14:32 +05:30",
            "2022-03-28 17:44:32 +00:00",
            "1648489472000 ms",
            "2022-03-29 23:59:59 +05:30",
            "1648578599000 ms",
            "1648596913000 ms",
            "till_id  50140377",
            "point_category_id  17383",
            "program_id  2282",
            "event_log_id  10072893",
            "event_type_id  15  TransactionAdd",
            "points_source_type_id  1",
            "original_points  0",
            "returned_exclusive_value  0",
            "points_source_id  2148434124",
            "id  31787856",
            "cps_id  51368957",
            "original_customer_id  374819205",
            "expiry_strategy_id  105602",
            "returned_value  0",
            "redeemed_exclusive_value  0",
            "redeemed_value  0",
            "expired_exclusive_value  50",
            "allocation_strategy_id  105773",
            "points_value  0",
            "org_id  50914",
            "expired_value  0",
            "customer_id  374819205",
            "points_exclusive  50",
            "status  EXPIRED",
        ):
            await shown(pilot, expected)


async def test_pages_turn_and_the_next_one_is_there_already(make_app: MakeApp, demo_server: DemoServer) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "page 1, rows 1-10, more follow")
        await until(pilot, lambda: len(demo_server.requests) == 2)
        await pilot.press("]")
        await shown(pilot, "page 2, rows 11-20")
        await until(pilot, lambda: len(demo_server.requests) == 3)
        assert [request.query["page"] for request in demo_server.requests] == ["1", "2", "3"]
        await pilot.press("[")
        await shown(pilot, "page 1, rows 1-10")
        assert len(demo_server.requests) == 3


async def test_returning_to_a_page_finds_the_cursor_on_its_row(make_app: MakeApp) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "entry 41907000")
        await pilot.press("j", "j", "j")
        await shown(pilot, "entry 41907003")
        await pilot.press("]")
        await shown(pilot, "entry 41907010")
        await pilot.press("[")
        await shown(pilot, "entry 41907003")
        assert results(pilot).table.cursor_row == 3


async def test_the_last_page_is_said_to_be_the_end(make_app: MakeApp) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("#", *"24", "enter")
        await shown(pilot, "page 24, rows 231-237, the end", "237 in all")
        await pilot.press("]")
        await until(pilot, lambda: results(pilot)._wanted == 24)
        await shown(pilot, "page 24, rows 231-237, the end")


async def test_another_page_size_keeps_the_row(make_app: MakeApp) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("]")
        await shown(pilot, "entry 41907010")
        await pilot.press("j", "R", *"25", "enter")
        await shown(pilot, "rows 1-25", "25 a page", "entry 41907011")


async def test_a_wrong_page_number_is_told_and_stays_in_the_dialog(make_app: MakeApp) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("#", "0", "enter")
        await shown(pilot, "! A whole number from 1 on, please.")
        await pilot.press("escape")
        await until(pilot, lambda: "Go to page" not in screen_text(pilot))


async def test_all_27_fields_are_one_key_away_and_the_cursor_stays(make_app: MakeApp) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(160, 45)) as pilot:
        await shown(pilot, "entry 41907000")
        await pilot.press("j", "w")
        await until(pilot, lambda: len(results(pilot).table.columns) == 27)
        assert results(pilot).table.cursor_row == 1
        await pilot.press("w")
        await until(pilot, lambda: len(results(pilot).table.columns) == 9)


async def test_the_pane_shows_the_raw_json_hides_and_stands_alone(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "entry 31787856")
        await pilot.press("v")
        await shown(pilot, '"points_exclusive": 50')
        await pilot.press("V")
        await shown(pilot, "Expires on  2022-03-29")
        await pilot.press("V", "p")
        await until(pilot, lambda: not results(pilot).pane.display)
        await pilot.press("p", "f")
        await until(pilot, lambda: not results(pilot).query_one("#rows").display)
        await pilot.press("escape")
        await until(pilot, lambda: results(pilot).table.has_focus)


@pytest.mark.parametrize(
    ("customer", "title"),
    [
        ("400400400", "The API rejected the question"),
        ("400401401", "The credentials were refused"),
        ("400404404", "Not found"),
        ("400429429", "Too many requests"),
        ("400200200", "The API answered with an error"),
    ],
)
async def test_an_error_stays_with_its_cause_and_keys(make_app: MakeApp, customer: str, title: str) -> None:
    async with make_app(question=Draft(customer, "eRr4000000", "15"), ask=True).run_test(size=(80, 24)) as pilot:
        await shown(pilot, title, "Request id", "r retry", "esc edit the question")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
        await shown(pilot, customer)


async def test_after_an_error_the_old_rows_stay_with_their_age(make_app: MakeApp, demo_server: DemoServer) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "All 50 expired")
        demo_server.stop()
        await pilot.press("r")
        await shown(pilot, "cannot be reached", "Below: the rows as of", "31787856")
        assert results(pilot).table.has_class("stale")


async def test_an_empty_answer_says_what_to_check(make_app: MakeApp) -> None:
    async with make_app(question=Draft("1", "nOsuch0000", "15"), ask=True).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "No allocations came back", "What to check", "surviving account")


async def test_rows_seen_on_two_pages_are_counted_and_told(make_app: MakeApp) -> None:
    question = Draft("410000117", "mOving0018", "BulkAllocatePoints")
    async with make_app(question=question, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("]")
        await shown(pilot, "page 2", "1 row here was already seen")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_rows_that_a_check_is_about_are_marked_and_explained(make_app: MakeApp, size: tuple[int, int]) -> None:
    question = Draft("410000124", "oThers0025", "TransactionAdd")
    async with make_app(question=question, ask=True).run_test(size=size) as pilot:
        await shown(pilot, "page 1, rows 1-5", "AVAILABLE")
        lines = screen_text(pilot).splitlines()
        rows = [line for line in lines if line.startswith((" AVAILABLE", "!AVAILABLE"))]
        # Of another customer, of another event type, of another organisation than the other rows.
        assert [line[0] for line in rows] == [" ", "!", "!", "!", " "]
        await pilot.press("j")
        await pilot.press("f")
        await shown(pilot, "It belongs to customer 410000125; asked was customer 410000124.")


async def test_escape_cancels_a_request_and_the_next_one_leads_back(make_app: MakeApp) -> None:
    question = Draft("400000060", "sLow600000", "15")
    async with make_app(question=question, ask=True).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "asking for page 1")
        await pilot.press("escape")
        await shown(pilot, "Cancelled")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))


async def test_no_widget_follows_links_or_markup(make_app: MakeApp) -> None:
    question = Draft("410000110", "hOstil0011", "15")
    async with make_app(question=question, ask=True).run_test(size=(160, 45)) as pilot:
        await shown(pilot, "[/red]", "[EXPIRED]")
        with_text = [widget for widget in pilot.app.screen.query("*") if not isinstance(widget, Container | Vertical)]
        assert len(with_text) >= 5
        assert not [widget for widget in with_text if widget.auto_links and widget.is_on_screen]


@pytest.mark.parametrize("size", [(1, 30), (4, 30), (5, 30), (30, 1), (1, 1)])
async def test_a_terminal_made_tiny_and_large_again_shows_the_same(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired")
        for keys in ("", "v", "f", "w"):
            await pilot.press(*keys)
            await pilot.resize_terminal(*size)
            await pilot.press("j", "k", "J", "K")
            await pilot.resize_terminal(100, 30)
            await pilot.press(*keys)
        await shown(pilot, "All 50 expired")


async def test_an_unknown_time_zone_is_told_as_long_as_its_times_are_told_in_utc(
    make_app: MakeApp, demo_profile: Profile
) -> None:
    nowhere = replace(demo_profile, zone="Europe/Nowhere")
    async with make_app(nowhere, question=SAMPLE, ask=True).run_test(size=(160, 60)) as pilot:
        await shown(pilot, "! There is no time zone 'Europe/Nowhere' here", "Times are told in UTC.")
        await shown(pilot, "28 Mar 2022, 17:44 (UTC)")


async def test_404_behind_a_full_page_is_the_end_and_takes_nothing_away(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    server = answering(
        lambda query: (404, b"{}") if int(query["page"]) > 1 else b"[" + b",".join([row.encode() for row in TEN]) + b"]"
    )
    profile = replace(demo_profile, host=server.url)
    async with make_app(profile, question=SAMPLE, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1, rows 1-10, the end (the next page answered 404)", "10 in all")
        results(pilot)._turn(2)
        await shown(pilot, "page 2 answered 404: past the end", "Page 2 holds no rows")
        assert len(server.asked) == 2


async def test_all_of_far_more_rows_than_were_asked_for_are_shown(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    server = answering(lambda _: json.dumps([{"id": number} for number in range(2000)]).encode())
    profile = replace(demo_profile, host=server.url)
    async with make_app(profile, question=SAMPLE, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "10 rows were asked for and 2,000 came.")
        await pilot.press("G")
        await shown(pilot, "entry 1999")
        assert results(pilot).table.count == 2000
        await pilot.press("w")
        await shown(pilot, "till_id", "entry 1999")
