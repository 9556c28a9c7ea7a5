"""Which of the rows are written, in which order, and what is said about those that are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.sorting import Order, parse_order
from neo_tui.domain.typed import TypedError
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.output import say_wrong
from neo_tui.presentation.caret import caret_lines
from neo_tui.presentation.column_choice import chosen_columns
from neo_tui.presentation.columns import Column
from neo_tui.presentation.exporters.export import Values


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen of an answer; by itself everything, as it came.

    Attributes:
        filter: Which rows; all when None.
        order: In which order.
        limit: How many at most; all when None.
        columns: Which columns; those of the format when None.
        values: Which form of values; that of the format when None.
    """

    filter: Filter | None = None
    order: Order = field(default_factory=Order)
    limit: int | None = None
    columns: tuple[Column, ...] | None = None
    values: Values | None = None

    @property
    def as_sent(self) -> bool:
        """Whether every row is written, in the order in which they came."""
        return self.filter is None and not self.order.keys and self.limit is None

    def enough(self, rows: int) -> bool:
        """Whether so many rows, from the first on, are all that will be written, whatever came behind them.

        A filter may keep an early row for the sake of a later one, and sorting may put a later one first.
        """
        return self.limit is not None and self.filter is None and not self.order.keys and rows >= self.limit

    def of(self, rows: Sequence[Allocation]) -> tuple[list[Allocation], list[str]]:
        """The rows that are written, and sentences for stderr about what is not.

        Args:
            rows: All rows that came, in their order.
        """
        places = list(range(len(rows))) if self.filter is None else self.filter.select(rows)
        told: list[str] = []
        if self.filter is not None and not self.filter.empty:
            told.append(f"filter: {len(places):,} of {_count(len(rows))} kept: {self.filter.words}.")
        places = self.order.arrange(rows, places)
        if self.limit is not None and len(places) > self.limit:
            told.append(f"limit: the first {self.limit:,} of {_count(len(places))} are written.")
            places = places[: self.limit]
        return [rows[place] for place in places], told


def read_filter(text: str, view: Viewpoint) -> Filter | None:
    """The filter that a text stands for; None when stderr has been told what is wrong with it."""
    try:
        return parse(text, view)
    except TypedError as error:
        _say_wrong("filter", text, error)
        return None


def read_selection(
    filter_text: str | None,
    order: str | None,
    columns: str | None,
    limit: int | None,
    view: Viewpoint,
    values: Values | None = None,
) -> Selection | None:
    """What the options choose; None when stderr has been told what is wrong with them, all at once.

    Args:
        filter_text: Which rows; None when nothing was said, as for the others.
        order: In which order.
        columns: Which columns.
        limit: How many rows, at least 1.
        view: From where times are reckoned, and what is asked.
        values: Which form of values.
    """
    wrong = False
    chosen = None if filter_text is None else read_filter(filter_text, view)
    wrong = filter_text is not None and chosen is None
    keys, shown = Order(), None
    try:
        keys = parse_order(order or "")
    except TypedError as error:
        wrong = True
        _say_wrong("sort", order or "", error)
    try:
        shown = None if columns is None else chosen_columns(columns)
    except TypedError as error:
        wrong = True
        _say_wrong("columns", columns or "", error)
    return None if wrong else Selection(chosen, keys, limit, shown, values)


def _say_wrong(option: str, text: str, error: TypedError) -> None:
    say_wrong(f"--{option}", error.message, *(f"  {line}" for line in caret_lines(text, error)))


def _count(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"
