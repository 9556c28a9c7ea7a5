"""What rows look like outside of the program, and that nothing of them is lost on the way."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.foreign import visible
from neo_tui.domain.query import Query
from neo_tui.presentation.column_choice import chosen_columns
from neo_tui.presentation.exporters.export import Export, Values
from neo_tui.presentation.exporters.formats import EXPORTERS, Format, format_of, left_out, text_of
from neo_tui.presentation.exporters.names import named_after
from tests.domain.rows import MISSING, at, fresh, raw, row, view

SHEETS = (Format.CSV, Format.TSV)
OURS = re.compile("'['\"]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""As the help of the command tells how a cell is read back."""
ODD = st.text(max_size=12) | st.text("'=+-@\"\t\r\n,;\\|\u202e\u200b\x1b\ufeff✓é", max_size=6)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**14), max_value=10**14)


def cells(kind: Format, text: str) -> list[list[str]]:
    """A sheet as a program reads it, with what disarms formulas taken away."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter="," if kind is Format.CSV else "\t", strict=True)
    return [[cell[1:] if OURS.match(cell) else cell for cell in line] for line in lines]


def exported(kind: Format, *rows: Allocation, columns: str | None = None, values: Values | None = None) -> str:
    return text_of(kind, Export(rows, view(), chosen_columns(columns) if columns else None, values))


@settings(max_examples=25)
@given(st.sampled_from(SHEETS), NUMBERS, ODD, st.integers(-(2**70), 2**70))
def test_raw_columns_bring_back_every_number_and_every_character(
    kind: Format, amount: Decimal, text: str, number: int
) -> None:
    sent = {"points_exclusive": "A", "status": text, "till_id": number, "\u202eodd": text, "id": None}
    own = raw(json.dumps(sent).replace('"A"', f"{amount:f}"))
    heading, line = cells(kind, exported(kind, own, values=Values.BOTH))
    back = {name: cell for name, cell in zip(heading, line, strict=True) if name.endswith("_raw") and cell}
    assert back["points_exclusive_raw"] == f"{amount:f}"
    assert back["till_id_raw"] == str(number)
    assert json.loads(back["status_raw"]) == json.loads(back["<U+202E>odd_raw"]) == text
    assert back["id_raw"] == "null"
    assert set(back) == {"points_exclusive_raw", "till_id_raw", "status_raw", "id_raw", "<U+202E>odd_raw"}


@settings(max_examples=25)
@given(st.sampled_from(SHEETS), NUMBERS, ODD)
def test_a_sheet_brings_back_numbers_and_all_text_that_can_be_seen(kind: Format, amount: Decimal, text: str) -> None:
    own = raw(json.dumps({"points_exclusive": "A", "status": text}).replace('"A"', f"{amount:f}"))
    written = exported(kind, own, columns="points_exclusive,status")
    assert cells(kind, written)[1] == [f"{amount:f}", visible(text)]
    for cell in next(csv.reader([written.split("\n")[1]], delimiter="," if kind is Format.CSV else "\t")):
        assert not cell.startswith(("=", "@", "\uff1d"))
        assert not cell.startswith(("+", "-")) or re.fullmatch(r"[+-]\d+(\.\d+)?([eE][+-]?\d+)?", cell)


@pytest.mark.parametrize("kind", SHEETS)
def test_a_quote_at_the_begin_of_a_cell_swallows_no_row(kind: Format) -> None:
    texts = ['"abc', 'x"', "y", '"a"b', '"']
    told = cells(kind, exported(kind, *(row(status=text, id=1) for text in texts), columns="status,id"))
    assert told == [["status", "id"], *([text, "1"] for text in texts)]


@pytest.mark.parametrize("kind", SHEETS)
def test_fields_whose_names_read_alike_or_like_a_column_keep_columns_of_their_own(kind: Format) -> None:
    alike = raw('{"id":1,"a\\nb":"first","a␊b":"second","a":3}')
    heading, line = cells(kind, exported(kind, alike))
    assert heading[-3:] == ["a␊b", "a", "further fields"]
    assert line[-3:-1] == ["first", "3"]
    assert json.loads(line[-1]) == {"a␊b": "second"}
    both = raw('{"id":1,"status":"X","status_raw":"mine"}')
    heading, line = cells(kind, exported(kind, both, values=Values.BOTH))
    assert len(set(heading)) == len(heading)
    assert line[heading.index("status_raw (unknown field)")] == "mine"
    lead = raw('{"id":1,"customer":"mine"}')
    heading, line = cells(
        kind, text_of(kind, Export((lead,), view(), questions=(Query("e", 7, 15),), by_question=True))
    )
    assert (heading[0], line[0]) == ("customer", "7")
    assert line[heading.index("customer (unknown field)")] == "mine"


@settings(max_examples=25)
@given(ODD)
def test_jsonl_with_raw_columns_brings_back_every_character(text: str) -> None:
    told = json.loads(exported(Format.JSONL, row(status=text), columns="status", values=Values.BOTH))
    assert told["status_raw"] == text


def test_decoded_values_are_told_with_their_meaning_and_raw_ones_beside_them() -> None:
    own = row(till_id=-1, points_exclusive="12.50", cps_id=MISSING, awarded_date=at(2026, 3, 1, 10, 30))
    columns = "event_type_id,awarded_date,points_exclusive,till_id,cps_id,left"
    decoded = json.loads(exported(Format.JSONL, own, columns=columns, values=Values.DECODED))
    assert decoded == {
        "event_type_id": "TransactionAdd",
        "awarded_date": "2026-03-01T10:30:00+05:30",
        "points_exclusive": 12.5,
        "till_id": None,
        "left": -37.5,
    }
    heading, line = cells(Format.CSV, exported(Format.CSV, own, columns=columns, values=Values.BOTH))
    told = dict(zip(heading, line, strict=True))
    assert told["event_type_id"] == "TransactionAdd"
    assert told["event_type_id_raw"] == "15"
    assert told["awarded_date"].startswith("2026-03-01T")
    assert told["awarded_date_raw"].isdigit()
    assert (told["points_exclusive"], told["points_exclusive_raw"]) == ("12.5", '"12.50"')
    assert (told["till_id"], told["till_id_raw"]) == ("none", "-1")
    assert (told["cps_id"], told["cps_id_raw"]) == ("", "")
    assert "left_raw" not in told


def test_raw_values_stand_beside_those_for_people_too() -> None:
    own = row(points_exclusive=12500.5)
    assert exported(Format.MARKDOWN, own, columns="awarded", values=Values.BOTH).splitlines() == [
        "| Awarded | Awarded raw |", "| ---: | ---: |", "| 12,500.5 | 12500.5 |"
    ]  # fmt: skip
    assert "12500.5" in exported(Format.TABLE, own, columns="awarded", values=Values.SENT)
    assert "awarded_raw" in exported(Format.VERTICAL, own, columns="awarded", values=Values.BOTH)


def test_all_27_fields_in_every_sheet_whatever_the_values() -> None:
    for values in Values:
        heading = cells(Format.CSV, exported(Format.CSV, row(campaign="x"), values=values))[0]
        own = [name for name in heading if not name.endswith("_raw")]
        assert own == [*(field.name for field in FIELDS), "campaign"]


def test_the_array_is_written_as_it_was_sent_where_it_is_at_hand() -> None:
    assert text_of(Format.JSON, Export((row(),), view(), body="[ {} ]")) == "[ {} ]"


@pytest.mark.parametrize(
    ("name", "kind"), [("a.CSV", Format.CSV), ("a.ndjson", Format.JSONL), ("x.csv.htm", Format.HTML), ("csv", None)]
)
def test_the_ending_of_a_name_tells_the_format(name: str, kind: Format | None) -> None:
    assert format_of(name) is kind


def test_unknown_fields_that_decoded_json_lines_do_not_tell_are_told_of() -> None:
    assert left_out((row(campaign=1),), Format.JSONL, values=Values.DECODED)[0].startswith("1 unknown field came")
    assert not left_out((row(campaign=1),), Format.JSONL)


class Reader(HTMLParser):
    """Reads a report as a browser does."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@settings(max_examples=12)
@given(ODD, ODD)
def test_a_report_shows_whatever_came_as_text_and_loads_nothing(one: str, other: str) -> None:
    hostile = f"<img src=x onerror=alert(1)>{one}"
    rows = (row(status=hostile), raw(json.dumps({"status": f"</td><script>{other}", "id": 1})))
    export = Export(rows, view(), about=(("Entity", f"</dl><a href=//x>{visible(one)}"),), notes=(visible(other),))
    text = text_of(Format.HTML, export)
    read = Reader(text)
    assert not read.tags & {"img", "script", "a", "link", "iframe", "object", "form"}
    assert not read.attributes & {"src", "href", "onerror", "style"}
    assert "url(" not in text
    assert "@import" not in text
    shown = "".join(read.words)
    assert visible(hostile) in shown
    assert visible(f"</td><script>{other}") in shown


def test_a_report_tells_sums_findings_and_how_much_it_holds() -> None:
    rows = (row(points_exclusive=100, redeemed_exclusive_value=150, expired_exclusive_value=0),)
    text = text_of(Format.HTML, Export(rows, view(), about=(("Customer", "374819205"),), notes=("Page 2 is missing.",)))
    shown = "".join(Reader(text).words)
    for wanted in (
        "Customer374819205",
        "More rows may exist than this report holds.",
        "Totals of this 1 row",
        "= left−50",
        "finding",
        "Page 2 is missing.",
    ):
        assert wanted in shown
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_a_part_of_an_answer_is_said_to_be_one_and_nothing_is_doubted_that_is_known() -> None:
    rows = tuple(fresh(id=number) for number in range(10))
    part = "This report holds 10 of the 237 rows."
    shown = "".join(Reader(text_of(Format.HTML, Export(rows, view(), part=part))).words)
    assert shown.index(part) < shown.index("Totals of these 10 rows")
    assert "in these 10 rows" in shown
    assert "may exist" not in shown
    whole = "".join(Reader(text_of(Format.HTML, Export(rows, view(), complete=True))).words)
    assert "Totals of 10 rows" in whole
    assert "may exist" not in whole


def test_a_report_tells_in_plain_words_what_happened_and_marks_what_stands_out() -> None:
    rows = (row(), fresh(id=7, redeemed_exclusive_value=150))
    text = text_of(Format.HTML, Export(rows, view(), complete=True))
    shown = "".join(Reader(text).words)
    for wanted in (
        "What happened\nEntry 31787856, EXPIRED. 50 points were awarded on 28 Mar 2022",
        "AVAILABLE · 1 rowCan still be redeemed or expire",
        "! stands before each row that a check has found something about.",
        "⌁ marks what is a reading of the numbers, not a documented fact.",
        "− expired50",
    ):
        assert wanted in shown
    assert text.count('<td class="bad">!</td>') == 1
    assert "converted" not in shown
    assert "− converted" in text_of(
        Format.HTML, Export((row(status="CONSUMED_BY_CONVERSION", redeemed_exclusive_value=50),), view())
    )
    plain = text_of(Format.HTML, Export((fresh(),), view(), complete=True))
    assert '<th scope="col">!</th>' not in plain
    assert "⌁" not in plain


def test_a_report_says_when_it_was_made_and_by_which_moment_it_tells_ages() -> None:
    made = datetime(2026, 11, 25, 2, 19, 30, 123456, tzinfo=UTC)
    footer = "Made by neo-tui on 23 Nov 2026, 17:30 (Asia/Kolkata). Times are told in the zone Asia/Kolkata."
    assert footer in text_of(Format.HTML, Export((row(),), view()))
    footer = (
        "Made by neo-tui on 25 Nov 2026, 07:49 (Asia/Kolkata) from the recording a.neocase. "
        "Ages are told as of 23 Nov 2026, 17:30 (Asia/Kolkata)."
    )
    assert footer in text_of(Format.HTML, Export((row(),), view(), made=made, recording="a.neocase"))


def test_a_report_of_many_rows_tells_the_stories_of_those_with_findings_only() -> None:
    rows = [fresh(id=number) for number in range(100)] + [fresh(id=100, redeemed_exclusive_value=150)]
    shown = "".join(Reader(text_of(Format.HTML, Export(rows, view(), complete=True))).words)
    assert shown.count("points were awarded on") == 1
    assert "Told of the one row that a check found something about; the other 100 stand in the table only." in shown


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mail.json", "mail"),
        ("a.b.json", "a.b"),
        ("standard input", "standard-input"),
        (".json", "json"),
        ("../x<U+202E>y.json", "x-U-202E-y"),
        ("…", "response"),
    ],
)
def test_a_file_is_named_after_the_one_that_it_is_made_of(name: str, told: str) -> None:
    assert named_after(name) == told


def test_a_report_without_rows_says_what_that_does_not_mean() -> None:
    assert "need not mean that no points were given" in text_of(Format.HTML, Export((), view()))


@pytest.mark.parametrize("kind", Format)
@given(fields=st.dictionaries(st.sampled_from([field.name for field in FIELDS]), st.none() | ODD | st.integers()))
@settings(max_examples=2)
def test_no_row_breaks_any_format(kind: Format, fields: dict[str, object]) -> None:
    for values in (None, *Values):
        assert exported(kind, raw(json.dumps(fields)), raw("5"), raw('{"id": 1, "id": 2}'), values=values)
    assert EXPORTERS[kind].label
