"""Comparing the answer on the screen with an earlier one of this run, or with another connection's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from neo_tui.domain.errors import NeoError
from neo_tui.domain.gathered import Gathered, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.timestamps import stamp
from neo_tui.services.browsing import Browsing
from neo_tui.services.loading import load_again
from neo_tui.ui.screens.unasked import no_secret

if TYPE_CHECKING:
    from neo_tui.ui.screens.asking import AskingScreen
    from neo_tui.ui.screens.other_answers import Earlier

# Screens that are opened by a key are imported then (performance.md).
# ruff: noqa: PLC0415

MOST_EARLIER = 5
"""Earlier answers that are kept to be compared with; the first one always is."""


class Comparing:
    """Keeps what is asked for again, and compares with it.

    Args:
        screen: Whose answer it is.
    """

    def __init__(self, screen: AskingScreen) -> None:
        self._screen = screen
        self._earlier: tuple[Earlier, ...] = ()
        """The youngest first."""

    def keep(self, pages: Mapping[int, Page], gathered: Gathered) -> None:
        """Keep what is loaded, before something else comes in its place."""
        from neo_tui.ui.screens.other_answers import Earlier

        if not gathered.rows or (self._earlier and _same(self._earlier[0].gathered, gathered)):
            return
        received = max(page.received_at for page in pages.values())
        at = stamp(received.replace(microsecond=0), self._screen.view().told_zone)
        kept = (Earlier(f"the answer of {at}", gathered), *self._earlier)
        self._earlier = kept if len(kept) <= MOST_EARLIER else (*kept[: MOST_EARLIER - 1], kept[-1])

    def choose(self, profile: Profile, browsing: Browsing) -> None:
        """Let the person choose with what, and compare.

        Args:
            profile: The connection that is in use.
            browsing: What is loaded from it.
        """
        self._screen.run_worker(self._choose(profile, browsing), exclusive=True, group="dialog")

    async def _choose(self, profile: Profile, browsing: Browsing) -> None:
        from neo_tui.ui.screens.other_answers import Earlier, OtherAnswerDialog

        screen, neo = self._screen, self._screen.neo
        others = [other for other in neo.profiles.profiles if other.name != profile.name]
        if not self._earlier and not others:
            neo.say("Nothing to compare with yet: mark two rows with space, or ask again with r.")
            return
        other = await neo.push_screen_wait(OtherAnswerDialog([*self._earlier, *others]))
        if isinstance(other, Earlier):
            numbers = set(other.gathered.loaded)
            now = gather({number: page for number, page in browsing.pages.items() if number in numbers})
            self._show(other.gathered, now, (other.name, "now"))
        elif other is not None:
            screen.run_worker(self._with(other, profile, browsing), exclusive=True, group="page")

    async def _with(self, other: Profile, profile: Profile, browsing: Browsing) -> None:
        screen, told = self._screen, f"asking {other.name}"
        try:
            there = await self._ask(other, browsing, lambda: screen.asking(told))
        except NeoError as error:
            screen.asking("")
            screen.neo.say(f"{other.name}: {error.title}. {error.cause} {error.action}", warning=True)
        else:
            screen.asking("")
            self._show(screen.gathered, gather(there), (profile.name, other.name))

    async def _ask(self, other: Profile, browsing: Browsing, begin: Callable[[], None]) -> dict[int, Page]:
        """The loaded pages as another connection answers them; it is left at once, and the one in use stays."""
        neo = self._screen.neo
        connection = neo.connection.apart()
        if not await neo.have_secret(other, connection):
            raise no_secret(other)
        begin()
        try:
            source = await connection.source(other)
            there = Browsing(browsing.query, source.fetch)
            return await load_again(there, browsing.pages, lambda *_: None)
        finally:
            await connection.leave()

    def _show(self, before: Gathered, after: Gathered, names: tuple[str, str]) -> None:
        from neo_tui.domain.comparison import compare_answers
        from neo_tui.presentation.comparison import scope
        from neo_tui.ui.screens.answer_comparison import AnswerComparisonScreen

        comparison = compare_answers(before.rows, after.rows)
        told = scope(names, before, after)
        self._screen.app.clear_notifications()  # that it is being asked is over
        self._screen.app.push_screen(AnswerComparisonScreen(comparison, self._screen.view(), names, told))


def _same(one: Gathered, other: Gathered) -> bool:
    """Whether two answers hold the same rows of the same pages, letter for letter: one of them is enough to keep."""
    return one is other or (
        one.loaded == other.loaded and [row.raw for row in one.rows] == [row.raw for row in other.rows]
    )
