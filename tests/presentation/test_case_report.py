"""A case report begins with what most readers want to know, and ends with what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta

from neo_tui.api.recorded import recorded_page
from neo_tui.domain.case import Case, Checked, Failure, Noted, Record
from neo_tui.domain.errors import Kind
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.case_report import report
from neo_tui.presentation.document import Block, Heading, Link, Links, Paragraph, Table
from neo_tui.services.recording import Recording
from tests.cases import KEY, NOW, TOOL, answer, asked
from tests.domain.rows import KOLKATA, fresh


def told(*records: Record) -> list[Block]:
    case = Case(NOW, TOOL, records)
    recording = Recording("t.neocase", case, recorded_page)
    views = [(one, recording.pages(one), Viewpoint(NOW, KOLKATA, "Asia/Kolkata", UTC)) for one in case.questions]
    return report(case, "t.neocase", views, UTC)


def many(count: int, overdrawn: int = -1) -> bytes:
    rows = (fresh(id=place, redeemed_exclusive_value=150 if place == overdrawn else 0).raw for place in range(count))
    return f"[{','.join(rows)}]".encode()


def links(blocks: Sequence[Block]) -> tuple[Link, ...]:
    return next(block.items for block in blocks if isinstance(block, Links))


def texts(blocks: Sequence[Block]) -> str:
    return "\n".join(f"{block.lead} {block.text}" for block in blocks if isinstance(block, Paragraph))


FOUND = Noted("balance-negative", "error", 5, "100 awarded, 150 redeemed, expired or returned: −50 left.")


def test_what_is_found_stands_before_the_rows_and_the_proof_is_last() -> None:
    blocks = told(asked(), answer(many(9, overdrawn=5)), Checked(KEY, NOW, 9, True, (FOUND,)))
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Case t.neocase",
        "1. TransactionAdd (15), entity hfjWDK0dek, customer 374819205",
        "In short",
        "The rows",
        "What happened",
        "Proof",
    ]
    assert links(blocks) == (
        Link(
            "q1",
            "1. TransactionAdd (15), entity hfjWDK0dek, customer 374819205",
            "9 rows; 900 awarded, 750 left; 1 finding",
        ),
    )
    assert next(block.anchor for block in blocks if isinstance(block, Heading) and block.level == 2) == "q1"
    rows = next(block for block in blocks if isinstance(block, Table))
    assert rows.marked == {5}
    assert texts(blocks).count("points were awarded on") == 9


def test_many_rows_hide_nothing_that_matters() -> None:
    blocks = told(asked(), answer(many(237, overdrawn=5)), Checked(KEY, NOW, 237, True, (FOUND,)))
    assert texts(blocks).count("points were awarded on") == 1
    assert "Told of the one row that a check found something about; the other 236 stand in the table only." in texts(
        blocks
    )


def test_rows_are_marked_for_what_was_found_then() -> None:
    unmarked = told(asked(), answer(many(3, overdrawn=1)), Checked(KEY, NOW, 3, True, ()))
    assert next(block for block in unmarked if isinstance(block, Table)).marked == frozenset()
    unknown = told(asked(), answer(many(3, overdrawn=1)))
    assert next(block for block in unknown if isinstance(block, Table)).marked == {1}
    assert "What the checks found then is not recorded" in texts(unknown)


def test_the_overview_tells_what_failed_and_what_is_missing() -> None:
    failed = Failure(KEY, 1, NOW, Kind.FORBIDDEN, "Access denied", "403", "")
    assert links(told(asked(), failed))[0][2:] == ("not answered: Access denied", True)
    part = links(told(asked(), answer(many(10)), Failure(KEY, 2, NOW, Kind.TIMEOUT, "No answer in time", "", "")))
    assert part[0].told == (
        "10 rows, more may exist; 1,000 awarded, 1,000 left; no findings; page 2 did not come: No answer in time"
    )
    assert links(told(asked(), answer(b"[]")))[0].told == "no rows"
    assert links(told(asked()))[0].told == "no answer is recorded"


def test_a_page_that_is_missing_between_others_is_no_more_that_may_exist() -> None:
    blocks = told(asked(), answer(many(10)), answer(b"[]", 3), answer(b"[%s]" % fresh(id=77).raw.encode(), 4))
    assert "not all of them" in links(blocks)[0].told
    assert "11 rows on 3 pages. Rows are missing: page 2 not loaded." in texts(blocks)
    assert "may exist" not in texts(blocks)


def test_notes_and_answers_have_the_precision_that_each_needs() -> None:
    blocks = told(asked(), answer(many(1)))
    assert f"Begun on 25 Nov 2026, 04:30:15 UTC by {TOOL}. 1 question." in texts(blocks)
    proof = [block for block in blocks if isinstance(block, Table)][-1]
    assert proof.rows[0][1] == f"{NOW + timedelta(seconds=1):%Y-%m-%d %H:%M:%S}.123 +00:00"
