"""All checks, and asking them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks import amounts, answer, expiry, owners, schema, values
from neo_tui.domain.checks.check import Check, Finding
from neo_tui.domain.viewpoint import Viewpoint

CHECKS: tuple[Check, ...] = (
    *amounts.CHECKS,
    *expiry.CHECKS,
    *owners.CHECKS,
    *values.CHECKS,
    *answer.CHECKS,
    *schema.CHECKS,
)
"""In the order in which they are listed: about one row first, then about all rows of an answer."""
_PLACES = {check.name: place for place, check in enumerate(CHECKS)}


_STEP = 50
"""Rows that are looked at in one step: some milliseconds of work."""


def found(rows: Sequence[Allocation], view: Viewpoint) -> list[Finding]:
    """What all checks find in rows that were loaded together: row by row, then what is about several.

    Args:
        rows: The rows in the order in which they came; of one question.
        view: The present, the zone of the profile, and what was asked; checks that need the question stay
            silent without it.
    """
    return in_order(finding for step in steps(rows, view) for finding in step)


def steps(rows: Sequence[Allocation], view: Viewpoint) -> Iterator[list[Finding]]:
    """What `found` finds, in small steps, so that something else can be done in between; `in_order` puts it together.

    Args:
        rows: As for `found`.
        view: As for `found`.
    """
    for start in range(0, len(rows), _STEP):
        part = rows[start : start + _STEP]
        yield [
            Finding(check, index, row.id, sentence, (index,), (index,))
            for check in CHECKS
            if check.look is not None
            for index, row in enumerate(part, start)
            if (sentence := check.look(row, view))
        ]
    for check in CHECKS:
        if check.look_at_all is not None:
            yield [
                Finding(
                    check,
                    hit.index,
                    None if hit.index is None else rows[hit.index].id,
                    hit.sentence,
                    hit.about,
                    hit.marked,
                )
                for hit in check.look_at_all(rows, view)
            ]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Row by row, then what is about several; of one row in the order of `CHECKS`."""

    def place(finding: Finding) -> tuple[bool, int, int]:
        return finding.index is None, finding.index or 0, _PLACES[finding.check.name]

    return sorted(findings, key=place)


def beside_others(rows: Sequence[Allocation], view: Viewpoint) -> dict[int, list[Finding]]:
    """What needs all rows to be looked at: an id that stands twice, another organisation, a value of another type.

    Args:
        rows: All that were loaded together.
        view: As for `found`.

    Returns:
        The findings of each row, by its place; rows without any are left out.
    """
    told: dict[int, list[Finding]] = {}
    for check in (*answer.CHECKS, *schema.CHECKS):
        for hit in check.look_at_all(rows, view) if check.look_at_all is not None else ():
            for place in hit.marked:
                told.setdefault(place, []).append(
                    Finding(check, place, rows[place].id, hit.sentence, hit.about, hit.marked)
                )
    return told


def about_rows(findings: Iterable[Finding]) -> set[int]:
    """Places of the rows that findings are about, as `stands_out` and `beside_others` together have them."""
    return {place for finding in findings for place in finding.marked}


def stands_out(row: Allocation, view: Viewpoint) -> bool:
    """Whether a check fires that needs no other row; `beside_others` tells what the others find."""
    return any(check.look is not None and check.look(row, view) for check in CHECKS)
