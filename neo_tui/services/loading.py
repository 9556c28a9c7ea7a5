"""Loading more pages of a question than the one that is looked at: the rest, or those that are loaded once more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from neo_tui.domain.gathered import gather
from neo_tui.domain.paging import Page, same_rows
from neo_tui.services.browsing import Browsing

MOST_ROWS = 10_000
"""Rows that are loaded at most; `neo-tui get --all` has the same bound."""

Tell = Callable[[int, int], None]
"""Is told the number of the page that is asked for, and how many rows are there by now."""


@dataclass(frozen=True, slots=True)
class Rest:
    """How loading the rest has ended.

    Attributes:
        rows: How many rows are loaded now.
        why_not_all: Why that is not all of them, a sentence; "" when it is.
    """

    rows: int
    why_not_all: str = ""


async def load_rest(browsing: Browsing, tell: Tell, most: int = MOST_ROWS) -> Rest:
    """Load what is missing, one page after the other, up to a bound; what is loaded stays whatever happens.

    Raises:
        NeoError: A page did not come; those before it stay.
    """
    while True:
        gathered = gather(browsing.pages)
        number = gathered.next_missing
        rows = len(gathered.rows)
        if number is None:
            return Rest(rows)
        if rows >= most:
            return Rest(rows, f"{rows:,} rows are loaded, and more than {most:,} are not kept: ask in parts.")
        tell(number, rows)
        before = browsing.pages.get(number - 1)
        page = await browsing.page(number)
        if before is not None and same_rows(page, before):
            why = f"Page {number} holds the very rows of page {number - 1}: the server does not look at the page."
            return Rest(rows + len(page.allocations), why)


async def load_again(browsing: Browsing, numbers: Iterable[int], tell: Tell) -> dict[int, Page]:
    """Ask again for these pages and take them over when all have come; pages not named are forgotten then.

    Raises:
        NeoError: A page did not come; all that was loaded before stays.
    """
    browsing.cancel()
    fresh: dict[int, Page] = {}
    for number in sorted(numbers):
        tell(number, sum(len(page.allocations) for page in fresh.values()))
        fresh[number] = await browsing.once_more(number)
        if not fresh[number].has_next:
            break  # the answer has become shorter: what was behind it is gone
    browsing.replace(fresh)
    return fresh
