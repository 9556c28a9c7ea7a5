"""Which entries and values of a list are written, and in which order: `--columns`, `--sort` and `--limit` of lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from neo_tui.presentation.exporters.listing import Listing, cell


class ListChoiceError(ValueError):
    """A name that the list does not have; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What was chosen of a list; by itself everything, as it is listed.

    Attributes:
        columns: Which values, in this order; all when empty.
        order: By which values, each with whether the largest comes first; as listed when empty.
        limit: How many entries at most; all when None.
    """

    columns: tuple[str, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing was chosen."""
        return self == ListChoice()

    def of(self, listing: Listing) -> tuple[Listing, str]:
        """The list that is written, and a sentence about what of it is not; "" when all is."""
        places = list(range(len(listing.entries)))
        for key, largest_first in reversed(self.order):
            weights = [_weight(entry.get(key)) for entry in listing.entries]
            places.sort(key=weights.__getitem__, reverse=largest_first)
        left_out = ""
        if self.limit is not None and len(places) > self.limit:
            left_out = f"limit: the first {self.limit:,} of {len(places):,} are written."
            places = places[: self.limit]
        entries = [listing.entries[place] for place in places]
        chosen = replace(listing, entries=entries, rows=[listing.rows[place] for place in places])
        if not self.columns:
            return chosen, left_out
        told = [{key: entry[key] for key in self.columns} for entry in entries]
        numbers = tuple(any(_is_number(entry[key]) for entry in told) for key in self.columns)
        rows = [tuple(cell(entry[key]) for key in self.columns) for entry in told]
        return Listing(self.columns, told, self.columns, rows, numbers), left_out


EVERYTHING = ListChoice()


def read_list_choice(columns: str | None, order: str | None, limit: int | None, keys: Sequence[str]) -> ListChoice:
    """What the options choose of a list.

    Args:
        columns: Names parted by commas; None for all.
        order: Names parted by commas, `-` before one for the largest first; None for as listed.
        limit: How many at most, from 1.
        keys: The names of the list's values.

    Raises:
        ListChoiceError: A name is none of them, stands twice, or there is none.
    """
    shown = _names(columns, keys) if columns is not None else ()
    by = _names(order, keys, signs=True) if order is not None else ()
    return ListChoice(shown, tuple((name.removeprefix("-"), name.startswith("-")) for name in by), limit)


def _names(text: str, keys: Sequence[str], *, signs: bool = False) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for word in text.split(","):
        given = word.strip().lower()
        name = given.removeprefix("-") if signs else given
        if name not in keys:
            raise ListChoiceError(f"Nothing is called {name!a} here. There are: {', '.join(keys)}.")
        if name in found:
            raise ListChoiceError(f"{name} stands twice.")
        found[name] = given
    return tuple(found.values())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _weight(value: object) -> tuple[int, float, str]:
    """Numbers before texts, both before nothing."""
    if value is None or value == "":
        return 2, 0, ""
    if isinstance(value, int | float):
        return 0, value, ""
    return 1, 0, cell(value).casefold()
