"""Taking rows out of the program: where to, in which format, which rows, which columns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from neo_tui.domain.errors import FileExists, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.status import Tone
from neo_tui.domain.typed_path import typed_path
from neo_tui.presentation.exporters.export import Values
from neo_tui.presentation.exporters.formats import EXPORTERS
from neo_tui.presentation.exporters.names import ENDINGS, Format, format_of
from neo_tui.ui.screens.dialogs import ConfirmDialog, Dialog, key_hints
from neo_tui.ui.widgets.choice import Choice
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.toned import toned


class Which(StrEnum):
    """Which rows are exported."""

    SHOWN = "shown"
    LOADED = "loaded"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Plan:
    """What is to be written where.

    Attributes:
        path: The file.
        format: How.
        which: Which rows.
        every: Whether all 27 fields are told, not the shown columns.
        values: Which form of values; that of the format when None.
        replace: Whether a file that is there is replaced.
    """

    path: Path
    format: Format
    which: Which
    every: bool
    values: Values | None
    replace: bool = False


Tell = Callable[[str], None]
"""Is told where it stands."""
Write = Callable[[Plan, Tell], Awaitable[str]]
"""Writes the file and answers what to say of it; raises `NeoError` when it cannot."""

_FORMATS = {str(kind): each.label for kind, each in EXPORTERS.items() if kind in ENDINGS}
_VALUES = {"": "as usual for the format", Values.BOTH: "decoded, and raw beside", Values.SENT: "as sent"}


class ExportDialog(Dialog[str]):
    """Answers what to say once the file is written. What goes wrong is said here, and all that was chosen stays.

    Args:
        name: The name of the file without its ending.
        rows: What each choice of rows comes to, in words.
        write: Writes.
    """

    DEFAULT_CSS = """
    ExportDialog {
        & > Vertical { width: 76; }
        & Choice { margin: 0; }
        & #path { margin: 1 0; }
        & #told { margin: 1 0 0 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", tooltip="Write the file"),
        Binding("down,tab", "app.focus_next", "Next choice", show=False),
        Binding("up,shift+tab", "app.focus_previous", "Choice before", show=False),
    ]

    def __init__(self, name: str, rows: dict[Which, str], write: Write) -> None:
        super().__init__()
        self._name, self._rows, self._write = name, rows, write
        self._writing = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned("Export", Tone.STRONG))
            yield FlatInput(f"{self._name}{ENDINGS[Format.CSV][0]}", id="path", placeholder="path of the file")
            yield Choice("Format", _FORMATS, Format.CSV, id="format")
            yield Choice("Rows", {str(which): words for which, words in self._rows.items()}, Which.SHOWN, id="which")
            yield Choice("Columns", {"shown": "those that are shown", "all": "all 27 fields"}, "shown", id="columns")
            yield Choice("Values", {str(key): words for key, words in _VALUES.items()}, "", id="values")
            yield Static("", id="told", markup=False)
            hints = key_hints(("⏎", "write"), ("↑ ↓", "choice"), ("← →", "change"), ("esc", "cancel"))
            yield Static(hints, classes="keys")

    def on_mount(self) -> None:
        self._tell("")
        self._path.go_to()

    @property
    def _path(self) -> FlatInput:
        return self.query_one("#path", FlatInput)

    def _chosen(self, name: str) -> str:
        return self.query_one(f"#{name}", Choice).value

    @property
    def plan(self) -> Plan:
        """What is chosen."""
        values = self._chosen("values")
        kind = Format(self._chosen("format"))
        return Plan(
            typed_path(self._path.value.strip()),
            kind,
            Which(self._chosen("which")),
            self._chosen("columns") == "all",
            Values(values) if values and kind is not Format.JSON else None,
        )

    @on(Choice.Changed)
    def _again(self, event: Choice.Changed) -> None:
        event.stop()
        if event.choice.id == "format":
            self._end_as_chosen()
        self._tell(self._odd_ending(), Tone.WARNING)

    def _end_as_chosen(self) -> None:
        """The name ends as the format has it, unless it ends otherwise altogether."""
        name = self._path.value
        old = format_of(name)
        if old is not None:
            ending = next(each for each in ENDINGS[old] if name.lower().endswith(each))
            self._path.value = name[: -len(ending)] + ENDINGS[Format(self._chosen("format"))][0]

    @on(Input.Changed, "#path")
    def _choose_as_ended(self, event: Input.Changed) -> None:
        found = format_of(event.value.strip())
        if found is not None:
            self.query_one("#format", Choice).choose(found)
        self._tell(self._odd_ending(), Tone.WARNING)

    def _folder(self) -> str:
        """Where the file will stand, visible text."""
        path = typed_path(self._path.value.strip())
        try:
            return visible(str(path.absolute().parent))
        except OSError:  # the folder one stood in has gone
            return visible(str(path.parent))

    def _odd_ending(self) -> str:
        """What is to be said of a name that ends as no format does; "" where there is nothing."""
        name = self._path.value.strip()
        ending = typed_path(name).suffix
        if not ending or format_of(name) is not None:
            return ""
        return f"! No format ends in {visible(ending)}: the file will hold {_FORMATS[self._chosen('format')]}."

    def _tell(self, text: str, tone: Tone = Tone.MUTED) -> None:
        usual = f"In {self._folder()}, readable to you only; nothing is replaced unasked."
        if self._chosen("format") == Format.JSON:
            usual = "JSON holds each row as it was sent: every field, no choice of columns or values."
        self.query_one("#told", Static).update(toned(text or usual, tone if text else Tone.MUTED))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Write, and close when it is written."""
        if not self._path.value.strip():
            self._tell("! Give the path of a file.", Tone.WARNING)
        elif not self._writing:
            self._save(self.plan)

    def action_cancel(self) -> None:
        """Cancel what is on its way; with nothing on its way, close."""
        if self._writing:
            self.workers.cancel_group(self, "export")
            self._writing = False
            self._tell("Cancelled; nothing was written. What was loaded stays.")
        else:
            self.dismiss(None)

    @work(exclusive=True, group="export")
    async def _save(self, plan: Plan) -> None:
        self._writing = True
        self._tell("Writing …")
        try:
            told = await self._write(plan, self._tell)
        except FileExists:
            self._writing = False
            self._ask_to_replace(plan)
        except NeoError as error:
            self._writing = False
            self._tell(f"! {error.cause} {error.action}", Tone.WARNING)
        else:
            self.dismiss(told)

    def _ask_to_replace(self, plan: Plan) -> None:
        self._tell("")
        sheet = self.query_one(Vertical)
        sheet.display = False  # two sheets on top of each other read as one

        def answered(yes: bool | None) -> None:
            sheet.display = True
            self._path.go_to()
            if yes:
                self._save(Plan(plan.path, plan.format, plan.which, plan.every, plan.values, replace=True))

        consequence = f"{visible(str(plan.path))} is there already. What it holds now is lost then."
        self.app.push_screen(ConfirmDialog("Replace the file?", consequence, "replace"), answered)
