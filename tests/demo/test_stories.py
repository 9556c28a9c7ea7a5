"""Each story is told by the rows that the server sends for its question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import httpx
import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import EVENT_PATH, DemoServer
from neo_tui.demo.stories import STORIES, Story
from neo_tui.demo.troubles import troubles
from neo_tui.domain.allocation import Allocation, State, decode
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.json_text import elements

NOW = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
SAMPLE = (
    '[{"till_id":50140377,"point_category_id":17383,"program_id":2282,"event_log_id":10072893,"event_type_id":15,'
    '"points_source_type_id":1,"original_points":0,"awarded_date":1648489472000,"returned_exclusive_value":0,'
    '"points_source_id":2148434124,"id":31787856,"cps_id":51368957,"original_customer_id":374819205,'
    '"expiry_strategy_id":105602,"returned_value":0,"redeemed_exclusive_value":0,"expiry_date":1648578599000,'
    '"auto_update_time":1648596913000,"redeemed_value":0,"expired_exclusive_value":50,'
    '"allocation_strategy_id":105773,"points_value":0,"org_id":50914,"expired_value":0,"customer_id":374819205,'
    '"points_exclusive":50,"status":"EXPIRED"}]'
)
WITH_ROWS = [story for story in STORIES if story.customer_id not in troubles() and story.title != "No rows"]
SINGLE_ENVELOPE = "Rows in an envelope"
OTHERS = "Rows of others"
ODD = {
    *("It does not add up", "Odd values", "Hostile text", "An event type nobody lists"),
    *(OTHERS, "Expired, job overdue", "Expired too early", "Available, but nothing left"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer(now=lambda: NOW) as running:
        yield running
        assert running.faults == []


@pytest.fixture(scope="module")
def client(server: DemoServer) -> Iterator[httpx.Client]:
    digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    headers = {"x-cap-neo-dag-scope": "global"}
    with httpx.Client(
        base_url=server.url, auth=(USERNAME, digest), headers=headers, trust_env=False, timeout=10
    ) as made:
        yield made


def told(title: str) -> Story:
    return next(story for story in STORIES if story.title == title)


def ask(client: httpx.Client, story: Story, *, entity: str | None = None, count: int = 100, page: int = 1) -> str:
    query: dict[str, str | int] = {
        "entity_id": entity or story.entity_id,
        "customer_id": story.customer_id,
        "event_type_id": story.event_type_id,
        "count": count,
        "page": page,
    }
    reply = client.get(EVENT_PATH, params=query)
    assert reply.status_code == 200
    return reply.text


def read(body: str) -> list[Allocation]:
    return [decode(element) for element in elements(body)]


def rows(client: httpx.Client, title: str) -> list[Allocation]:
    return read(ask(client, told(title)))


def only(client: httpx.Client, title: str) -> Allocation:
    found = rows(client, title)
    assert len(found) == 1
    return found[0]


def amounts(row: Allocation) -> tuple[Decimal | int, Decimal | int, Decimal | int, Decimal | int, Decimal | int]:
    """Awarded, redeemed, expired, returned, left."""
    split = row.split
    assert split is not None
    return split.awarded, split.redeemed, split.expired, split.returned, split.balance


def status(row: Allocation) -> str:
    assert row.status is not None
    return row.status.name


def at(row: Allocation, field: str) -> datetime:
    moment = row.moment(field)
    assert moment is not None
    assert moment.reliable
    assert moment.at is not None
    return moment.at


# ── the rows ──


@pytest.mark.parametrize(
    "story", [s for s in WITH_ROWS if s.title not in {SINGLE_ENVELOPE, OTHERS}], ids=lambda story: story.title
)
def test_every_story_has_rows_of_its_customer(client: httpx.Client, story: Story) -> None:
    found = read(ask(client, story))
    assert found
    assert {row.number("customer_id") for row in found} == {story.customer_id}


@pytest.mark.parametrize(
    "story", [s for s in WITH_ROWS if s.title not in ODD | {SINGLE_ENVELOPE}], ids=lambda s: s.title
)
def test_ordinary_rows_are_whole_and_in_order_and_add_up(client: httpx.Client, story: Story) -> None:
    names = [field.name for field in FIELDS]
    for element in elements(ask(client, story)):
        row = decode(element)
        assert [name for name in names if row[name].state is State.MISSING] == []
        assert isinstance(element.value, dict)
        assert list(element.value) == names
        assert row.notes == ()
        assert row.split is not None
        assert row.split.adds_up
        assert row.event_type is not None
        assert row.event_type.id == story.event_type_id


@pytest.mark.parametrize(
    "story", [s for s in WITH_ROWS if s.title not in ODD | {SINGLE_ENVELOPE}], ids=lambda s: s.title
)
def test_ordinary_rows_have_a_status_that_fits_amounts_and_dates(client: httpx.Client, story: Story) -> None:
    for row in read(ask(client, story)):
        _, redeemed, expired, returned, left = amounts(row)
        assert (left > 0) == (status(row) == "AVAILABLE")
        assert at(row, "awarded_date") < at(row, "expiry_date")
        if expired:
            assert at(row, "auto_update_time") > at(row, "expiry_date")
        if redeemed or returned:
            assert at(row, "auto_update_time") > at(row, "awarded_date")
        pending = story.title == "Expired, job still pending"
        assert (left > 0 and at(row, "expiry_date") < NOW) == pending


def test_the_documented_sample_comes_to_the_letter(client: httpx.Client) -> None:
    assert ask(client, STORIES[0]) == SAMPLE


def test_the_sample_answers_to_its_transaction_id_too(client: httpx.Client) -> None:
    assert ask(client, STORIES[0], entity="2148434124") == SAMPLE


@pytest.mark.parametrize(
    "story", [s for s in WITH_ROWS if s.event_type_id == 15 and s.title != SINGLE_ENVELOPE], ids=lambda s: s.title
)
def test_a_bill_is_found_by_its_transaction_id(client: httpx.Client, story: Story) -> None:
    body = ask(client, story)
    transaction = read(body)[-1].number("points_source_id")
    assert ask(client, story, entity=str(transaction)) == body


def test_spent(client: httpx.Client) -> None:
    row = only(client, "Spent to the last point")
    assert (amounts(row), status(row)) == ((240, 240, 0, 0, 0), "REDEEMED")


def test_partly_spent_and_still_good(client: httpx.Client) -> None:
    row = only(client, "Partly spent, still good")
    assert amounts(row) == (Decimal("75.5"), Decimal("25.25"), 0, 0, Decimal("50.25"))
    assert status(row) == "AVAILABLE"
    assert at(row, "expiry_date") > NOW


def test_half_returned(client: httpx.Client) -> None:
    row = only(client, "Half returned")
    assert (amounts(row), status(row)) == ((100, 0, 0, 50, 50), "AVAILABLE")


def test_returned_in_full(client: httpx.Client) -> None:
    row = only(client, "Returned in full")
    assert (amounts(row), status(row)) == ((100, 0, 0, 100, 0), "RETURNED")


def test_part_spent_part_expired(client: httpx.Client) -> None:
    row = only(client, "Part spent, part expired")
    assert (amounts(row), status(row)) == ((100, 60, 40, 0, 0), "CONSUMED")
    assert at(row, "auto_update_time") - at(row, "expiry_date") == timedelta(hours=5, minutes=5, seconds=14)


@pytest.mark.parametrize("hours", range(0, 24, 3))
def test_the_pending_expiry_is_always_a_few_hours_ago(hours: int) -> None:
    now = NOW + timedelta(hours=hours, minutes=hours)
    digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    with (
        DemoServer(now=lambda: now) as server,
        httpx.Client(
            base_url=server.url,
            auth=(USERNAME, digest),
            headers={"x-cap-neo-dag-scope": "global"},
            trust_env=False,
            verify=False,  # noqa: S501 - plain http on loopback; it spares reading the roots
        ) as client,
    ):
        row = only(client, "Expired, job still pending")
    assert status(row) == "AVAILABLE"
    assert amounts(row)[-1] == 50
    assert timedelta(hours=4) < now - at(row, "expiry_date") <= timedelta(hours=5, seconds=1)
    assert at(row, "expiry_date").astimezone(ZoneInfo("Asia/Kolkata")).strftime("%M:%S") == "59:59"


def test_an_expiry_whose_job_is_overdue(client: httpx.Client) -> None:
    row = only(client, "Expired, job overdue")
    assert (amounts(row)[-1], status(row)) == (60, "AVAILABLE")
    assert NOW - at(row, "expiry_date") > timedelta(days=5)


def test_expired_too_early(client: httpx.Client) -> None:
    row = only(client, "Expired too early")
    assert (amounts(row)[2], status(row)) == (100, "EXPIRED")
    assert at(row, "auto_update_time") < NOW < at(row, "expiry_date")


def test_valid_for_hours(client: httpx.Client) -> None:
    row = only(client, "Valid for hours")
    assert timedelta(0) < at(row, "expiry_date") - at(row, "awarded_date") < timedelta(hours=10)


def test_rows_of_others(client: httpx.Client) -> None:
    found = rows(client, OTHERS)
    assert [row.number("customer_id") for row in found].count(410000124) == 4
    assert [row.event_type.id for row in found if row.event_type].count(15) == 4
    assert [row.number("org_id") for row in found].count(50914) == 4


def test_never_expires(client: httpx.Client) -> None:
    row = only(client, "Never expires")
    assert at(row, "expiry_date") - at(row, "awarded_date") > timedelta(days=36524)


def test_a_merged_customer(client: httpx.Client) -> None:
    assert only(client, "A merged customer").merged_from == 398765432


def test_promised_points_are_converted_into_a_new_row(client: httpx.Client) -> None:
    before, after = only(client, "Promised points, before"), only(client, "Promised points, after")
    assert (amounts(before), status(before)) == ((60, 60, 0, 0, 0), "CONSUMED_BY_CONVERSION")
    assert (amounts(after), status(after)) == ((60, 0, 0, 0, 60), "AVAILABLE")
    changed = {field.name for field in FIELDS if before[field.name].literal != after[field.name].literal}
    assert changed == {
        *("id", "event_log_id", "event_type_id", "point_category_id", "redeemed_exclusive_value", "status"),
    }


def test_promised_points_that_lie_ahead(client: httpx.Client) -> None:
    assert at(only(client, "Promised, not yet theirs"), "awarded_date") > NOW


def test_one_bill_in_several_programmes(client: httpx.Client) -> None:
    found = rows(client, "One bill, several programmes")
    assert len(found) == 4
    assert len({row.number("program_id") for row in found}) == 3
    assert len({row.number("point_category_id") for row in found}) == 2
    assert len({row.number("event_log_id") for row in found}) == 1
    assert len({row.number("points_source_id") for row in found}) == 1
    assert len({row.number("cps_id") for row in found}) == 4


def test_what_does_not_add_up(client: httpx.Client) -> None:
    negative, empty, kept, backwards = rows(client, "It does not add up")
    assert amounts(negative)[-1] == -20
    assert (amounts(empty)[-1], status(empty)) == (0, "AVAILABLE")
    assert (amounts(kept)[-1], status(kept)) == (30, "EXPIRED")
    assert at(backwards, "expiry_date") < at(backwards, "awarded_date")


def test_odd_values_come_letter_for_letter(client: httpx.Client) -> None:
    body = ask(client, told("Odd values"))
    for literal in (
        '"id":9007199254740993123',
        '"points_source_id":18446744073709551617',
        '"points_exclusive":"350.000"',
        '"points_exclusive":100.000',
        '"original_customer_id":null',
        '"cps_id":-1',
        '"batch_no":"B-0071"',
        '"till_id":"fifty"',
        '"points_exclusive":[100]',
        '"status":"ON_HOLD"',
        '"event_type_id":90',
        '"expiry_date":0,',
        '"expiry_date":-1000',
        '"auto_update_time":99999999999999999',
        '"expiry_date":"1804930199000"',
        '"expiry_date":null',
        '"status":7',
    ):
        assert literal in body
    assert any(row["till_id"].state is State.MISSING for row in read(body))


def test_an_unlisted_event_type_has_its_row(client: httpx.Client) -> None:
    kind = only(client, "An event type nobody lists").event_type
    assert kind is not None
    assert not kind.known


def test_hostile_text_comes_as_it_is(client: httpx.Client) -> None:
    body = ask(client, told("Hostile text"))
    for part in (
        "[/red]",
        "[@click=app.quit]",
        r"\u001b]52;c;aGFja2Vk\u0007",
        "\x9b5n",
        "\u202e",
        "\u200b",
        r"you\nsecond",
        r"\ud800",
    ):
        assert part in body


def test_no_rows(client: httpx.Client) -> None:
    assert ask(client, told("No rows")) == "[]"


def test_rows_in_an_envelope(client: httpx.Client) -> None:
    body = ask(client, told(SINGLE_ENVELOPE))
    assert body.startswith('{"data":[{"till_id":')
    assert body.endswith('}],"warnings":[]}')


# ── pages ──


def test_237_rows_on_24_pages(client: httpx.Client) -> None:
    pages = [read(ask(client, told("237 entries"), count=10, page=page)) for page in range(1, 26)]
    assert [len(page) for page in pages] == [10] * 23 + [7, 0]
    found = [row for page in pages for row in page]
    assert len({row.id for row in found}) == 237
    assert {status(row) for row in found} == {"AVAILABLE", "REDEEMED", "EXPIRED", "RETURNED", "CONSUMED"}
    assert any(row["points_exclusive"].literal != str(int(amounts(row)[0])) for row in found)


def test_two_full_pages_and_an_empty_one(client: httpx.Client) -> None:
    pages = [read(ask(client, told("Two full pages"), count=10, page=page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 0]


def test_rows_that_move_are_seen_twice(client: httpx.Client) -> None:
    first, second, third = (read(ask(client, told("Rows that move"), count=10, page=page)) for page in (1, 2, 3))
    assert first[-1].id == second[0].id
    assert len({row.id for row in (*first, *second, *third)}) == len(first) + len(second) + len(third) - 1


# ── the same again ──


def test_two_servers_with_the_same_present_send_the_same_bytes(client: httpx.Client) -> None:
    with (
        DemoServer(now=lambda: NOW) as other,
        httpx.Client(base_url=other.url, auth=client.auth, headers=client.headers, trust_env=False) as second,
    ):
        for story in WITH_ROWS:
            assert ask(client, story) == ask(second, story)


def test_only_the_stories_of_the_present_move(client: httpx.Client) -> None:
    later = NOW + timedelta(days=30)
    with (
        DemoServer(now=lambda: later) as other,
        httpx.Client(base_url=other.url, auth=client.auth, headers=client.headers, trust_env=False) as second,
    ):
        moved = {story.title for story in WITH_ROWS if ask(client, story) != ask(second, story)}
    assert moved == {
        *("Expired, job overdue", "Expired, job still pending"),
        *("Partly spent, still good", "Promised, not yet theirs"),
    }
