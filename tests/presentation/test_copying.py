"""What is copied, to the letter; masked for tickets; and what is said of it."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, datetime
from urllib.parse import quote

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.clipboard import Delivery, Route
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.presentation.clipboard import delivery_words
from neo_tui.presentation.columns import COMPACT, FURTHER
from neo_tui.presentation.copying import Source, offers
from neo_tui.presentation.sheet import raw_page, rows_of, sheet
from neo_tui.presentation.shortened import Shortener, shortened
from tests.domain.rows import SAMPLE, raw, row, view

QUERY = Query("hfjWDK0dek", 374819205, 15)
PROFILE = Profile("eu", "https://eu.api.capillarytech.com", Auth.BASIC, "till.admin")
BODY = f"[ {json.dumps(SAMPLE)} ]\n"


def source(*texts: str, **changes: object) -> Source:
    """What a person looks at: these rows, the cursor on the first."""
    rows = tuple(map(raw, texts or (json.dumps(SAMPLE),)))
    page = Page(QUERY, rows, "id", datetime(2026, 11, 23, 12, 0, tzinfo=UTC), 0.1, BODY)
    given = {
        "query": QUERY,
        "rows": rows,
        "columns": COMPACT,
        "row": rows[0],
        "column": COMPACT[1],
        "page": page,
        **changes,
    }
    return Source(PROFILE, view=view(), **given)  # type: ignore[arg-type]


def copied(key: str, seen: Source, *, masked: bool = False) -> str:
    (offer,) = [offer for offer in offers(seen) if offer.key == key]
    return offer.make(seen.shortener() if masked else None)


def test_the_menu_has_a_letter_for_everything() -> None:
    assert "".join(offer.key for offer in offers(source())) == "yrisjJmucn"
    empty = Source(PROFILE, QUERY, view())
    assert "".join(offer.key for offer in offers(empty)) == "ucn"


def test_each_text_to_the_letter() -> None:
    seen = source()
    assert copied("y", seen) == "50"
    assert copied("r", seen) == "EXPIRED\t50\t0\t50\t0\t0\t2022-03-28\t2022-03-29\t31787856"
    assert copied("i", seen) == "31787856"
    assert copied("j", seen) == json.dumps(SAMPLE)
    assert copied("J", seen) == BODY
    assert copied("s", seen).startswith("Entry 31787856, EXPIRED: 50 points were awarded on 28 Mar 2022, 23:14 (Asia/")
    assert copied("s", seen).endswith(" (As of 23 Nov 2026, 17:30 (Asia/Kolkata).)")
    assert copied("m", seen).splitlines() == [
        "| Status | Awarded | Redeemed | Expired | Returned | Left | Awarded on | Expires on | Entry id |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- | ---: |",
        "| EXPIRED | 50 | 0 | 50 | 0 | 0 | 2022-03-28 | 2022-03-29 | 31787856 |",
    ]
    assert copied("u", seen) == (
        "https://eu.api.capillarytech.com/x/neo/pointsAllocation/event"
        "?entity_id=hfjWDK0dek&customer_id=374819205&event_type_id=15&page=1&count=10"
    )
    assert '--user "${NEO_TUI_USER:?}:${NEO_TUI_PASSWORD_MD5:?}"' in copied("c", seen)
    assert copied("n", seen) == (
        "neo-tui get --profile eu --customer 374819205 --entity hfjWDK0dek --event TransactionAdd --count 10 "
        "--columns status,awarded,redeemed,expired,returned,left,awarded_on,expires_on,id"
    )


def test_the_command_tells_all_of_the_view() -> None:
    several = source(filter_text="left:>0 status:ACTIVE", sort="-left,id", every_page=True, stored=False)
    assert copied("n", several).startswith("neo-tui get --customer 374819205")
    assert "--all --filter 'left:>0 status:ACTIVE' --sort=-left,id --columns" in copied("n", several)


def test_json_stays_as_it_was_sent_whatever_is_in_it() -> None:
    text = '{"id" : 9007199254740993 ,"status":"\\u202eA\u200b","points_exclusive":1.50, "id":1}'
    assert copied("j", source(text)) == text


def test_a_row_for_a_spreadsheet_holds_no_formula() -> None:
    text = json.dumps({**SAMPLE, "status": '=HYPERLINK("http://x")', "points_exclusive": -12.5})
    cells = copied("r", source(text)).split("\t")
    assert cells[:2] == ['\'=HYPERLINK("http://x")', "-12.5"]


def test_what_the_checks_found_can_be_copied_too() -> None:
    assert copied("r", source(columns=FURTHER)) == ""
    merged = source(row=raw(json.dumps(SAMPLE | {"original_customer_id": 5})), columns=FURTHER)
    assert copied("r", merged) == "merged-customer"


def test_an_error_with_its_facts() -> None:
    error = NeoError(Kind.SERVER, "The server failed", "It said 500.", "Try again.", (Fact("Request id", "abc"),))
    assert copied("e", source(error=error)) == "The server failed\nIt said 500.\nTry again.\nRequest id: abc"


# ── masked ──


def test_masked_ids_keep_their_ends() -> None:
    seen = source()
    assert copied("r", seen, masked=True).endswith("\t…7856")
    assert copied("i", seen, masked=True) == "…7856"
    assert copied("m", seen, masked=True).splitlines()[-1].endswith("| 2022-03-29 | …7856 |")
    assert "entity_id=…0dek&customer_id=…9205&event_type_id=15" in copied("u", seen, masked=True)
    assert "--customer …9205 --entity …0dek" in copied("n", seen, masked=True).replace("'", "")
    masked = json.loads(copied("j", seen, masked=True))
    changed = {name: value for name, value in masked.items() if value != SAMPLE[name]}
    assert changed == {
        "id": "…7856",
        "customer_id": "…9205",
        "original_customer_id": "…9205",
        "points_source_id": "…4124",
        "cps_id": "…8957",
        "event_log_id": "…2893",
    }


@pytest.mark.parametrize("key", "yrisjJmucn")
def test_in_nothing_that_is_masked_an_id_is_left(key: str) -> None:
    told = copied(key, source(), masked=True)
    assert not [word for word in ("374819205", "31787856", "2148434124", "51368957", "hfjWDK0dek") if word in told]


@pytest.mark.parametrize(
    ("value", "kept"), [("374819205", "…9205"), ("12345678", "…5678"), ("12345", "…345"), ("1234", "…"), ("7", "…")]
)
def test_how_much_of_an_id_stays(value: str, kept: str) -> None:
    assert shortened(value) == kept


def test_an_id_elsewhere_is_cut_too_but_a_longer_number_is_not_touched() -> None:
    cut = Shortener(QUERY, (row(),))
    assert cut.text("374819205, x374819205, 1374819205, 374819205.") == "…9205, x…9205, 1374819205, …9205."
    assert cut.json('{"note":"of 374819205","owner":374819205,"n":374819205.5}') == (
        '{"note":"of …9205","owner":"…9205","n":374819205.5}'
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"x":374819205.0}',
        '{"x":3.74819205e8}',
        '{"of 374819205":1}',
        '{"customer_id":[1,"374819205",[99887766]],"points":5}',
        '{"customer_id":{"a":99887766}}',
        r'{"customer\u005fid":99887766}',
        r'{"x":"\u0033748\u00319205"}',
        r'{"x":"bill_HFJWdk0dek"}',
        '{"x":"C374819205, 374,819,205"}',
    ],
)
def test_no_way_of_writing_it_keeps_an_id_in_json(text: str) -> None:
    told = Shortener(QUERY, (row(),)).json(text)
    assert json.loads(told) is not None
    assert not re.search("748.?19|99887766|99887|hfjw", json.dumps(json.loads(told)), re.IGNORECASE)
    assert '"points":5' in told or "points" not in text


@pytest.mark.parametrize("entity", ["O'Brien-99871", "a b/ü-998712", "TXN/2024/0001", "=ls", "--help me", "a&b=c"])
def test_an_entity_of_any_letters_is_cut_in_urls_and_commands(entity: str) -> None:
    seen = source(query=Query(entity, 1234, 15))
    for key in "ucn":
        told = copied(key, seen, masked=True)
        assert entity not in told
        assert quote(entity, safe="") not in told
        assert shlex.quote(entity) not in told
        assert "1234" not in told
    words = shlex.split(copied("n", seen, masked=True))
    assert shortened(entity) in {word.removeprefix("--entity=") for word in words}


def test_no_shell_takes_a_word_for_a_path() -> None:
    assert "--entity '=ls'" in copied("n", source(query=Query("=ls", 1234, 15)))


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
NAMES = st.sampled_from(["id", "customer_id", "points", "note"]) | st.text(max_size=4)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=12)


@given(VALUES, st.booleans())
def test_masked_json_is_json_of_the_same_shape(value: object, ascii_only: bool) -> None:
    told = json.loads(Shortener(QUERY, (row(),)).json(json.dumps(value, ensure_ascii=ascii_only)))
    assert _shape(told) == _shape(value)


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {name: _shape(item) for name, item in value.items()}
    return [_shape(item) for item in value] if isinstance(value, list) else None


# ── what is said ──


@pytest.mark.parametrize(
    ("delivery", "words"),
    [
        (Delivery(Route.NATIVE, 1, "wl-copy"), "Cell: 1 character to the clipboard by wl-copy."),
        (
            Delivery(Route.TMUX, 1204, "tmux", handed_on=True),
            "Cell: 1,204 characters into tmux's buffer, and on to its terminal; whether it took them nobody can know.",
        ),
        (
            Delivery(Route.TMUX, 5, "tmux", handed_on=False),
            "Cell: 5 characters into tmux's buffer. Its terminal is not known to take any, so they go no further.",
        ),
        (
            Delivery(Route.OSC52, 1204),
            "Cell: 1,204 characters sent to the terminal by OSC 52; whether it took them nobody can know.",
        ),
        (
            Delivery(Route.OSC52, 3, "tmux", missed=("tmux ended with exit code 1",)),
            "Cell: 3 characters sent to the terminal through tmux by OSC 52 (only with allow-passthrough on); "
            "whether it took them nobody can know. Not otherwise: tmux ended with exit code 1.",
        ),
        (
            Delivery(Route.FILE, 9, "/home/x/a.txt"),
            "Cell: 9 characters in the file /home/x/a.txt, which only you may read.",
        ),
        (Delivery(Route.OFF, 9), 'Nothing was copied: the setting clipboard is "off".'),
        (Delivery(Route.OFF, 9, missed=("a", "b")), "Cell: 9 characters not copied: a; b."),
    ],
)
def test_what_is_said_claims_no_more_than_is_known(delivery: Delivery, words: str) -> None:
    assert delivery_words("Cell", delivery) == words


# ── the sheet ──

ON_SHEET = st.text(st.sampled_from("ab z−é日本\t\n"), max_size=120)


@given(ON_SHEET, st.integers(4, 20))
def test_the_sheet_is_the_text_and_nothing_else(text: str, width: int) -> None:
    rows = rows_of(sheet(text).lines, width)
    screen = pyte.Screen(width, max(len(rows), 1) + 1)
    pyte.Stream(screen).feed(raw_page(rows))
    if not set(text) & set("\t日本"):  # the emulator leaves no room for a wide character at the edge
        assert [line.rstrip() for line in screen.display[: len(rows)]] == [row.text.rstrip() for row in rows]
    assert screen.cursor.y < max(len(rows), 1)
    joined = "".join(row.text + ("\n" if row.ends else "") for row in rows)
    assert joined == text.removesuffix("\n") + "\n"


def test_what_would_drive_the_terminal_is_a_sign_on_the_sheet() -> None:
    shown = sheet("a\x1b[2J\u202eb\tc")
    assert shown.signs
    assert shown.lines == (visible("a\x1b[2J\u202eb") + "\tc",)
    assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", raw_page(rows_of(shown.lines, 40)))
    assert not sheet("plain\r\nlines\n").signs


@pytest.mark.parametrize("written", ["997941905142.0", "9.97941905142e11", '" 997941905142 "', "0997941905142"])
def test_an_id_is_masked_however_it_was_written_and_however_it_is_told(written: str) -> None:
    if written.startswith("0"):
        written = f'"{written}"'  # JSON numbers have no zeros before them
    text = json.dumps(SAMPLE | {"original_customer_id": "HERE", "note": -997941905142}).replace('"HERE"', written)
    seen = source(text, filter_text="id:0997941905142")
    for key in "rsjJmnuc":
        told = copied(key, seen, masked=True)
        assert "997941905142" not in told.replace(",", ""), told


def test_the_command_begins_with_the_first_loaded_page() -> None:
    several = source(every_page=True, first_page=3)
    assert "--page 3 " in copied("n", several)
    assert "--all" in copied("n", several)
    assert "--page" not in copied("n", source(every_page=True))
