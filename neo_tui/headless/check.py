"""`neo-tui check`: one question, and what is wrong or worth a look in its answer, on stdout."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TextIO

from neo_tui.domain.checks.catalogue import CHECKS, found
from neo_tui.domain.checks.check import Finding
from neo_tui.domain.errors import ExitCode
from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless.asking import Asking
from neo_tui.headless.output import aligned, say, write_lines
from neo_tui.presentation.detail import READING
from neo_tui.services.connection import Connection
from neo_tui.services.ports import Clock

_NO_ID = "–"
"""Where a finding is about several rows, or about one without an id."""

_WIDTH = 96
"""Characters of a line of an explanation."""


@dataclass
class CheckAnswer:
    """One run of the command.

    Args:
        connection: Opens the source and has the secret.
        profile: Who asks where.
        query: The checked question; with `every`, its page is the first one.
        as_json: Whether findings are written as a JSON array.
        every: Whether to go on to the last page.
        out: Where findings go.
        clock: The aware present.
        filter: The rows that findings are told of; all when None. Checks look at all rows all the same.
    """

    connection: Connection
    profile: Profile
    query: Query
    as_json: bool
    every: bool
    out: TextIO
    clock: Clock
    filter: Filter | None = None
    _asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self._asking = Asking(self.connection, self.profile, self.query, self.every, self.clock)

    async def run(self) -> int:
        """Ask, check and write; answers the exit code. Errors and the summary are told on stderr.

        Where not all rows came, no JSON is written, and finding nothing is no success: nobody shall take what
        was not looked at for being right.
        """
        asking = self._asking
        error = await asking.run()
        if error is not None and not asking.pages:
            return error.exit_code
        if asking.stopped:
            say(asking.stopped)
        whole = error is None and not asking.stopped
        rows = [row for page in asking.pages.values() for row in page.allocations]
        findings = found(rows, asking.view)
        if self.filter is not None and not self.filter.empty:
            kept = frozenset(self.filter.select(rows))
            findings = [finding for finding in findings if kept.intersection(finding.rows)]
            say(f"filter: findings are told of {len(kept):,} of {_count(len(rows), 'row')}: {self.filter.words}.")
        if whole or not self.as_json:
            self._write(findings)
        say(self._summary(len(rows), len(findings), whole=whole))
        if error is not None:
            return error.exit_code
        if not whole and (self.as_json or not findings):
            return ExitCode.REFUSED
        return ExitCode.FOUND if findings else ExitCode.ANSWERED

    def _write(self, findings: Sequence[Finding]) -> None:
        if self.as_json:
            _write_json(self.out, [_entry(finding) for finding in findings])
        elif findings:
            told = [(_shown_id(finding), finding.check.name, _told(finding)) for finding in findings]
            write_lines(self.out, aligned([("Entry id", "Check", "Finding"), *told], (True, False, False)))
        self.out.flush()

    def _summary(self, rows: int, findings: int, *, whole: bool) -> str:
        told = f"{_count(rows, 'row')} checked, {_count(findings, 'finding')}"
        if not whole:
            unwritten = "; no json is written of a part" if self.as_json else ""
            return f"{told}; the other rows are not checked{unwritten}."
        last = list(self._asking.pages.values())[-1]
        return f"{told}; more rows may follow: --all checks every page." if last.has_next else f"{told}."


def list_checks(out: TextIO, *, as_json: bool) -> int:
    """Write what each check looks for, and why; answers the exit code."""
    if as_json:
        _write_json(
            out,
            [
                {
                    "check": check.name,
                    "severity": check.severity.value,
                    "reading": check.reading,
                    "sentence": check.sentence,
                    "explanation": check.explanation,
                }
                for check in CHECKS
            ],
        )
    else:
        for check in CHECKS:
            reading = ", a reading" if check.reading else ""
            told = [f"  {text}" for each in (check.sentence, check.explanation) for text in wrap(each, _WIDTH)]
            write_lines(out, [f"{check.name} ({check.severity.value}{reading})", *told, ""])
    out.flush()
    return ExitCode.ANSWERED


def _entry(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check.name,
        "severity": finding.check.severity.value,
        "id": finding.id,
        "sentence": finding.sentence,
    }


def _write_json(out: TextIO, entries: list[dict[str, object]]) -> None:
    out.write(json.dumps(entries, indent=1, ensure_ascii=False) + "\n")


def _told(finding: Finding) -> str:
    """The sentence, marked as in the pane where the check's rule is only a reading."""
    return f"{READING}{finding.sentence}" if finding.check.reading else finding.sentence


def _shown_id(finding: Finding) -> str:
    return _NO_ID if finding.id is None else str(finding.id)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
