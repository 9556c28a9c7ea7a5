"""The history: every question that was asked, with what came of it; found by words, asked again with Enter."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, Static

from neo_tui.domain.foreign import visible
from neo_tui.domain.history import MAX_PINNED, Entry, listed, matching
from neo_tui.domain.settings import Keep
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import viewer_zone
from neo_tui.presentation.history import entry_lines, said
from neo_tui.presentation.history_state import Kept, about, nothing_here
from neo_tui.presentation.text import Line, Span, cut, wrap
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.dialogs import ConfirmDialog
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.history_list import HistoryList
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.toned import content
from neo_tui.ui.widgets.top_line import TopLine


class HistoryScreen(NeoScreen[None]):
    """Lists the questions of this and earlier runs, pinned ones first, then the newest."""

    CSS_PATH = "history.tcss"
    ABOUT = "Every question that was asked, with what came of it. What is typed narrows the list; Enter asks again."

    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - declared by Textual
    HINTS: ClassVar[Mapping[str, str]] = {"submit": "ask again", "pick": "ask again"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "ask again", show=False, tooltip="Ask this question again, with its connection"),
        Binding("ctrl+t,t", "pin", "pin", tooltip="Keep it on top and beyond every bound, or let it go"),
        Binding("ctrl+n,n", "edit", "name", tooltip="Give it a name and a note"),
        Binding("f8,d,delete", "delete", "delete", tooltip="Delete it from the history"),
        Binding("ctrl+z,u", "undo", "undo", tooltip="Take the last deletion back"),
        Binding("escape,f4", "back", "back", key_display="esc", tooltip="Clear what is typed; then back"),
        Binding("q,backspace", "leave", "Back", show=False),
        Binding("tab,shift+tab", "other", "list", key_display="tab", tooltip="Between the list and the search"),
        Binding("slash", "search", "Search", show=False, tooltip="To the search"),
        Binding("D", "clear", "Delete all", show=False, tooltip="Delete the whole history (asks first)"),
        Binding("down", "move('step', 1)", "Next", show=False),
        Binding("up", "move('step', -1)", "Before", show=False),
        Binding("pagedown", "move('turn', 1)", "Page down", show=False),
        Binding("pageup", "move('turn', -1)", "Page up", show=False),
        Binding("ctrl+o", "profiles", "connections", show=False, tooltip="Choose or edit a connection"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    questions = query_one("#history", HistoryList)
    words = query_one("#words", FlatInput)
    pane = query_one("#entry", DetailPane)
    about = query_one("#about", Static)

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._said: dict[str, str] = {}
        self._loaded = self._searchable = False
        self._left_over = 0
        self._zone: tzinfo = viewer_zone()
        self._now: datetime | None = None

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static("", id="title", classes="title", markup=False)
        yield FlatInput("", id="words", placeholder="words of it: an id, an event type, a day, error, a name")
        yield HistoryList(id="history")
        yield DetailPane(id="entry")
        yield Static("", id="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.pane.can_focus = False
        self._now = self.neo.start.clock()
        self._title()
        self.words.focus()
        self._load()

    @work(exclusive=True, group="load")
    async def _load(self, marked: str = "") -> None:
        """Read the history aside: some thousand lines take longer than a key may."""
        history, now = self.neo.history, self.neo.start.clock()
        entries, self._left_over = await asyncio.to_thread(lambda: (listed(history.entries()), history.left_over()))
        self._entries, self._said, self._loaded, self._searchable = entries, {}, True, False
        self._offer(marked)
        words = await asyncio.to_thread(lambda: {entry.key: said(entry, now, self._zone) for entry in entries})
        self._said, self._searchable = words | self._said, True  # one may have been named meanwhile
        if self.words.value.strip():
            self._offer(self.questions.marked.key if self.questions.marked else "")

    # ── what is shown ──

    def _offer(self, marked: str = "", place: int = 0) -> None:
        """List what fits the typed words; the mark goes to the entry of that key, else to that place."""
        typed = self.words.value if self._searchable else ""
        found = matching(self._entries, [self._said.get(entry.key, "") for entry in self._entries], typed)
        keys = [entry.key for entry in found]
        place = keys.index(marked) if marked in keys else place
        self.questions.display = bool(found)
        self.questions.offer(found, self._now or self.neo.start.clock(), self._zone, place)
        self.pane.set_class(not found, "alone")
        self._search_only_where_there_is_something()
        self._title()
        self._tell()
        self._look()
        self.refresh_bindings()

    def _search_only_where_there_is_something(self) -> None:
        there = bool(self._entries)
        if there == self.words.display:
            return
        self.words.display, self.pane.can_focus = there, not there
        (self.words if there else self.pane).focus()

    def _title(self) -> None:
        shown, known = len(self.questions.entries), len(self._entries)
        count = f"{shown:,} of {known:,}" if self.words.value.strip() else f"{known:,}"
        text = f"   {count} question{'' if known == 1 else 's'}" if known else ""
        self.query_one("#title", Static).update(content([Span("History", Tone.STRONG), Span(text, Tone.MUTED)]))

    def _tell(self) -> None:
        self.about.update(content(about(self._kept, self.size.width - 2)))

    @property
    def _kept(self) -> Kept:
        history, start = self.neo.history, self.neo.start
        return Kept(
            keep=history.keep,
            location=history.location,
            lasts=history.lasts,
            problem=history.problem,
            undoable=history.undoable,
            left_over=self._left_over,
            private=start.private,
            preferences=start.preferences,
        )

    @on(HistoryList.Moved)
    def _look(self) -> None:
        self.pane.show(self._lines)

    def _lines(self, width: int) -> list[Line]:
        entry = self.questions.marked
        if entry is not None:
            return entry_lines(entry, self.neo.start.clock(), self._zone, width)
        if not self._loaded:
            return []
        if self._entries:
            typed = cut(visible(self.words.value.strip()), 40)
            return wrap([Span(f"No question of the history has {typed} in it; esc clears it.", Tone.MUTED)], width)
        return nothing_here(self._kept, width)

    def on_resize(self) -> None:
        self._tell()

    @on(Input.Changed)
    def _search(self) -> None:
        if self._loaded:
            self._offer()

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Keys that have nothing to act on are not offered."""
        if action in {"take", "pin", "edit", "delete"}:
            return self.is_mounted and self.questions.marked is not None
        if action == "undo":
            return self.neo.history.undoable > 0
        if action in {"other", "search"}:
            return bool(self._entries)
        return bool(self._entries or self._left_over) if action == "clear" else True

    def action_move(self, how: str, by: int) -> None:
        """Move the mark while the field keeps the focus."""
        if how == "step":
            self.questions.action_step(by)
        else:
            self.questions.action_turn(by)

    @on(Input.Submitted)
    @on(HistoryList.Picked)
    def action_take(self) -> None:
        """Ask the marked question again."""
        entry = self.questions.marked
        if entry is None:
            return
        if entry.has_ids:
            self.neo.ask_entry(entry)
        else:
            self.neo.say("It cannot be asked again: its customer and entity were not kept (history = without-ids).")

    def action_pin(self) -> None:
        entry = self.questions.marked
        if entry is not None:
            self._mark(entry, pinned=not entry.pinned, title=entry.title, note=entry.note)

    @work(exclusive=True, group="dialog")
    async def action_edit(self) -> None:
        from neo_tui.ui.screens.naming import NamingDialog  # noqa: PLC0415 - opened rarely

        entry = self.questions.marked
        if entry is None:
            return
        answer = await self.neo.push_screen_wait(NamingDialog(entry.title, entry.note))
        if answer is not None:
            self._mark(entry, pinned=entry.pinned, title=answer.title, note=answer.note)

    def _mark(self, entry: Entry, *, pinned: bool, title: str, note: str) -> None:
        marked = self.neo.history.mark(entry, pinned=pinned, title=title, note=note)
        if marked is None:
            self.neo.say(f"{MAX_PINNED} are pinned already; let one go first.", warning=True)
            return
        self._entries = listed(marked if each.key == entry.key else each for each in self._entries)
        self._said[entry.key] = said(marked, self.neo.start.clock(), self._zone)
        self._offer(entry.key)

    def action_delete(self) -> None:
        entry = self.questions.marked
        if entry is None:
            return
        place = self.questions.place
        self.neo.history.remove([entry])
        if not self.neo.history.problem:
            self._entries = [each for each in self._entries if each.key != entry.key]
        self._offer(place=place)

    def action_undo(self) -> None:
        back = self.neo.history.undo()
        self._load(back[0].key if back else "")

    @work(exclusive=True, group="dialog")
    async def action_clear(self) -> None:
        count = len(self._entries) or self._left_over
        undo = "^z takes it back while neo-tui runs." if self.neo.history.keep is not Keep.OFF else ""
        what = f"{count:,} question{'' if count == 1 else 's'}, pinned ones too. {undo}"
        if await self.neo.push_screen_wait(ConfirmDialog("Delete the whole history?", what, "delete all")):
            self.neo.history.clear()
            self._load()

    def action_other(self) -> None:
        (self.words if self.questions.has_focus or not self.questions.display else self.questions).focus()

    def action_search(self) -> None:
        self.words.focus()

    def action_profiles(self) -> None:
        self.neo.open_profiles()

    def action_back(self) -> None:
        """Clear what is typed; with nothing typed, back."""
        if self.words.value:
            self.words.value = ""
            self.words.focus()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.dismiss(None)
