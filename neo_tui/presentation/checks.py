"""What all checks found in rows, in words: one line, the list of checks, and one check with its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from neo_tui.domain.checks.catalogue import CHECKS
from neo_tui.domain.checks.check import Check, Finding, Severity
from neo_tui.domain.status import Tone
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.columns import MARK
from neo_tui.presentation.detail import READING, heading
from neo_tui.presentation.text import EMPTY, Line, Span, cell_width, cut, pad, wrap
from neo_tui.presentation.text import line as toned_line
from neo_tui.presentation.totals import counted, rows_words

MOST = 50
"""Findings of one check that are told."""
_SEVERITIES = tuple(Severity)
_TONES = {Severity.ERROR: Tone.LOST, Severity.WARNING: Tone.WARNING, Severity.NOTICE: Tone.PLAIN}
_SENTENCE = 20
"""Cells below which the beginning of a sentence tells nothing."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One check, and all that it found in the rows."""

    check: Check
    findings: tuple[Finding, ...]


def by_check(findings: Sequence[Finding]) -> list[Checked]:
    """Each check with its findings: those that found something first, the worst before; then the others."""
    of: dict[str, list[Finding]] = {}
    for finding in findings:
        of.setdefault(finding.check.name, []).append(finding)
    checked = [Checked(check, tuple(of.get(check.name, ()))) for check in CHECKS]
    return sorted(checked, key=lambda each: (not each.findings, each.findings and _rank(each.check)))


def _rank(check: Check) -> int:
    return _SEVERITIES.index(check.severity)


def summary(findings: Sequence[Finding]) -> str:
    """`! 3 errors, 2 warnings, 1 notice`; notices alone without the mark; "" when there are none."""
    counts = [(sum(finding.check.severity is severity for finding in findings), severity) for severity in _SEVERITIES]
    told = ", ".join(counted(number, severity.value) for number, severity in counts if number)
    serious = any(number for number, severity in counts if severity is not Severity.NOTICE)
    return f"{MARK} {told}" if serious else told


def title(checked: Sequence[Checked], rows: int, scope: str, *, complete: bool, part: bool = False) -> str:
    """What was looked at and what came of it: `5 findings by 3 of 18 checks in 40 rows (more may exist)`.

    Args:
        checked: All checks.
        rows: How many rows they looked at.
        scope: What stands behind the number of rows, such as `of 40 loaded`; may be empty.
        complete: Whether all rows that there are were loaded.
        part: Whether they are to be told as a part, where what the whole is stands beside the heading.
    """
    number = sum(len(each.findings) for each in checked)
    hit = sum(bool(each.findings) for each in checked)
    by = f"by {hit} of {len(checked)} checks" if hit else f"by {len(checked)} checks"
    more = "" if complete else " (more may exist)"
    told = f"{counted(number, 'finding')} {by} in {rows_words(rows, part=part)}{scope and f' {scope}'}{more}"
    return told[0].upper() + told[1:]


def check_lines(checked: Sequence[Checked], width: int) -> list[Line]:
    """A line for each check: how bad it is, its name, how often it fires, and its sentence as far as there is room."""
    names = max(cell_width(each.check.name) for each in checked)
    words = max(len(severity.value) for severity in _SEVERITIES)
    counts = max(len(f"{len(each.findings):,}") for each in checked)
    lines = []
    for each in checked:
        fired = bool(each.findings)
        tone = _TONES[each.check.severity] if fired else Tone.MUTED
        mark = MARK if fired and each.check.severity is not Severity.NOTICE else " "
        head = [
            Span(f"{mark} {pad(each.check.severity.value if fired else 'nothing', words)}  ", tone),
            Span(f"{pad(each.check.name, names)}  ", Tone.STRONG if fired else Tone.MUTED),
            Span(pad(f"{len(each.findings):,}" if fired else "–", counts, right=True), tone),
        ]
        room = width - sum(cell_width(span.text) for span in head) - 2
        sentence = [Span(f"  {cut(each.check.sentence, room)}", Tone.PLAIN if fired else Tone.MUTED)]
        lines.append((*head, *(sentence if room >= _SENTENCE else [])))
    return lines


def explained(checked: Checked, width: int) -> list[Line]:
    """A check in full: its sentence, what it found, and why that matters."""
    check, findings = checked.check, checked.findings
    tone = _TONES[check.severity] if findings else Tone.MUTED
    lines = wrap([Span(check.name, Tone.ACCENT), Span(f"  {check.severity.value}", tone)], width)
    lines += wrap([Span(check.sentence, Tone.STRONG)], width)
    lines += wrap([Span(READING if check.reading else "", Tone.MUTED), Span(check.explanation, Tone.MUTED)], width)
    if not findings:
        return [*lines, EMPTY, *wrap([Span("It finds nothing in these rows.", Tone.GOOD)], width)]
    lines += [EMPTY, heading(counted(len(findings), "finding"), width)]
    for finding in findings[:MOST]:
        entry = f"entry {finding.id}: " if finding.id is not None else ""
        lines += wrap([Span(entry, Tone.MUTED), Span(clipped(finding.sentence))], width, hanging=2)
    more = len(findings) - MOST
    lines += [toned_line(f"… {more:,} more; ⏎ shows the rows of all", Tone.MUTED)] if more > 0 else []
    return lines
