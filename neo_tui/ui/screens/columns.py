"""Choosing columns: a list of all of them, those that are shown first and in their order."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.attributes import UnknownAttributeError, attribute
from neo_tui.domain.column_choice import ColumnChoice
from neo_tui.domain.fields import BY_NAME
from neo_tui.presentation.column_sets import ColumnSet
from neo_tui.presentation.columns import Column
from neo_tui.presentation.text import pad
from neo_tui.ui.screens.dialogs import Dialog, key_hints
from neo_tui.ui.widgets.pick_list import PickList

_LABEL = 26


def _made_of(column: Column) -> str:
    """What a column of ours tells, by the API's own name: another column may be labelled alike."""
    try:
        fields = attribute(column.key).fields
    except UnknownAttributeError:
        return ""
    return fields[0] if len(fields) == 1 else "reckoned"


class ColumnsDialog(Dialog[ColumnChoice]):
    """Answers the choice; esc leaves it as it was."""

    DEFAULT_CSS = """
    ColumnsDialog {
        & > Vertical { width: 77; height: 90%; }
        & PickList { background: $panel; margin: 1 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "show_or_hide", "hide / show"),
        Binding("J,shift+down", "move(1)", "further right"),
        Binding("K,shift+up", "move(-1)", "further left"),
        Binding("exclamation_mark", "pin", "pin up to here"),
        Binding("underscore", "widen", "full width"),
        Binding("R", "reset", "as at first"),
    ]

    def __init__(self, columns: ColumnSet, choice: ColumnChoice, marked: str) -> None:
        super().__init__()
        self._columns = {column.key: column for column in columns.columns}
        self._first, self._choice, self._marked = columns.choice, choice, marked
        self._title = columns.title

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content.assemble(("Columns", "bold"), (f"   {self._title} first", "$muted")))
            yield PickList[str](id="columns")
            yield Static(
                key_hints(("space", "hide/show"), ("J K", "move"), ("!", "pin up to"), ("_", "full width")),
                classes="keys",
            )
            yield Static(key_hints(("R", "as at first"), ("⏎", "done"), ("esc", "as before")), classes="keys")

    def on_mount(self) -> None:
        self._offer(self._marked)
        self._list.focus()

    @property
    def _list(self) -> PickList[str]:
        return self.query_one("#columns", PickList)

    def _offer(self, marked: str) -> None:
        choice = self._choice
        keys = (*choice.keys, *(key for key in self._columns if key not in choice.keys))
        lines = [self._line(self._columns[key], place) for place, key in enumerate(keys)]
        self._list.offer(keys, lines, keys.index(marked) if marked in keys else 0)

    def _line(self, column: Column, place: int) -> Content:
        shown = place < len(self._choice.keys)
        pinned = place < self._choice.pinned
        about = BY_NAME[column.key].label if column.key in BY_NAME else _made_of(column)
        told = [word for word, true in (("pinned", pinned), ("full width", column.key in self._choice.full)) if true]
        return Content.assemble(
            ("● " if shown else "○ ", "bold $accent" if shown else "$muted"),
            (pad(column.label, _LABEL), "bold" if shown else "$muted"),
            (pad(about if about != column.label else "", _LABEL - 2), "$muted"),
            (", ".join(told), "$accent"),
        )

    # ── keys ──

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Enter: done."""
        event.stop()
        self.dismiss(self._choice)

    def action_show_or_hide(self) -> None:
        key = self._list.marked
        if key is None:
            return
        self._choice = self._choice.toggled(key)
        self._offer(key)

    def action_move(self, by: int) -> None:
        key = self._list.marked
        if key is not None:
            self._choice = self._choice.moved(key, by)
            self._offer(key)

    def action_pin(self) -> None:
        key = self._list.marked
        if key is not None:
            self._choice = self._choice.pinned_to(key)
            self._offer(key)

    def action_widen(self) -> None:
        key = self._list.marked
        if key is not None:
            self._choice = self._choice.widened(key)
            self._offer(key)

    def action_reset(self) -> None:
        self._choice = self._first
        self._offer(self._list.marked or "")
