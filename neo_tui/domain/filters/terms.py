"""The terms of a filter: each keeps some of the rows, and says in words which."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Protocol

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import CHECKS
from neo_tui.domain.checks.check import Check
from neo_tui.domain.filters.searchable import Texts
from neo_tui.domain.viewpoint import Viewpoint

_BEGINNING = 2
"""Words that alternatives may have in common: `status is`, `expires on`."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows that are filtered together.

    Attributes:
        rows: All of them, in the order in which they came.
        view: From where one looks at them.
        marked: The ids that somebody marked.
        texts: What to search in.
    """

    rows: Sequence[Allocation]
    view: Viewpoint
    marked: Container[int]
    texts: Texts


class Term(Protocol):
    """One thing that must hold."""

    @property
    def words(self) -> str:
        """What it asks, as part of a sentence."""
        ...

    def keep(self, loaded: Loaded, among: Sequence[int]) -> list[int]:
        """Which of these rows it holds for, in the order given.

        Args:
            loaded: All rows.
            among: Places of those that are asked about, counted from 0.
        """
        ...


@dataclass(frozen=True, slots=True)
class OfRow:
    """What a look at one row answers."""

    words: str
    test: Callable[[Allocation], bool]

    def keep(self, loaded: Loaded, among: Sequence[int]) -> list[int]:
        """Those that pass the test."""
        rows, test = loaded.rows, self.test
        return [index for index in among if test(rows[index])]


@dataclass(frozen=True, slots=True)
class Holds:
    """A text stands somewhere in what can be seen of the row; case does not matter."""

    text: str

    @property
    def words(self) -> str:
        """`holds “till 5”`."""
        return f"holds “{self.text}”"

    def keep(self, loaded: Loaded, among: Sequence[int]) -> list[int]:
        """Those that show the text."""
        rows, view, text_of, needle = loaded.rows, loaded.view, loaded.texts.of, self.text.casefold()
        return [index for index in among if needle in text_of(rows[index], view)]


@dataclass(frozen=True, slots=True)
class Marked:
    """Somebody marked the row."""

    words: str = "marked"

    def keep(self, loaded: Loaded, among: Sequence[int]) -> list[int]:
        """Those whose place is among the marked ones."""
        return [index for index in among if index in loaded.marked]


@dataclass(frozen=True, slots=True)
class Found:
    """One of these checks fires for the row.

    Attributes:
        words: What it asks.
        checks: Which checks.
        together: Whether what is only about several rows together counts for each of them.
    """

    words: str
    checks: tuple[Check, ...] = CHECKS
    together: bool = False

    def keep(self, loaded: Loaded, among: Sequence[int]) -> list[int]:
        """Those that a check is about. One that is found is not looked at by the other checks."""
        rest = list(among)
        for check in self.checks:
            about = self._about(check, loaded, rest)
            rest = [index for index in rest if index not in about]
        left = set(rest)
        return [index for index in among if index not in left]

    def _about(self, check: Check, loaded: Loaded, among: Sequence[int]) -> set[int]:
        rows, view, look = loaded.rows, loaded.view, check.look
        about = set() if look is None else {index for index in among if look(rows[index], view)}
        if check.look_at_all is not None:
            hits = check.look_at_all(rows, view)
            about |= {index for hit in hits if self.together or hit.index is not None for index in hit.about}
        return about


@dataclass(frozen=True, slots=True)
class Not:
    """A term does not hold: also where it cannot be told, because a value cannot be read."""

    term: Term

    @property
    def words(self) -> str:
        """`not (left above 0)`."""
        return f"not ({self.term.words})"

    def keep(self, loaded: Loaded, among: Sequence[int]) -> list[int]:
        """Those that the term does not keep."""
        kept = set(self.term.keep(loaded, among))
        return [index for index in among if index not in kept]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several terms holds."""

    terms: tuple[Term, ...]

    @property
    def words(self) -> str:
        """`status is EXPIRED or CONSUMED`: what all begin with is said once."""
        first, *others = (term.words.split(" ") for term in self.terms)
        told = [first]
        for words in others:
            same = 0
            while same < _BEGINNING and words[same : same + 1] == first[same : same + 1]:
                same += 1
            told.append(words[same:])
        return " or ".join(" ".join(words) for words in told)

    def keep(self, loaded: Loaded, among: Sequence[int]) -> list[int]:
        """Those that at least one of the terms keeps."""
        kept = {index for term in self.terms for index in term.keep(loaded, among)}
        return [index for index in among if index in kept]
