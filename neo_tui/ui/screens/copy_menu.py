"""The menu of what can be copied: a letter picks, and it goes at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from neo_tui.domain.clipboard import Route
from neo_tui.domain.status import Tone
from neo_tui.presentation.copying import Offer
from neo_tui.presentation.text import cut, pad
from neo_tui.ui.screens.dialogs import Dialog, key_hints
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import toned

_NAME, _TOLD = 17, 40
_SHEET, _FILE = "to the screen, to select", "to a file"
_USUAL = {Route.SHEET: _SHEET, Route.FILE: _FILE, Route.OFF: "nowhere, as the setting says"}
"""What is usual where the settings have no clipboard."""
_WAYS = (None, Route.SHEET, Route.FILE)


class Picked(NamedTuple):
    """What was picked."""

    offer: Offer
    masked: bool
    """Whether ids are to be cut."""
    route: Route | None
    """The way; None: the usual one."""


class CopyDialog(Dialog[Picked]):
    """Answers what is to be copied, and how.

    Args:
        offers: What there is; their letters are its keys.
        usual: The way that the settings name.
        masked: Whether ids are cut, to begin with.
    """

    DEFAULT_CSS = """
    CopyDialog {
        & > Vertical { width: 68; }
        & PickList { background: $panel; height: auto; max-height: 1fr; margin: 1 0; padding: 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "Next", show=False),
        Binding("up,ctrl+p", "move(-1)", "Before", show=False),
        Binding("enter", "take", "Copy", show=False),
        Binding("tab", "mask", "Masked", show=False),
        Binding("shift+tab", "way", "Way", show=False),
    ]

    def __init__(self, offers: Sequence[Offer], usual: Route = Route.AUTO, *, masked: bool = False) -> None:
        super().__init__()
        self._offers = tuple(offers)
        self._words = (_USUAL.get(usual, "to the clipboard"), _SHEET, _FILE)
        self.masked = masked
        """Whether ids are cut."""
        self._way = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content.assemble(("Copy", "bold"), ("   a letter picks, ⏎ the marked one", "$muted")))
            offered = PickList[Offer](id="offers")
            offered.can_focus = False
            yield offered
            yield Static("", id="switches")
            yield Static(key_hints(("esc", "cancel")), classes="keys")

    def on_mount(self) -> None:
        self._list.offer(self._offers, [_line(offer) for offer in self._offers])
        self._tell()

    @property
    def _list(self) -> PickList[Offer]:
        return self.query_one("#offers", PickList)

    def _tell(self) -> None:
        """Show the two switches."""
        masked = "masked for tickets: ids end in their last letters" if self.masked else "ids in full"
        keys = (
            ("tab    ", "bold $accent"),
            (f" {masked}\n", "bold $warning" if self.masked else ""),
            ("⇧tab   ", "bold $accent"),
            f" {self._words[self._way]}",
        )
        self.query_one("#switches", Static).update(Content.assemble(*keys))

    def on_key(self, event: events.Key) -> None:
        """A letter picks its entry."""
        for offer in self._offers:
            if event.character == offer.key:
                event.stop()
                self._answer(offer)
                return

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        self.action_take()

    def _answer(self, offer: Offer) -> None:
        self.dismiss(Picked(offer, self.masked, _WAYS[self._way]))

    def action_take(self) -> None:
        """Copy the marked one."""
        if self._list.marked is not None:
            self._answer(self._list.marked)

    def action_move(self, by: int) -> None:
        """Move the mark."""
        self._list.step(by)

    def action_mask(self) -> None:
        """Ids in full or cut."""
        self.masked = not self.masked
        self._tell()

    def action_way(self) -> None:
        """Another way."""
        self._way = (self._way + 1) % len(_WAYS)
        self._tell()


def _line(offer: Offer) -> Content:
    return Content.assemble(
        (f"{offer.key}  ", "bold $accent"), (pad(offer.name, _NAME), "bold"), (cut(offer.told, _TOLD), "$muted")
    )


class PathDialog(Dialog[str]):
    """Answers the path of a new file."""

    def __init__(self, title: str, path: str) -> None:
        super().__init__()
        self._title, self._path = title, path

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned(self._title, Tone.STRONG))
            yield FlatInput(self._path, id="path")
            yield Static("A new file, which only you may read.", markup=False)
            yield Static(key_hints(("⏎", "write"), ("esc", "cancel")), classes="keys")

    def on_mount(self) -> None:
        self.query_one(FlatInput).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
