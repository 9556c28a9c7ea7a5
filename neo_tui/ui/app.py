"""The app: which connection is in use, which screen is open, what is remembered."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.memory import Memory, Question
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from neo_tui.domain.telling import USUAL
from neo_tui.services.leaving import leave
from neo_tui.ui.copying import CopyingApp
from neo_tui.ui.screens.form import FormScreen
from neo_tui.ui.start import Start
from neo_tui.ui.theme import DARK, LIGHT, wanted_theme

if TYPE_CHECKING:
    from neo_tui.domain.column_choice import ColumnChoice
    from neo_tui.domain.paging import Page
    from neo_tui.domain.query import Query
    from neo_tui.domain.viewpoint import Viewpoint

# Screens that the first frame does not need are imported when they are opened: each import before
# the first frame is time a person waits (performance.md).
# ruff: noqa: PLC0415

_SHORT, _LONG = 4, 8
"""Seconds for which a message stands, and a warning."""

__all__ = ["NeoApp", "Start", "run"]


class NeoApp(CopyingApp[int]):
    """The terminal program."""

    TITLE = "neo-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", tooltip="Leave neo-tui", show=False, priority=True),
    ]

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        # A question from the command line leaves nothing to be remembered before the first frame.
        self._memory_waits = start.question is not None
        self.memory: Memory = Memory() if self._memory_waits else start.memory_store.load()
        self._leaving = False
        self.telling = USUAL
        """How the person wants times told, until neo-tui is left."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = wanted_theme(self.memory.theme).name

    def get_default_screen(self) -> Screen[None]:
        return FormScreen(self.first_draft())

    def first_draft(self) -> Draft:
        """What the form opens with: the command line's question, else what was typed last."""
        draft = self.start.question or self.memory.draft
        if self.profile and not (self.start.question or self.memory.draft.customer):
            draft = replace(draft, count=str(self.profile.count))
        return draft

    async def settle(self) -> None:
        """What can wait until the first frame stands."""
        gc.enable()
        if not self.form.is_attached:  # left before it stood
            return
        self.load_memory()
        await self.form.add_lists()
        if self.start.problem is None:
            self.reload_profiles()
        self.settle_history()
        if self.start.ask and self.start.question is not None:
            self.ask(self.start.question)

    @property
    def form(self) -> FormScreen:
        """The form, the screen below all others."""
        screen = self.screen_stack[0]
        if not isinstance(screen, FormScreen):
            raise TypeError("the form is not the first screen")
        return screen

    # ── asking ──

    def ask(self, draft: Draft) -> None:
        """Open the results of a question that has been checked."""
        from neo_tui.ui.screens.results import ResultsScreen

        if self.profile is None:
            return
        self.load_memory()
        self.memory = replace(self.memory, profile=self.profile.name, draft=draft)
        self.push_screen(ResultsScreen(self.profile, draft.query()))

    def reopen(self, question: Question) -> None:
        """Ask a recent question again, with the connection it was asked with."""
        self.run_worker(self._reopen(question), exclusive=True, group="reopen")

    async def _reopen(self, question: Question) -> None:
        profile = self.profiles.get(question.profile)
        if profile is None:
            self.say(
                f"The connection {question.profile} is gone; asking {self.profile.name if self.profile else 'none'}."
            )
        elif self.profile is None or profile.name != self.profile.name:
            await self.use(profile)
            self.say(f"Now with the connection {profile.name}.")
        self.form.load(question.draft)
        self.form.ask()

    @work(exclusive=True, group="sweep")
    async def sweep(self, customer_id: int, entity_id: str) -> None:
        """Ask under which event types an entity has rows, after which of them and how fast has been chosen."""
        from neo_tui.ui.screens.sweep import SweepScreen
        from neo_tui.ui.screens.sweep_choice import SweepDialog

        profile = self.profile
        if profile is None:
            return
        plan = await self.push_screen_wait(SweepDialog(profile, customer_id, entity_id))
        if plan is not None:
            self.push_screen(SweepScreen(profile, customer_id, entity_id, plan))

    def remember(self, profile: Profile, page: Page) -> None:
        """Put an answered question on top of the recent ones."""
        self.memory = self.memory.used_at(profile.name, self.start.clock())
        count = len(page.allocations)
        rows = "no rows" if not count else "1 row" if count == 1 else f"{count}{'+' if page.has_next else ''} rows"
        if page.query.page == 1:
            self._remember(profile, page.query, rows)
        self.history.answered(profile, page)

    def remember_failure(self, profile: Profile, query: Query, error: NeoError) -> None:
        """Put a question that failed on top of the recent ones."""
        self._remember(profile, query, error.kind.value)
        self.history.refused(profile, query, error)

    def _remember(self, profile: Profile, query: Query, outcome: str) -> None:
        kind = query.event_type
        draft = Draft(
            str(query.customer_id),
            query.entity_id,
            kind.name if kind.known else str(kind.id),
            "1",
            str(query.count),
        )
        question = Question(profile.name, draft, outcome=outcome)
        known = next((past for past in self.memory.recent if past.same_as(question)), None)
        if known is not None:
            question = replace(question, title=known.title, note=known.note)
        self.memory = self.memory.asked(question)
        self.save_memory()

    def load_memory(self) -> None:
        """Read what is remembered, where a question from the command line has put that off."""
        if self._memory_waits:
            self._memory_waits = False
            self.memory = replace(self.start.memory_store.load(), draft=self.memory.draft)
            self.theme = wanted_theme(self.memory.theme).name

    def columns_of(self, name: str) -> ColumnChoice | None:
        """The columns chosen for the connection in use, by the name of their set; None when none were."""
        return self.memory.columns.get((self.profile.name if self.profile else "", name))

    def choose_columns(self, name: str, choice: ColumnChoice | None) -> None:
        """Remember columns for the connection in use."""
        self.load_memory()
        self.memory = self.memory.with_columns(self.profile.name if self.profile else "", name, choice)
        self.save_memory()

    def save_memory(self) -> None:
        """Remember over a restart; never an error."""
        self.start.memory_store.save(self.memory)

    def back_to_form(self, error: NeoError | None) -> None:
        """Back to the form, to the field that most likely needs a change."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if error is not None and error.field:
            self.form.point_at(error.field, error.title)

    def view(self, profile: Profile) -> Viewpoint:
        """From when and where one looks."""
        from neo_tui.domain.timestamps import UnknownZoneError, viewer_zone, zone
        from neo_tui.domain.viewpoint import Viewpoint

        try:
            own, name, doubt = zone(profile.zone), profile.zone, ""
        except UnknownZoneError as error:
            own, name, doubt = zone("UTC"), "UTC", f"{error} Times are told in UTC."
        return Viewpoint(self.start.clock(), own, name, viewer_zone(), doubt, telling=self.telling)

    async def ask_number(self, title: str, lowest: int, highest: int, now: int) -> int | None:
        """Ask for a whole number; None when it was cancelled."""
        from neo_tui.ui.screens.dialogs import NumberDialog

        return await self.push_screen_wait(NumberDialog(title, lowest, highest, now))

    # ── leaving, help, messages ──

    def say(self, text: str, *, warning: bool = False) -> None:
        """A short message that goes by itself; the text is never markup."""
        self.notify(
            text, severity="warning" if warning else "information", markup=False, timeout=_LONG if warning else _SHORT
        )

    def leave_on_second_press(self) -> None:
        """Ctrl+C with nothing to cancel: once warns, twice leaves."""
        if self._leaving:
            self.exit(0)
            return
        self._leaving = True
        self.say("Press ctrl+c again to leave.")
        self.set_timer(3, self._stay)

    def _stay(self) -> None:
        self._leaving = False

    async def action_quit(self) -> None:
        """Leave; what was typed is remembered."""
        self.exit(0)

    async def on_unmount(self) -> None:
        self.load_memory()  # or what was asked before would be lost to a quick leave
        self.memory = replace(self.memory, profile=self.profile.name if self.profile else "")
        self.save_memory()
        await self.start.connection.close()

    def action_help(self) -> None:
        """Show the keys that work here."""
        from neo_tui.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_other_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        self.load_memory()
        self.memory = replace(self.memory, theme=self.theme)
        self.save_memory()

    @work
    async def action_commands(self) -> None:
        """Find what the keys of this screen do by name, and do it."""
        from neo_tui.ui.screens.commands import CommandsDialog

        command = await self.push_screen_wait(CommandsDialog(self.screen))
        if command is not None:
            await self.run_action(command.action, command.node)


def run(start: Start) -> int:
    """Run the program until it is left; answers the exit code."""
    return run_app(NeoApp(start))


def run_app(app: NeoApp) -> int:
    """Run an app until it is left; answers the exit code."""
    return asyncio.run(_run(app))


async def _run(app: NeoApp) -> int:
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":
        # Ctrl+C is a key here: a SIGINT comes from outside, and asyncio's own answer to it would end with 0.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, app.exit, 128 + number)
    answer = None
    try:
        answer = await app.run_async()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told as a fault of ours
        app.note_crash(error)
    if app.crash is not None:
        sys.stderr.write(f"{app.crash}\n")
        return await leave(ExitCode.FAULT)
    return await leave(answer if answer is not None else app.return_code or 0)
