"""Rows whose columns a person chooses: hidden, shown, moved, widened, pinned; remembered per connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from neo_tui.domain.column_choice import ColumnChoice
from neo_tui.presentation.column_sets import ALL_FIELDS, DIGEST, ColumnSet, signed
from neo_tui.presentation.columns import Column, told_columns
from neo_tui.ui.key_groups import COLUMNS
from neo_tui.ui.screens.rows import RowsScreen


class ColumnedScreen(RowsScreen):
    """Rows in the columns of the set in use, as the person has chosen them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "wide", "all fields", tooltip="All 27 fields as columns, and back", group=COLUMNS),
        Binding(
            "C", "columns", "columns", show=False, tooltip="Choose columns: hide, show, move, widen, pin", group=COLUMNS
        ),
        Binding(
            "minus",
            "hide_column",
            "Hide column",
            show=False,
            tooltip="Hide the column at the cursor; C shows it",
            group=COLUMNS,
        ),
        Binding(
            "underscore",
            "full_column",
            "Widen column",
            show=False,
            tooltip="As wide as its longest value, and back",
            group=COLUMNS,
        ),
        Binding(
            "exclamation_mark",
            "pin_column",
            "Pin columns",
            show=False,
            tooltip="Keep the columns up to this in sight",
            group=COLUMNS,
        ),
        Binding(
            "shift+left",
            "move_column(-1)",
            "Column left",
            show=False,
            tooltip="Move the column to the left",
            group=COLUMNS,
        ),
        Binding(
            "shift+right",
            "move_column(1)",
            "Column right",
            show=False,
            tooltip="Move the column to the right",
            group=COLUMNS,
        ),
    ]

    NEED_ROWS: ClassVar[frozenset[str]] = RowsScreen.NEED_ROWS | {
        "wide",
        "columns",
        "hide_column",
        "full_column",
        "pin_column",
        "move_column",
    }

    def __init__(self) -> None:
        super().__init__()
        self._every = False

    @property
    def column_set(self) -> ColumnSet:
        """The set of columns in use."""
        return ALL_FIELDS if self._every else DIGEST

    @property
    def choice(self) -> ColumnChoice:
        """Which of its columns are shown."""
        return self.column_set.fitted(self.neo.columns_of(self.column_set.name))

    @property
    def hidden_words(self) -> str:
        """That usual columns are hidden, which is kept for the connection; "" when none is."""
        count = len(set(self.column_set.choice.keys) - set(self.choice.keys))
        return f"{count} column{'' if count == 1 else 's'} hidden – C" if count else ""

    def shown_columns(self) -> tuple[Column, ...]:
        """The chosen columns, with how they are sorted."""
        return signed(told_columns(self.column_set.shown(self.choice), self.view()), self.signs())

    def signs(self) -> dict[str, str]:
        """What is added to the labels, by the columns' keys."""
        return {}

    def _choose(self, choice: ColumnChoice) -> None:
        self.neo.choose_columns(self.column_set.name, choice)
        self.show_again()
        self.show_detail()

    def _change(self, change: Callable[[ColumnChoice, str], ColumnChoice]) -> str:
        """Change the choice by the column at the cursor; answers its label."""
        column = self.table.column
        if column is None:
            return ""
        self._choose(change(self.choice, column.key))
        return column.label

    # ── keys ──

    def action_wide(self) -> None:
        self._every = not self._every
        self.table.scroll_to(x=0, animate=False)
        self.show_again()
        self.show_detail()

    def action_hide_column(self) -> None:
        if len(self.choice.keys) == 1:
            self.neo.say("The last column stays.")
            return
        keys, column = [each.key for each in self.table.columns], self.table.column
        label = self._change(lambda choice, key: choice.toggled(key))
        if column is not None:  # to the one that takes its place
            place = keys.index(column.key)
            self.table.point_at_column((keys[place + 1 :] or keys[:-1] or [""])[0 if keys[place + 1 :] else -1])
        self.neo.say(f"{label} is hidden; C shows it again.")

    def action_full_column(self) -> None:
        self._change(lambda choice, key: choice.widened(key))

    def action_pin_column(self) -> None:
        self._change(lambda choice, key: choice.pinned_to(key))
        pinned = self.choice.pinned
        self.neo.say(
            "No column is pinned."
            if not pinned
            else f"The first {pinned} stay in sight."
            if pinned > 1
            else "The first stays in sight."
        )

    def action_move_column(self, by: int) -> None:
        column = self.table.column
        self._change(lambda choice, key: choice.moved(key, by))
        if column is not None:
            self.table.point_at_column(column.key)

    @work(exclusive=True, group="dialog")
    async def action_columns(self) -> None:
        from neo_tui.ui.screens.columns import ColumnsDialog  # noqa: PLC0415 - not needed before it is opened

        column = self.table.column
        chosen = await self.neo.push_screen_wait(
            ColumnsDialog(self.column_set, self.choice, column.key if column else "")
        )
        if chosen is not None:
            self._choose(chosen)
