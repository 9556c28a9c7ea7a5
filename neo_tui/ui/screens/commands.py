"""The commands of a screen by name: typed words narrow the list, Enter does the marked one.

Textual's own palette ends the program in a terminal too small for its list, and shows no keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from neo_tui.domain.foreign import visible
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import cut, pad
from neo_tui.ui.commands import Command, commands_of
from neo_tui.ui.screens.dialogs import Dialog
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import toned

_LABEL, _DOES = 21, 40


class CommandsDialog(Dialog[Command]):
    """Answers the command that was chosen."""

    DEFAULT_CSS = """
    CommandsDialog {
        & > Vertical { width: 76; height: 90%; }
        & FlatInput { margin: 1 0; }
        & PickList { background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "cancel", "Close", show=False),
        Binding("down,ctrl+n", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Before", show=False),
        Binding("pagedown", "page('down')", "Page down", show=False),
        Binding("pageup", "page('up')", "Page up", show=False),
    ]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        theme = Command((), "Theme", "Dark or light", "app.other_theme", screen)
        self._commands = [*commands_of(screen), theme]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(
                Content.assemble(("Commands", "bold"), ("   ⏎ does the marked one   esc closes", "$muted")),
            )
            yield FlatInput("", id="words", placeholder="a word of it, or its key")
            yield Static("", id="none")
            found = PickList[Command](id="commands")
            found.can_focus = False
            yield found

    def on_mount(self) -> None:
        self._offer("")
        self.query_one(FlatInput).focus()

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        found = matching(self._commands, text)
        self._list.offer(found, [_line(command) for command in found])
        nothing = self.query_one("#none", Static)
        nothing.display = not found
        if not found:
            nothing.update(toned(f"No command has {cut(visible(text.strip()), 40)} in it.", Tone.MUTED))

    @property
    def _list(self) -> PickList[Command]:
        return self.query_one("#commands", PickList)

    @on(Input.Submitted)
    def _take(self) -> None:
        if self._list.marked is not None:
            self.dismiss(self._list.marked)

    @on(PickList.Picked)
    def _picked(self) -> None:
        self._take()

    def action_move(self, by: int) -> None:
        """Move the mark while the field keeps the focus."""
        self._list.step(by)

    def action_page(self, where: str) -> None:
        """Move the mark by what the list shows at once."""
        if where == "down":
            self._list.action_page_down()
        else:
            self._list.action_page_up()


def matching(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands that have each typed word, those named so first; a key finds what it does."""
    wanted = text.lower().split()
    keyed = [command for command in commands if text.strip() in command.keys]
    rest = [
        command
        for command in commands
        if command not in keyed and all(word in f"{command.label} {command.does}".lower() for word in wanted)
    ]
    named = [command for command in rest if wanted and command.label.lower().startswith(wanted[0])]
    return [*keyed, *named, *(command for command in rest if command not in named)]


def _line(command: Command) -> Content:
    return Content.assemble(
        (pad(command.label, _LABEL), "bold"),
        (pad(command.does if command.does != command.label else "", _DOES), "$muted"),
        (f" {command.keys[0] if command.keys else ''}", "bold $accent"),
    )
