"""All checks, and asking them."""

from __future__ import annotations

from collections.abc import Sequence

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


def found(rows: Sequence[Allocation], view: Viewpoint) -> list[Finding]:
    """What all checks find in rows that were loaded together: row by row, then what is about several.

    Args:
        rows: The rows in the order in which they came; of one question.
        view: The present, the zone of the profile, and what was asked; checks that need the question stay
            silent without it.
    """
    findings = [
        Finding(check, hit.index, None if hit.index is None else rows[hit.index].id, hit.sentence, hit.about)
        for check in CHECKS
        for hit in check.hits(rows, view)
    ]
    return sorted(findings, key=lambda finding: len(rows) if finding.index is None else finding.index)


def stands_out(row: Allocation, view: Viewpoint) -> bool:
    """Whether a check fires that is about this very row.

    How the schema drifted is left out: a field that is new stands in each row, and says nothing about any.
    """
    return any(check.look is not None and check.look(row, view) for check in CHECKS)
