"""What both reports say alike: which rows' stories are told, what statuses mean, what was found and of whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.case import Noted
from neo_tui.domain.checks.catalogue import about_rows, found
from neo_tui.presentation.document import Block, Bullets, Paragraph
from neo_tui.presentation.reports import (
    MOST_FINDINGS,
    MOST_STORIES,
    READING_MEANS,
    finding_blocks,
    statuses,
    story_blocks,
)
from tests.domain.rows import MISSING, fresh, raw, row, view


def told(rows: Sequence[Allocation]) -> list[Block]:
    return list(story_blocks(rows, view(), about_rows(found(rows, view()))))


def leads(blocks: Iterable[Block]) -> list[str]:
    return [block.lead for block in blocks if isinstance(block, Paragraph) and block.lead]


def overdrawn(number: int) -> Allocation:
    return fresh(id=number, redeemed_exclusive_value=150)


def test_the_story_of_each_of_up_to_twenty_rows_is_told() -> None:
    assert leads(told([fresh(id=number) for number in range(20)])) == [
        f"Entry {number}, AVAILABLE." for number in range(20)
    ]
    assert leads(told([fresh(id=MISSING, status=5)])) == ["Row 1."]


def test_of_more_rows_only_those_with_a_finding_and_how_many_others_there_are() -> None:
    rows = [overdrawn(number) if number in {3, 30} else fresh(id=number) for number in range(237)]
    blocks = told(rows)
    assert blocks[0] == Paragraph(
        "Told of the 2 rows that a check found something about; the other 235 stand in the table only."
    )
    assert leads(blocks) == ["Entry 3, AVAILABLE.", "Entry 30, AVAILABLE."]
    assert told([fresh(id=number) for number in range(21)]) == [
        Paragraph("No check found anything about a single one of the 21 rows: they stand in the table only.")
    ]


def test_many_rows_with_findings_are_not_all_told_and_that_is_said() -> None:
    blocks = told([overdrawn(number) for number in range(237)])
    assert len(leads(blocks)) == MOST_STORIES
    assert blocks[0] == Paragraph(
        "Told of the first 50 of the 237 rows that a check found something about; "
        "the other 187 stand in the table only."
    )


def test_a_field_that_came_new_in_each_row_marks_none() -> None:
    rows = [fresh(id=number, campaign="x") for number in range(30)]
    assert [finding.check.name for finding in found(rows, view())] == ["unknown-field"]
    assert leads(told(rows)) == []


def test_the_sign_of_a_reading_is_explained_where_it_stands_and_only_there() -> None:
    assert told([row()])[-1] == READING_MEANS
    assert READING_MEANS not in told([fresh()])
    assert list(finding_blocks([Noted("balance-negative", "error", 1, "x")]))[-1] == READING_MEANS
    assert READING_MEANS not in list(finding_blocks([Noted("unknown-field", "notice", None, "x")]))


def test_each_status_that_occurs_is_explained_in_a_line() -> None:
    rows = [fresh(), fresh(), row(), row(status="FROZEN"), row(status=5), raw("5")]
    assert statuses(rows).items == (
        ("AVAILABLE · 2 rows", "Can still be redeemed or expire; part may already be used or returned."),
        ("EXPIRED · 1 row", "All of it expired."),
        ("FROZEN · 1 row", "A status that no document lists; shown as it came."),
        ("No status · 2 rows", "It was not sent as text."),
    )
    many = statuses([row(status=f"S{number}") for number in range(500)]).items
    assert (len(many), many[-1][0]) == (21, "480 more words")


def test_findings_are_told_in_plain_words_the_worst_first_and_what_is_alike_once() -> None:
    blocks = list(
        finding_blocks(
            [
                Noted("unknown-field", "notice", None, "Unknown: a."),
                *(Noted("balance-negative", "error", number, "−20 left.") for number in (1, 2, 3)),
                Noted("of-tomorrow", "warning", None, "Something new."),
            ]
        )
    )
    assert leads(blocks) == [
        "Error: More points are gone than the entry awarded.",
        "Warning: of-tomorrow",
        "Notice: A field came that no document lists.",
    ]
    assert [block.items for block in blocks if isinstance(block, Bullets)] == [
        ("Entries 1, 2 and 3: −20 left.",),
        ("Something new.",),
        ("Unknown: a.",),
    ]


def test_ten_thousand_findings_stay_a_short_list() -> None:
    noted = [Noted("balance-negative", "error", number, f"{number} left.") for number in range(10_000)]
    lists = [block for block in finding_blocks(noted) if isinstance(block, Bullets)]
    assert [len(block.items) for block in lists] == [MOST_FINDINGS + 1]
    assert lists[0].items[-1] == "… and 9,980 more like these"
    alike = [Noted("balance-negative", "error", number, "Less.") for number in range(12)]
    assert Bullets(("Entries 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more: Less.",)) in list(finding_blocks(alike))
