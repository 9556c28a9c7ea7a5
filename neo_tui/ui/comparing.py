"""Comparing the answer on the screen with an earlier one, with a recorded one, or with another connection's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.gathered import Gathered, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.timestamps import stamp
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.services.browsing import Browsing
from neo_tui.services.loading import load_again
from neo_tui.ui.screens.unasked import no_secret

if TYPE_CHECKING:
    from neo_tui.services.recording import Recording
    from neo_tui.ui.screens.asking import AskingScreen
    from neo_tui.ui.screens.insight import InsightScreen
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
        if not gathered.rows or (self._earlier and _same(self._earlier[0].gathered, gathered)):
            return
        kept = (earlier(pages.values(), gathered, self._screen.view()), *self._earlier)
        self._earlier = kept if len(kept) <= MOST_EARLIER else (*kept[: MOST_EARLIER - 1], kept[-1])

    def choose(self, profile: Profile, browsing: Browsing) -> None:
        """Let the person choose with what, and compare.

        Args:
            profile: The connection that is in use.
            browsing: What is loaded from it.
        """
        self._screen.run_worker(self._choose(profile, browsing), exclusive=True, group="dialog")

    async def _choose(self, profile: Profile, browsing: Browsing) -> None:
        from neo_tui.ui.screens.other_answers import Earlier, OtherAnswerDialog, Recorded

        screen, neo = self._screen, self._screen.neo
        others = [other for other in neo.profiles.profiles if other.name != profile.name]
        files = [Recorded()] if neo.start.recording else []
        if not self._earlier and not others and not files:
            neo.say("Nothing to compare with yet: mark two rows with space, or ask again with r.")
            return
        other = await neo.push_screen_wait(OtherAnswerDialog([*self._earlier, *others, *files]))
        if isinstance(other, Recorded):
            other = await self._recorded(browsing.query)
        if isinstance(other, Earlier):
            show_comparison(screen, (other.name, "now"), other.gathered, _alike(browsing, other))
        elif isinstance(other, Profile):
            screen.run_worker(self._with(other, profile, browsing), exclusive=True, group="page")

    async def _recorded(self, query: Query) -> Earlier | None:
        """An answer out of a file that the person names; None when there is none after all."""
        from neo_tui.ui.screens.other_answers import Earlier, OtherAnswerDialog
        from neo_tui.ui.screens.recorded_choice import RecordedAnswersDialog

        neo, view = self._screen.neo, self._screen.view()
        read = neo.start.recording

        def answers(file: str) -> Sequence[Earlier]:
            return recorded_answers(read(file), query, view) if read else ()

        found = await neo.push_screen_wait(RecordedAnswersDialog(neo.casing.file if neo.casing else "", answers))
        if found is None or len(found) <= 1:
            return found[0] if found else None
        chosen = await neo.push_screen_wait(OtherAnswerDialog(found))
        return chosen if isinstance(chosen, Earlier) else None

    async def _with(self, other: Profile, profile: Profile, browsing: Browsing) -> None:
        screen, told = self._screen, f"asking {other.name}"
        try:
            there = await self._ask(other, browsing, lambda: screen.asking(told))
        except NeoError as error:
            screen.asking("")
            screen.neo.say(f"{other.name}: {error.title}. {error.cause} {error.action}", warning=True)
        else:
            screen.asking("")
            show_comparison(screen, (profile.name, other.name), screen.gathered, gather(there))

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


def show_comparison(screen: InsightScreen, names: tuple[str, str], before: Gathered, after: Gathered) -> None:
    """Show how two answers differ, over the screen of one of them."""
    from neo_tui.domain.comparison import compare_answers
    from neo_tui.presentation.comparison import scope
    from neo_tui.ui.screens.answer_comparison import AnswerComparisonScreen

    comparison = compare_answers(before.rows, after.rows)
    told = scope(names, before, after)
    screen.app.clear_notifications()  # that it is being asked is over
    screen.app.push_screen(AnswerComparisonScreen(comparison, screen.view(), names, told))


def earlier(pages: Iterable[Page], gathered: Gathered, view: Viewpoint, beside: str = "") -> Earlier:
    """What is loaded, as an answer that something is compared with.

    Args:
        pages: At least one.
        gathered: Their rows.
        view: Tells the time in whose zone it is named.
        beside: A word behind its name.
    """
    from neo_tui.ui.screens.other_answers import Earlier

    last = max(pages, key=lambda page: page.received_at)
    at = stamp(last.received_at.replace(microsecond=0), view.told_zone)
    return Earlier(f"the answer of {at}{beside}", gathered, last.received_at, last.query.count)


def recorded_answers(recording: Recording, query: Query, view: Viewpoint, besides: str = "") -> list[Earlier]:
    """What a recording holds that came to the same question, whoever was asked; the youngest first.

    A bare response does not say what it answers, so it is taken for an answer to this question.

    Args:
        recording: What was opened.
        query: The question.
        view: Tells the times by which answers are named.
        besides: Key of a question of the recording that is left out.

    Raises:
        NeoError: It holds none.
    """
    from neo_tui.ui.screens.other_answers import Earlier

    case, found = recording.case, []
    for asked in sorted(case.questions, key=lambda one: case.as_of(one.key), reverse=True):
        if asked.key == besides or not (recording.loose or _same_question(asked.query, query)):
            continue
        pages = {page.query.page: page for page in recording.pages(asked)}
        if pages and recording.loose:
            found.append(Earlier(recording.name, gather(pages), case.at, 0))
        elif pages:
            beside = f", {asked.profile}" if asked.profile else ""
            found.append(earlier(pages.values(), gather(pages), view, beside))
    if not found:
        others = len(case.questions) - bool(besides)
        raise NeoError(
            Kind.CONFIG,
            "There is nothing to compare with",
            f"{recording.name} holds no {'other ' if besides else ''}answer to this question"
            + (f", only to {others:,} others." if others > 1 else ", only to another one." if others else "."),
            "Name another file.",
        )
    return found


def _same_question(one: Query, other: Query) -> bool:
    return one.at(1) == replace(other.at(1), count=one.count)


def _alike(browsing: Browsing, other: Earlier) -> Gathered:
    """What is loaded, as far as the other answer reaches: pages of one size are compared by their numbers."""
    numbers = set(other.gathered.loaded)
    by_number = other.count == browsing.query.count
    return gather({number: page for number, page in browsing.pages.items() if number in numbers or not by_number})


def _same(one: Gathered, other: Gathered) -> bool:
    """Whether two answers hold the same rows of the same pages, letter for letter: one of them is enough to keep."""
    return one is other or (
        one.loaded == other.loaded and [row.raw for row in one.rows] == [row.raw for row in other.rows]
    )
