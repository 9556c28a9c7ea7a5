"""What `get` writes of the same rows in each format, letter for letter."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.presentation.column_choice import chosen_columns
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.formats import Format, left_out, text_of
from tests.domain.rows import MISSING, at, fresh, raw, row, view

ROWS = (
    row(points_exclusive=12500.5, expired_exclusive_value=0.5, campaign="a|b"),
    fresh(id=7, points_exclusive="12.50", expiry_date=at(2126, 1, 1), till_id=-1, status="_so_|*b*"),
    row(id=MISSING, points_exclusive=None, expiry_date=1648578599, status="=1+1", till_id="A\t1"),
)
CHOSEN = "status,left,awarded,expires,expiry_date,till,id"

GOLDEN = {
    Format.TABLE: """\
Status      Left   Awarded  Expires on  expiry_date           till_id  Entry id
EXPIRED   12,500  12,500.5  2022-03-29  2022-03-29 23:59:59  50140377  31787856
_so_|*b*    12.5      12.5  never       2126-01-01 00:00:00      none         7
=1+1           ?      null  1648578599  1648578599               !A␉1         —
""",
    Format.VERTICAL: """\
── row 1 of 3 ──
status       EXPIRED
left         12,500
awarded      12,500.5
expires_on   2022-03-29
expiry_date  2022-03-29 23:59:59
till_id      50140377
id           31787856

── row 2 of 3 ──
status       _so_|*b*
left         12.5
awarded      12.5
expires_on   never
expiry_date  2126-01-01 00:00:00
till_id      none
id           7

── row 3 of 3 ──
status       =1+1
left         ?
awarded      null
expires_on   1648578599
expiry_date  1648578599
till_id      !A␉1
id           —
""",
    Format.MARKDOWN: r"""| Status | Left | Awarded | Expires on | expiry_date | till_id | Entry id |
| --- | ---: | ---: | --- | --- | ---: | ---: |
| EXPIRED | 12,500 | 12,500.5 | 2022-03-29 | 2022-03-29 23:59:59 | 50140377 | 31787856 |
| \_so\_\|\*b\* | 12.5 | 12.5 | never | 2126-01-01 00:00:00 | none | 7 |
| =1+1 | ? | null | 1648578599 | 1648578599 | !A␉1 | — |
""",
    Format.CSV: """\
status,left,awarded,expires_on,expiry_date,till_id,id
EXPIRED,12500,12500.5,2022-03-29,1648578599000,50140377,31787856
_so_|*b*,12.5,12.50,never,4922879400000,-1,7
'=1+1,,null,1648578599,1648578599,A␉1,
""",
    Format.TSV: """\
status\tleft\tawarded\texpires_on\texpiry_date\ttill_id\tid
EXPIRED\t12500\t12500.5\t2022-03-29\t1648578599000\t50140377\t31787856
_so_|*b*\t12.5\t12.50\tnever\t4922879400000\t-1\t7
'=1+1\t\tnull\t1648578599\t1648578599\tA␉1\t
""",
    Format.JSONL: """\
{"status": "EXPIRED", "left": 12500, "awarded": 12500.5, "expires_on": "2022-03-29", "expiry_date": 1648578599000, \
"till_id": 50140377, "id": 31787856}
{"status": "_so_|*b*", "left": 12.5, "awarded": "12.50", "expires_on": "never", "expiry_date": 4922879400000, \
"till_id": -1, "id": 7}
{"status": "=1+1", "awarded": null, "expires_on": 1648578599, "expiry_date": 1648578599, "till_id": "A\\t1"}
""",
}


@pytest.mark.parametrize("kind", GOLDEN)
def test_chosen_columns_in_every_format(kind: Format) -> None:
    assert text_of(kind, Export(ROWS, view(), chosen_columns(CHOSEN))) == GOLDEN[kind]


def test_without_columns_each_format_has_its_own() -> None:
    written = {kind: text_of(kind, Export(ROWS[:1], view(), None)) for kind in Format}
    assert written[Format.JSON] == f"[{ROWS[0].raw}]\n"
    assert written[Format.JSONL] == f"{ROWS[0].raw}\n"
    assert written[Format.MARKDOWN].count("|") == 3 * 10
    vertical = written[Format.VERTICAL].splitlines()
    assert len(vertical) == 1 + 27 + 2
    assert [line.split() for line in vertical[-2:]] == [["left", "12,500"], ["campaign", "a|b"]]
    assert written[Format.TSV].splitlines()[0].split("\t") == written[Format.CSV].splitlines()[0].split(",")


@pytest.mark.parametrize("kind", Format)
def test_without_rows_only_sheets_have_a_heading(kind: Format) -> None:
    if kind is Format.HTML:
        return  # a report says so in words
    empty = text_of(kind, Export((), view(), chosen_columns("status")))
    assert empty == {Format.JSON: "[]\n", Format.CSV: "status\n", Format.TSV: "status\n"}.get(kind, "")


def test_what_is_no_object_is_blank_or_left_out_and_that_is_told() -> None:
    rows = (raw("5"), row(), raw('{"id": 1, "id": 2}'))
    columns = chosen_columns("id")
    assert text_of(Format.CSV, Export(rows, view(), columns)) == "id\n31787856\n2\n"
    assert text_of(Format.JSONL, Export(rows, view(), columns)).splitlines()[0] == "{}"
    assert left_out(rows, Format.JSONL) == left_out(rows, Format.JSON) == []
    assert left_out(rows, Format.JSONL, every=False)[0].startswith("1 row is no object: blank here")
    assert left_out(rows, Format.TSV)[0].startswith("1 row is no object: left out of the tsv")
    assert "stands twice" in left_out(rows, Format.VERTICAL)[1]


@settings(max_examples=50)
@given(st.text(max_size=20))
def test_any_text_stays_one_cell_of_a_markdown_or_tab_separated_row(text: str) -> None:
    rows, columns = (row(status=text),), chosen_columns("status,id")
    markdown = text_of(Format.MARKDOWN, Export(rows, view(), columns)).splitlines()
    assert len(markdown) == 3
    bare = markdown[2].replace("\\\\", "").replace("\\|", "")
    assert bare.count("|") == 3
    assert not any(f" {mark}" in bare for mark in ("<", "[", "*", "`"))
    tsv = text_of(Format.TSV, Export(rows, view(), columns))
    assert tsv.count("\n") == 2
    assert tsv.split("\n")[1].count("\t") == 1


@settings(max_examples=50)
@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=9), st.none()))
def test_chosen_columns_in_jsonl_hold_the_very_value(value: object) -> None:
    own = row(points_exclusive=value)
    told = json.loads(text_of(Format.JSONL, Export((own,), view(), chosen_columns("awarded,points_exclusive"))))
    sent = json.loads(own.raw)["points_exclusive"]
    assert told["awarded"] == told["points_exclusive"] == sent
