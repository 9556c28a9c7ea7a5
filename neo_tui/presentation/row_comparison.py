"""Two rows side by side, field by field: what differs first, and how."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from neo_tui.domain.allocation import Allocation, FieldValue, State
from neo_tui.domain.differences import Difference, Sameness, Side, compare_rows
from neo_tui.domain.event_types import EventType
from neo_tui.domain.fields import BY_NAME
from neo_tui.domain.points import EXACT, amount_text
from neo_tui.domain.status import Status, Tone
from neo_tui.domain.timestamps import Moment, stamp
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation import bounds
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.changes import importance, left_of, signed
from neo_tui.presentation.columns import MISSING, NONE, NULL
from neo_tui.presentation.detail import heading
from neo_tui.presentation.text import EMPTY, Line, Span, cell_width, pad, plain, wrap

Names = tuple[str, str]
"""What the two sides are called."""

MARKS = {Sameness.DIFFERENT: "≠", Sameness.VALUE: "≈", Sameness.LETTER: "="}
_STACKED_BELOW = 66
"""Cells below which the two values stand one below the other."""
_WIDE = 104
"""Cells from which on the API's own names and the changes have columns of their own."""
_LABEL, _API_NAME, _CHANGE, _MARK = 21, 25, 20, 3
"""Cells."""
_LABELS = {"points_exclusive": "Awarded", "awarded_date": "Awarded on", "expiry_date": "Expires on"}
"""Where the short label of a field is that of another one too."""
_SECTIONS = (
    (Sameness.DIFFERENT, "Different", Tone.STRONG),
    (Sameness.VALUE, "The same value, written differently", Tone.PLAIN),
    (Sameness.LETTER, "The same", Tone.MUTED),
)


def row_comparison_lines(
    left: Allocation, right: Allocation, view: Viewpoint, width: int, names: Names, *, everything: bool = False
) -> list[Line]:
    """Both rows, field by field.

    Args:
        left: The row on the left, or before.
        right: The row on the right, or after.
        view: From when and where one looks.
        width: Cells of a line.
        names: What the two are called.
        everything: Also the fields that are the same letter for letter.
    """
    found = compare_rows(left, right)
    lines = [*wrap([_verdict(left, right, found)], width), EMPTY, *_head(names, width)]
    for same, title, tone in _SECTIONS:
        members = sorted((each for each in found if each.same is same), key=lambda each: importance(each.name))
        if not members or (same is Sameness.LETTER and not everything):
            continue
        lines += [EMPTY, heading(f"{title} ({len(members)})", width)]
        balance = _balance(left, right, width) if same is Sameness.DIFFERENT else []
        for difference in members[: bounds.FIELDS]:
            if difference.name != "status":
                lines, balance = lines + balance, []
            lines += _difference(difference, tone, view, width)
        lines += balance
        if len(members) > bounds.FIELDS:
            more = bounds.further(len(members) - bounds.FIELDS, "fields")
            lines += wrap([Span(more, Tone.WARNING)], width)
    equal = sum(each.same is Sameness.LETTER for each in found)
    if not everything and equal:
        fields = "1 field is" if equal == 1 else f"{equal} fields are"
        lines += [EMPTY, *wrap([Span(f"{fields} the same letter for letter.", Tone.MUTED)], width)]
    return lines


def _verdict(left: Allocation, right: Allocation, found: Sequence[Difference]) -> Span:
    """What came of it, in a sentence."""
    if left.raw == right.raw:
        return Span("The two are the same, letter for letter.", Tone.GOOD)
    if not (left.is_object and right.is_object):
        return Span("One of the two is no object and has no fields; see the raw JSON.", Tone.WARNING)
    count = sum(each.differs for each in found)
    if count:
        left_too = ", and so does what is left" if left_of(left) != left_of(right) else ""
        return Span(f"{count} of {len(found)} fields {'differs' if count == 1 else 'differ'}{left_too}.", Tone.STRONG)
    written = [each for each in found if each.same is Sameness.VALUE]
    if written:
        return Span("Every value is the same; some are written differently.", Tone.GOOD)
    return Span(
        "Every value is the same; the texts differ in spaces, escapes, or the order or number of keys.", Tone.GOOD
    )


def _head(names: Names, width: int) -> list[Line]:
    left, right = ([Span(name, Tone.ACCENT)] for name in names)
    if width < _STACKED_BELOW:
        return [*wrap([Span("‹ ", Tone.MUTED), *left], width), *wrap([Span("› ", Tone.MUTED), *right], width)]
    label = [Span("Field", Tone.MUTED)]
    return _columns(label, wrap(left, _cell(width)), Span(""), wrap(right, _cell(width)), [], width)


def _difference(difference: Difference, tone: Tone, view: Viewpoint, width: int) -> list[Line]:
    room = _cell(width)
    sides = [_side(side, difference, tone, view, room) for side in (difference.left, difference.right)]
    mark = Span(MARKS[difference.same], Tone.ACCENT if difference.differs else Tone.MUTED)
    change = [] if difference.change is None else [Span(signed(difference.change), Tone.ACCENT)]
    field = BY_NAME.get(difference.name)
    text = _LABELS.get(difference.name, field.label) if field else clipped(difference.name, bounds.CELL)
    label = [Span(text, Tone.PLAIN if field else Tone.WARNING)]
    if field and width >= _WIDE:
        label = [Span(pad(text, _LABEL)), Span(difference.name, Tone.MUTED)]
    return _columns(label, sides[0], mark, sides[1], change, width)


def _balance(left: Allocation, right: Allocation, width: int) -> list[Line]:
    """What is left, reckoned: a line of its own among what differs."""
    before, after = left_of(left), left_of(right)
    if before == after:
        return []
    texts = [
        Span("?", Tone.WARNING) if each is None else Span(amount_text(each), Tone.STRONG) for each in (before, after)
    ]
    sides = [wrap([text], _cell(width)) for text in texts]
    change: Decimal | None = EXACT.subtract(after, before) if before is not None and after is not None else None
    label = [
        Span(pad("Left", _LABEL) if width >= _WIDE else "Left"),
        Span("" if width < _WIDE else "reckoned", Tone.MUTED),
    ]
    told = [] if change is None else [Span(signed(change), Tone.ACCENT)]
    return _columns(label, sides[0], Span("≠", Tone.ACCENT), sides[1], told, width)


def _cell(width: int) -> int:
    """Cells of one value."""
    if width < _STACKED_BELOW:
        return width - 4
    beside = _LABEL + _MARK + (_API_NAME + _CHANGE if width >= _WIDE else 0)
    return max((width - beside) // 2, 4)


def _columns(
    label: Sequence[Span], left: list[Line], mark: Span, right: list[Line], change: Sequence[Span], width: int
) -> list[Line]:
    """One field as lines: label, left, mark, right, change."""
    if width < _STACKED_BELOW:
        head = wrap([*label, Span(f" {mark.text}", mark.tone), *_spaced(change)], width)
        return [*head, *_under("‹", left), *_under("›", right)]
    room, wide = _cell(width), width >= _WIDE
    if not wide or cell_width(plain(tuple(change))) > _CHANGE - 2:
        right, change = _with(right, change, room) if change else right, []
    first = wrap(label, (_LABEL + _API_NAME if wide else _LABEL) - 1)
    size = _LABEL + (_API_NAME if wide else 0)
    lines = []
    for place, (name, before, after) in enumerate(zip_longest(first, left, right, fillvalue=EMPTY)):
        between = Span(f" {mark.text} " if mark.text and not place else " " * _MARK, mark.tone)
        told = [Span("  "), *change] if change and not place else []
        shown = [
            *_padded(name, size),
            *_padded(before, room),
            between,
            *(_padded(after, room) if told else after),
            *told,
        ]
        lines.append(tuple(shown))
    return lines


def _with(lines: list[Line], change: Sequence[Span], room: int) -> list[Line]:
    """The change behind the first line of a value that has room for it, or in one of its own."""
    size = cell_width(plain(tuple(change))) + 2
    for place, found in enumerate(lines):
        if cell_width(plain(found)) + size <= room:
            return [*lines[:place], (*found, Span("  "), *change), *lines[place + 1 :]]
    return [*lines, *wrap(change, room)]


def _spaced(change: Sequence[Span]) -> list[Span]:
    return [Span("  "), *change] if change else []


def _under(mark: str, lines: list[Line]) -> list[Line]:
    return [(Span(f"  {mark} " if not place else "    ", Tone.MUTED), *each) for place, each in enumerate(lines)]


def _padded(line: Line, width: int) -> list[Span]:
    return [*line, Span(" " * max(width - cell_width(plain(line)), 0))]


def _side(side: Side, difference: Difference, tone: Tone, view: Viewpoint, room: int) -> list[Line]:
    """One value: as it came, what it stands for, and what is odd about it."""
    if side is None:
        return wrap([Span(f"{MISSING} not there", Tone.WARNING)], room)
    if not isinstance(side, FieldValue):
        kind = [Span(" text", Tone.MUTED)] if side.text else []
        return wrap([Span(clipped(side.literal) or '""', tone), *kind], room)
    lines = _decoded(side, tone, view, room)
    if side.quoted:
        lines += wrap([Span("sent as text", Tone.MUTED)], room)
    elif side.note and side.state is not State.MISSING and difference.same is not Sameness.LETTER:
        lines += wrap([Span(side.note, Tone.MUTED)], room)
    return lines


def _decoded(side: FieldValue, tone: Tone, view: Viewpoint, room: int) -> list[Line]:
    value, literal = side.value, clipped(side.literal)
    if side.state is State.MISSING:
        return wrap([Span(f"{MISSING} missing", Tone.WARNING)], room)
    if side.state is State.NULL:
        return wrap([Span(NULL, tone)], room)
    if side.state is State.NONE:
        return wrap([Span(NONE, tone), Span(f" ({literal})", Tone.MUTED)], room)
    if side.state is State.WRONG_TYPE:
        return wrap([Span(f"!{literal}", Tone.WARNING)], room)
    if isinstance(value, Moment) and value.at is not None and value.reliable:
        return [*wrap([Span(stamp(value.at, view.told_zone), tone)], room), *wrap([Span(literal, Tone.MUTED)], room)]
    if isinstance(value, Moment):
        return wrap([Span(literal, Tone.WARNING)], room)
    if isinstance(value, EventType):
        return wrap([Span(literal, tone), Span(f" {value.label}", Tone.MUTED)], room)
    if isinstance(value, Status):
        return wrap([Span(literal, value.tone if tone is not Tone.MUTED else tone)], room)
    return wrap([Span(literal, tone)], room)
