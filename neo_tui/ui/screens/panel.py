"""What the summaries share: a list of what there is to look into, and a pane about the marked one."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.getters import query_one
from textual.widgets import Static

from neo_tui.presentation.text import Line
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.copy_key import COPY_KEY, list_text, static_text, text_of
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import content
from neo_tui.ui.widgets.top_line import TopLine

WIDE = 116
"""From this width on the pane stands beside the list."""
TALL = 30
"""From this height on there is room to spare for the pane below."""
_AROUND = 3
"""Cells of a list that are no line: the air around it and the scrollbar."""


class PanelScreen(NeoScreen[str | None]):
    """Answers the filter text of what was taken, or None."""

    CSS_PATH = "panel.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]  # noqa: RUF012 - declared by Textual

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "zoom", "zoom", tooltip="The pane alone, and back"),
        Binding("J", "pane_scroll(3)", "Scroll the pane down", show=False, tooltip="Scroll the pane from the list"),
        Binding("K", "pane_scroll(-3)", "Scroll the pane up", show=False, tooltip="Scroll the pane from the list"),
        COPY_KEY,
        Binding("escape,q,backspace", "back", "back", tooltip="Back to the rows, as they are"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    title_line = query_one("#panel-title", Static)
    caption = query_one("#panel-caption", Static)
    choice = query_one("#panel-choice", Static)
    header = query_one("#panel-header", Static)
    choices = query_one("#panel-list", PickList)
    pane = query_one("#panel-pane", DetailPane)

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static("", id="panel-title", markup=False)
        yield Static("", id="panel-choice", markup=False)
        with Container(id="panel-body"):
            with Vertical(id="panel-left"):
                yield Static("", id="panel-header", markup=False)
                yield PickList[object](id="panel-list")
                yield Static("", id="panel-caption", markup=False)
            yield DetailPane(id="panel-pane")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.choices.focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill_shown)

    def _fill_shown(self) -> None:
        """A list that is not on the screen has no width to be filled for."""
        if self.is_attached and not self.has_class("-zoom"):
            self.fill()

    @abstractmethod
    def fill(self) -> None:
        """List what there is for the width there is; the mark stays on what it was on."""

    @abstractmethod
    def lines(self, width: int) -> list[Line]:
        """What the pane tells of the marked one."""

    def listed_text(self) -> str:
        """The list as it is copied."""
        return list_text(self.choices)

    def copy_text(self) -> str:
        """The title, the list and the pane; zoomed, the title and the pane."""
        title, pane = static_text(self.title_line), self.pane.text
        if self.has_class("-zoom"):
            return text_of((title, pane))
        listed = (static_text(self.header), self.listed_text(), static_text(self.caption))
        return text_of((title, "\n".join(part for part in listed if part), pane))

    @property
    def room(self) -> int:
        """Cells of a line of the list."""
        return max(1, self.choices.size.width - _AROUND)

    def show_line(self, place: Static, line: Line) -> None:
        """Show one line, or nothing and no empty line for it."""
        place.update(content(line))
        place.display = bool(line)

    @on(PickList.OptionHighlighted)
    def _look(self) -> None:
        self.pane.show(self.lines)

    def action_zoom(self) -> None:
        self.toggle_class("-zoom")
        (self.pane if self.has_class("-zoom") else self.choices).focus()
        self.pane.show(self.lines)
        self.call_after_refresh(self._fill_shown)

    def action_pane_scroll(self, by: int) -> None:
        self.pane.scroll_relative(y=by, animate=False)

    def action_back(self) -> None:
        if self.has_class("-zoom"):
            self.action_zoom()
        else:
            self.dismiss(None)
