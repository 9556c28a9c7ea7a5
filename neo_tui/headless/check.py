"""`neo-tui check`: one question, and what is wrong or worth a look in its answer, on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TextIO

from neo_tui.domain.checks.catalogue import CHECKS, found
from neo_tui.domain.checks.check import Check, Finding
from neo_tui.domain.errors import ExitCode
from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless.asking import Asking
from neo_tui.headless.listed import write_list
from neo_tui.headless.looking import USUALLY, Looking
from neo_tui.headless.output import say, write_lines
from neo_tui.presentation.detail import READING
from neo_tui.presentation.exporters.list_choice import EVERYTHING, ListChoice
from neo_tui.presentation.exporters.listing import Listing
from neo_tui.presentation.exporters.names import WHOLE, Format
from neo_tui.services.connection import Connection
from neo_tui.services.ports import Clock

KEYS = ("check", "severity", "reading", "id", "sentence")
"""The names of what is told of a finding."""
LIST_KEYS = ("check", "severity", "reading", "sentence", "explanation")
"""The names of what is told of a check."""
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
        kind: How findings are written.
        every: Whether to go on to the last page.
        out: Where findings go.
        clock: The aware present.
        filter: The rows that findings are told of; all when None. Checks look at all rows all the same.
        looking: How times in findings are told.
        choice: What is written of the list of findings.
    """

    connection: Connection
    profile: Profile
    query: Query
    kind: Format
    every: bool
    out: TextIO
    clock: Clock
    filter: Filter | None = None
    looking: Looking = USUALLY
    choice: ListChoice = EVERYTHING
    _asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self._asking = Asking(self.connection, self.profile, self.query, self.every, self.clock, looking=self.looking)

    async def run(self) -> int:
        """Ask, check and write; answers the exit code. Errors and the summary are told on stderr.

        Where not all rows came, nothing is written that looks whole (`WHOLE`), and finding nothing is no success:
        nobody shall take what was not looked at for being right.
        """
        asking = self._asking
        error = await asking.run()
        if error is not None and not asking.pages:
            return error.exit_code
        if asking.stopped:
            say(asking.stopped)
        last = list(asking.pages.values())[-1]
        whole = error is None and not last.has_next
        rows = [row for page in asking.pages.values() for row in page.allocations]
        findings = found(rows, asking.view)
        if self.filter is not None and not self.filter.empty:
            kept = frozenset(self.filter.select(rows))
            findings = [finding for finding in findings if kept.intersection(finding.rows)]
            say(f"filter: findings are told of {len(kept):,} of {_count(len(rows), 'row')}: {self.filter.words}.")
        if whole or self.kind not in WHOLE:
            self._write(findings)
        say(self._summary(len(rows), len(findings), whole=whole))
        if error is not None:
            return error.exit_code
        if not whole and (self.kind in WHOLE or not findings):
            return ExitCode.REFUSED
        return ExitCode.FOUND if findings else ExitCode.ANSWERED

    def _write(self, findings: Sequence[Finding]) -> None:
        listing = Listing(
            KEYS,
            [_entry(finding) for finding in findings],
            ("Entry id", "Check", "Finding"),
            [(_shown_id(finding), finding.check.name, _told(finding)) for finding in findings],
            (True, False, False),
        )
        write_list(self.out, self.kind, listing, self.choice)
        self.out.flush()

    def _summary(self, rows: int, findings: int, *, whole: bool) -> str:
        told = f"{_count(rows, 'row')} checked, {_count(findings, 'finding')}"
        if not whole:
            unwritten = f"; no {self.kind} is written of a part" if self.kind in WHOLE else ""
            if not self.every and self._asking.error is None:
                return f"{told}; more rows may follow, which are not checked: --all checks every page{unwritten}."
            return f"{told}; the other rows are not checked{unwritten}."
        return f"{told}."


def list_checks(out: TextIO, *, kind: Format, choice: ListChoice = EVERYTHING) -> int:
    """Write what each check looks for, and why; answers the exit code."""
    if kind is Format.TABLE and choice.everything:
        for check in CHECKS:
            reading = ", a reading" if check.reading else ""
            told = [f"  {text}" for each in (check.sentence, check.explanation) for text in wrap(each, _WIDTH)]
            write_lines(out, [f"{check.name} ({check.severity.value}{reading})", *told, ""])
    else:
        labels = ("Check", "Severity", "Reading", "Sentence", "Explanation")
        entries = [_described(check) for check in CHECKS]
        rows = [tuple(str(value) for value in entry.values()) for entry in entries]
        write_list(out, kind, Listing(LIST_KEYS, entries, labels, rows), choice)
    out.flush()
    return ExitCode.ANSWERED


def _described(check: Check) -> dict[str, object]:
    return {
        "check": check.name,
        "severity": check.severity.value,
        "reading": check.reading,
        "sentence": check.sentence,
        "explanation": check.explanation,
    }


def _entry(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check.name,
        "severity": finding.check.severity.value,
        "reading": finding.check.reading,
        "id": finding.id,
        "sentence": finding.sentence,
    }


def _told(finding: Finding) -> str:
    """The sentence, marked as in the pane where the check's rule is only a reading."""
    return f"{READING}{finding.sentence}" if finding.check.reading else finding.sentence


def _shown_id(finding: Finding) -> str:
    return _NO_ID if finding.id is None else str(finding.id)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
