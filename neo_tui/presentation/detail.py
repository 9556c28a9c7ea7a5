"""The detail pane: everything about one allocation, as lines of toned text.

A new section is one entry in `SECTIONS`; what the checks found stands between `FIRST` and those.
Each is a pure function of the row, the viewpoint and the width in cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from neo_tui.domain.allocation import Allocation, FieldValue, State, json_line
from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.checks.check import Finding, Severity
from neo_tui.domain.checks.expiry import unusable
from neo_tui.domain.event_types import EventType
from neo_tui.domain.fields import FIELDS, Group
from neo_tui.domain.foreign import visible
from neo_tui.domain.json_text import JsonTextError, Object, read
from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.story import story
from neo_tui.domain.telling import Mode
from neo_tui.domain.timestamps import Moment
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation import bounds
from neo_tui.presentation.bar import amount_bar
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.columns import MARK, field_cell
from neo_tui.presentation.telling import as_of
from neo_tui.presentation.text import EMPTY, Line, Span, cell_width, chop, cut, line, pad, wrap
from neo_tui.presentation.times import decoded_time, time_lines

READING = "⌁ "
"""Stands before a sentence that is a reading, not a documented fact."""

_LONG_STORY = 430
"""Characters of a story longer than most."""
_BESIDE = 64
"""Narrower panes stand beside the table; the wider ones below it have no lines to spare."""

Section = Callable[[Allocation, Viewpoint, int], list[Line]]


def detail_lines(row: Allocation, view: Viewpoint, width: int, beside: Sequence[Finding] = ()) -> list[Line]:
    """All sections of the detail pane, an empty line between two.

    Args:
        row: The row.
        view: From when and where one looks.
        width: Cells a line.
        beside: What the checks found in it that only shows beside other rows.
    """
    findings = [*found((row,), view), *beside]
    parts = [
        *(section(row, view, width) for section in FIRST),
        _checks(findings, width),
        *(section(row, view, width) for section in SECTIONS),
        _explained(findings, width),
    ]
    lines: list[Line] = []
    for part in parts:
        if part:
            lines += [*([EMPTY] if lines else []), *part]
    return lines


def heading(text: str, width: int) -> Line:
    """A section's heading with a thin rule to the right edge."""
    rule = width - cell_width(text) - 1
    return (Span(cut(text, width), Tone.ACCENT), *((Span(" " + "─" * rule, Tone.MUTED),) if rule > 0 else ()))


def _status(row: Allocation, view: Viewpoint, width: int) -> list[Line]:
    status = row.status
    cell = _cell(row, "status")
    entry = _cell(row, "id")
    name = Span(f"● {clipped(status.name) if status else cell.text}", status.tone if status else Tone.WARNING)
    label = f"entry {entry.text}"
    space = width - cell_width(name.text) - cell_width(label)
    if space >= 2:  # noqa: PLR2004 - a gap that reads as one
        lines: list[Line] = [(name, Span(" " * space), Span(label, Tone.MUTED))]
    else:
        lines = [*wrap([name], width), *wrap([Span(label, Tone.MUTED)], width)]
    meaning = status.meaning if status else "The status was not sent as text."
    if unusable(row, view):
        meaning = "The word for points that can still be redeemed or expire; why these may not be is told below."
    return _steady(lines + wrap([Span(meaning, Tone.MUTED)], width), width, 3)


def _story(row: Allocation, view: Viewpoint, width: int) -> list[Line]:
    lines: list[Line] = []
    for sentence in story(row, view):
        mark = [Span(READING, Tone.MUTED)] if sentence.reading else []
        lines += wrap([*mark, Span(sentence.text, sentence.tone)], width, hanging=len(READING) if mark else 0)
    return _steady(lines, width, _LONG_STORY // width + 2)


def _steady(lines: list[Line], width: int, height: int) -> list[Line]:
    """Beside the table, what follows stays where it is from row to row: calm to look at, cheap to send."""
    return lines + [EMPTY] * (height - len(lines)) if width < _BESIDE else lines


def _amounts(row: Allocation, _: Viewpoint, width: int) -> list[Line]:
    lines = [heading("Points", width)]
    split = row.split
    if split is None:
        return lines + wrap([Span("An amount is missing or unreadable; see the fields below.", Tone.WARNING)], width)
    lines += amount_bar(split, width)
    parts = (
        ("awarded", split.awarded, Tone.STRONG),
        ("redeemed", split.redeemed, Tone.SPENT),
        ("expired", split.expired, Tone.LOST),
        ("returned", split.returned, Tone.LOST),
        ("left", split.balance, Tone.WARNING if split.balance < 0 else Tone.GOOD),
    )
    size = max(cell_width(amount_text(amount)) for _, amount, _ in parts)
    for label, amount, tone in parts:
        sign = " " if label == "awarded" else "=" if label == "left" else "−"
        text = pad(amount_text(amount), size, right=True)
        shown = tone if amount else Tone.MUTED
        lines.append((Span(f"{sign} ", Tone.MUTED), Span(pad(label, 10), Tone.MUTED), Span(text, shown)))
    return lines


def _checks(findings: Sequence[Finding], width: int) -> list[Line]:
    """What the checks find in this row; nothing when all is well."""
    if not findings:
        return []
    lines = [heading("Checks", width)]
    for finding in findings:
        check = finding.check
        tone = Tone.PLAIN if check.severity is Severity.NOTICE else Tone.WARNING
        sign = Span(READING, Tone.MUTED) if check.reading else Span(f"{MARK} ", tone)
        spans = [sign, Span(clipped(finding.sentence), tone), Span(f" {check.name}", Tone.MUTED)]
        lines += wrap(spans, width, hanging=2)
    return lines


def _explained(findings: Sequence[Finding], width: int) -> list[Line]:
    """What the checks that found something look for, and why: at the end, for who scrolls there."""
    checks = {finding.check.name: finding.check for finding in findings}
    if not checks:
        return []
    lines = [heading("About these checks", width)]
    for check in checks.values():
        lines += wrap([Span(f"{check.name}  "), Span(check.explanation, Tone.MUTED)], width, hanging=2)
    return lines


def _times(row: Allocation, view: Viewpoint, width: int) -> list[Line]:
    title = f"Times {as_of(view)}" if view.telling.mode is Mode.RELATIVE else "Times"
    return [heading(title, width), *time_lines(row, view, width)]


def _odd(row: Allocation, _: Viewpoint, width: int) -> list[Line]:
    notes = row.notes
    if not notes:
        return []
    lines = [heading("Odd in this answer", width)]
    for note in notes[: bounds.NOTES]:
        lines += wrap([Span("! ", Tone.WARNING), Span(clipped(note))], width, hanging=2)
    return lines + _further(len(notes) - bounds.NOTES, "of these", width)


def _further(count: int, what: str, width: int) -> list[Line]:
    return wrap([Span(bounds.further(count, what), Tone.WARNING)], width, hanging=2) if count > 0 else []


def _extra(row: Allocation, _: Viewpoint, width: int) -> list[Line]:
    if not row.extra:
        return []
    lines = [heading(f"Unknown fields ({len(row.extra):,})", width)]
    for extra in row.extra[: bounds.FIELDS]:
        spans = [Span(f"{clipped(extra.name)}  ", Tone.WARNING), Span(clipped(extra.literal))]
        lines += wrap(spans, width, hanging=4)
    return lines + _further(len(row.extra) - bounds.FIELDS, "unknown fields", width)


def _fields(row: Allocation, view: Viewpoint, width: int) -> list[Line]:
    lines: list[Line] = []
    for group in Group:
        members = [field for field in FIELDS if field.group is group]
        lines += [*([EMPTY] if lines else []), heading(group.value, width)]
        for field in members:
            value = row[field.name]
            cell = _cell(row, field.name)
            spans = [Span(f"{field.name}  "), Span(cell.text, _strong(cell.tone)), *_decoded(value, view)]
            lines += wrap(spans, width, hanging=4)
            lines += wrap([Span(field.meaning, Tone.MUTED)], width, indent=2, hanging=2)
    return lines


def _cell(row: Allocation, name: str) -> Span:
    cell = field_cell(row, name)
    return Span(clipped(cell.text), cell.tone)


def _strong(tone: Tone) -> Tone:
    return Tone.STRONG if tone is Tone.PLAIN else tone


def _decoded(value: FieldValue, view: Viewpoint) -> list[Span]:
    """What a raw value stands for, beside it."""
    decoded = value.value
    if value.state is State.NONE:
        return [Span(f"  ({value.literal})", Tone.MUTED)]
    if isinstance(decoded, Moment) and (told := decoded_time(decoded, view)):
        return [Span(f"  {told}", Tone.MUTED)]
    if isinstance(decoded, EventType):
        return [Span(f"  {decoded.label}", Tone.MUTED)]
    return []


FIRST: tuple[Section, ...] = (_status, _story)
"""What stands before what the checks have found."""
SECTIONS: tuple[Section, ...] = (_amounts, _times, _extra, _odd, _fields)
"""What stands behind it; why the checks look for it comes last."""


def raw_lines(row: Allocation, width: int) -> list[Line]:
    """The raw object: laid out for reading with every literal as sent, then byte for byte.

    Of one that is longer than any row, only the beginning is shown, and how much more there is.
    """
    size = len(row.raw.encode("utf-8", "surrogatepass"))
    more = len(row.raw) - bounds.RAW
    lines = [heading("Raw JSON", width)]
    lines += _laid_out(row.raw, width) if more <= 0 else _further(more, "characters", width)
    lines += [EMPTY, heading(f"As sent, {size:,} bytes", width)]
    for text in row.raw[: bounds.RAW].split("\n"):
        lines += chop(visible(text.removesuffix("\r")), width)
    return lines + _further(more, "characters", width)


def _laid_out(raw: str, width: int) -> list[Line]:
    try:
        value = read(raw)
    except JsonTextError:  # it was read once already; kept so that a raw view never fails
        return []
    if not isinstance(value, Object):
        return []
    lines = [line("{", Tone.MUTED)]
    last = len(value) - 1
    for index, (name, item) in enumerate(value.items()):
        comma = "" if index == last else ","
        spans = [Span(f'"{visible(name)}": ', Tone.MUTED), Span(json_line(item)), Span(comma, Tone.MUTED)]
        lines += wrap(spans, width, indent=2, hanging=6)
    return [*lines, line("}", Tone.MUTED)]
