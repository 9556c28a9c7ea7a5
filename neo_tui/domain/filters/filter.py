"""A filter that was understood: which rows it keeps, and what it asks in words."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.filters.searchable import Texts
from neo_tui.domain.filters.terms import AnyOf, Loaded, Marked, Not, Term
from neo_tui.domain.foreign import visible
from neo_tui.domain.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows must fulfil to be shown; made by `parse.parse`.

    Attributes:
        text: As it was typed.
        terms: All of them must hold; none: every row is shown.
        view: From where times were reckoned: `30d` stays what it was when the text was read.
    """

    text: str
    terms: tuple[Term, ...]
    view: Viewpoint

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing, so that every row is kept."""
        return not self.terms

    @property
    def words(self) -> str:
        """What it asks as a sentence without its end: `left above 0 and expires before 25 Dec 2026, 10:00`.

        "" when it asks for nothing. Visible text; times are told in the profile's zone.
        """
        alone = len(self.terms) == 1
        told = (f"({term.words})" if isinstance(term, AnyOf) and not alone else term.words for term in self.terms)
        return visible(" and ".join(told))

    @property
    def about_marks(self) -> bool:
        """Whether it keeps other rows when other rows are marked."""
        return any(_about_marks(term) for term in self.terms)

    def select(
        self, rows: Sequence[Allocation], marked: Container[int] = frozenset(), texts: Texts | None = None
    ) -> list[int]:
        """The places of the rows that it keeps, counted from 0, in their order. Never raises.

        Args:
            rows: All rows that are loaded together: some checks are about several.
            marked: Places of the rows that somebody marked.
            texts: Searchable texts that are kept from one filter to the next; only makes it quicker.
        """
        loaded = Loaded(rows, self.view, marked, Texts() if texts is None else texts)
        kept: Sequence[int] = range(len(rows))
        for term in self.terms:
            kept = term.keep(loaded, kept)
        return list(kept)

    def matches(self, row: Allocation, *, marked: bool = False) -> bool:
        """Whether it keeps a row, looked at alone: what only shows beside other rows (an id twice) is not seen."""
        return bool(self.select((row,), frozenset({0}) if marked else frozenset()))


def _about_marks(term: Term) -> bool:
    if isinstance(term, AnyOf):
        return any(_about_marks(each) for each in term.terms)
    return isinstance(term, Marked) or (isinstance(term, Not) and _about_marks(term.term))
