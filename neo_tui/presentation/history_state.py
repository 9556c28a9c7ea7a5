"""Where the history is kept, why there is nothing in it, and how to change either."""

from __future__ import annotations

from typing import NamedTuple

from neo_tui.domain.settings import Keep, Preferences, Settings
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import EMPTY, Line, Span, cut, wrap


class Kept(NamedTuple):
    """What is known of how the history is kept."""

    keep: Keep
    location: str
    """Where it is kept, in words."""
    lasts: bool
    """Whether it outlives the program."""
    problem: str
    """Why the last change could not be kept; "" when it was."""
    undoable: int
    """How many deleted questions can be taken back."""
    left_over: int
    """How many questions of earlier are stored although nothing is kept now."""
    private: bool
    preferences: Preferences

    @property
    def settings(self) -> Settings:
        """The settings that hold."""
        return self.preferences.settings


def about(kept: Kept, width: int) -> list[Span]:
    """One line on how it is kept."""
    if kept.problem:
        return [Span(f"! Not kept, for this session only: {kept.problem}. {kept.location}", Tone.WARNING)]
    if kept.undoable:
        what = "It is" if kept.undoable == 1 else f"{kept.undoable:,} questions are"
        return [Span(f"{what} deleted: ^z takes it back.", Tone.STRONG)]
    if kept.keep is Keep.OFF:  # said where the list would be
        return []
    if kept.preferences.problems:
        return [Span(f"! {kept.preferences.problems[0]}", Tone.WARNING)]
    if kept.private:
        return [Span("Private: this list ends with the program; without --private it is kept.", Tone.MUTED)]
    if not kept.lasts:
        return [Span("This list ends with the program.", Tone.MUTED)]
    settings, ids = kept.settings, "without ids · " if kept.keep is Keep.WITHOUT_IDS else ""
    bounds = (
        f"Kept: the last {settings.history_entries:,} questions of {settings.history_days:,} days, and what is pinned"
    )
    return [Span(cut(f"{bounds} · {ids}{kept.location}", width), Tone.MUTED)]


def nothing_here(kept: Kept, width: int) -> list[Line]:
    """Why the list is empty, and what to do where one wants it otherwise."""
    return [line for text in _reasons(kept) for line in (wrap([text], width) if text.text else [EMPTY])]


def _reasons(kept: Kept) -> list[Span]:
    file = kept.preferences.location or "settings.toml"
    if kept.keep is not Keep.OFF:
        asked = "Nothing has been asked yet" if kept.lasts else "Nothing has been asked in this session yet"
        after = "; each question that is asked comes to stand here, with what came of it."
        return [Span("The history is empty.", Tone.STRONG), Span(""), Span(f"{asked}{after}")]
    if kept.preferences.problems:
        why = [Span(problem) for problem in kept.preferences.problems]
    else:
        why = [Span(f'It is off by history = "off" in {file}; history = "on" keeps it from the next start on.')]
    left = []
    if kept.left_over:
        count = f"{kept.left_over:,} question{'' if kept.left_over == 1 else 's'}"
        left = [Span(""), Span(f"Of the time before, {count} still stand in {kept.location}: D deletes them.")]
    return [Span("No question is kept.", Tone.STRONG), Span(""), *why, *left]
