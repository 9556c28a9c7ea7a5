"""What changed between two rows, in few words: `status AVAILABLE → EXPIRED, left 100 → 0 (−100)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from neo_tui.domain.allocation import Allocation, Extra, FieldValue
from neo_tui.domain.differences import Difference, Sameness, Side
from neo_tui.domain.points import EXACT, Split, amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.telling import Where
from neo_tui.domain.timestamps import EPOCH, Moment, span
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation import bounds
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.columns import MISSING, field_cell
from neo_tui.presentation.text import Line, Span

LEFT = "left"
ARROW = " → "
_FIRST = (
    "status",
    "points_exclusive",
    "redeemed_exclusive_value",
    "expired_exclusive_value",
    "returned_exclusive_value",
    "awarded_date",
    "expiry_date",
)
"""What a dispute is about comes first; when the row was touched, last."""
_LAST = "auto_update_time"
_WORDS = {
    "points_exclusive": "awarded",
    "redeemed_exclusive_value": "redeemed",
    "expired_exclusive_value": "expired",
    "returned_exclusive_value": "returned",
    "awarded_date": "awarded on",
    "expiry_date": "expires",
    "auto_update_time": "last change",
}


class Piece(NamedTuple):
    """One thing that changed.

    Attributes:
        name: The API's name of the field; `left` for what is reckoned from four of them.
        spans: Its words.
    """

    name: str
    spans: Line


def importance(name: str) -> int:
    """Where a field stands among the changes: smaller is earlier; fields with the same number keep their order."""
    if name in _FIRST:
        return _FIRST.index(name)
    return len(_FIRST) + (name == _LAST)


def left_of(row: Allocation) -> Decimal | None:
    """The points left; None when one of the four amounts cannot be read."""
    split: Split | None = row.split
    return split.balance if split is not None else None


def pieces(left: Allocation, right: Allocation, differences: Iterable[Difference], view: Viewpoint) -> list[Piece]:
    """What changed, the most important first. `differences` are those of the two rows that are not the same."""
    found = []
    balance = left_piece(left_of(left), left_of(right))
    for difference in sorted(differences, key=lambda each: importance(each.name)):
        if difference.name != "status" and balance:
            found.append(balance)
            balance = None
        found.append(Piece(difference.name, _words(left, right, difference, view)))
    return [*found, *([balance] if balance else [])]


def left_piece(before: Decimal | None, after: Decimal | None) -> Piece | None:
    """The change in what is left; None where there is none."""
    if before == after:
        return None
    texts = ["?" if amount is None else amount_text(amount) for amount in (before, after)]
    change = EXACT.subtract(after, before) if before is not None and after is not None else None
    return Piece(LEFT, (Span(f"{LEFT} ", Tone.MUTED), Span(ARROW.join(texts), Tone.STRONG), *_by(change)))


def _words(left: Allocation, right: Allocation, difference: Difference, view: Viewpoint) -> Line:
    name = _WORDS.get(difference.name, clipped(difference.name, bounds.CELL))
    texts = values(left, right, difference, view)
    if difference.same is Sameness.VALUE:
        return (Span(f"{name} ", Tone.MUTED), Span(ARROW.join(texts)), Span(" (the same value)", Tone.MUTED))
    return (Span(f"{name} ", Tone.MUTED), Span(ARROW.join(texts), Tone.STRONG), *_by(difference.change))


def values(left: Allocation, right: Allocation, difference: Difference, view: Viewpoint) -> tuple[str, str]:
    """Both values of a difference in few characters, such that they look different."""
    name, sides = difference.name, (difference.left, difference.right)
    if isinstance(difference.change, timedelta):
        return _times(sides, view)
    if isinstance(difference.change, Decimal):
        amounts = [side.value for side in sides if isinstance(side, FieldValue) and isinstance(side.value, Decimal)]
        return amount_text(amounts[0]), amount_text(amounts[1])
    if difference.known:
        texts = [field_cell(row, name).text for row in (left, right)]
    else:
        texts = [side.literal if isinstance(side, Extra) else MISSING for side in sides]
    if texts[0] == texts[1]:  # a number and the same one as text, a list and the text of one
        texts = [_kind(side, text) for side, text in zip(sides, texts, strict=True)]
    first, second = (clipped(text, bounds.CELL) for text in texts)
    return first, second


def _kind(side: Side, text: str) -> str:
    as_text = side.quoted or "; text came" in side.note if isinstance(side, FieldValue) else bool(side and side.text)
    return f'"{text}"' if as_text else text


def _times(sides: Sequence[Side], view: Viewpoint) -> tuple[str, str]:
    """Two times; the days alone where the times of day are the same. In another zone than the profile's it is told."""
    found = [side.value.at for side in sides if isinstance(side, FieldValue) and isinstance(side.value, Moment)]
    first, second = (view.told(at) for at in found if at is not None)
    beside = [f" {at.tzname()}" if view.telling.where is not Where.PROFILE else "" for at in (first, second)]
    if first.time() == second.time():
        return first.date().isoformat() + beside[0], second.date().isoformat() + beside[1]
    precision = "milliseconds" if first.microsecond or second.microsecond else "seconds"
    before, after = (at.replace(tzinfo=None).isoformat(" ", precision) for at in (first, second))
    return before + beside[0], after + beside[1]


def _by(change: Decimal | timedelta | None) -> Line:
    return (Span(f" ({signed(change)})", Tone.MUTED),) if change is not None else ()


def signed(change: Decimal | timedelta) -> str:
    """A change with its sign: `+50`, `−12.5`, `+30 days`, `0`."""
    if isinstance(change, timedelta):
        length = span(EPOCH, EPOCH + abs(change)) if abs(change) >= timedelta(seconds=1) else "less than 1 s"
        return f"{'−' if change < timedelta(0) else '+'}{length}"
    return f"+{amount_text(change)}" if change > 0 else amount_text(change)
