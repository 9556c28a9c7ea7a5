"""Where one is in the answer, said honestly (api.md §1.3: no total is ever sent)."""

from __future__ import annotations

from collections.abc import Mapping

from neo_tui.domain.paging import Page, repeated, twice_here


def position(page: Page, pages: Mapping[int, Page]) -> str:
    """`page 3, rows 21-27, the end`, or `page 3, rows 21-30, full: more may follow`.

    Args:
        page: The page that is shown.
        pages: All loaded pages of the question by number, this one too.
    """
    number = page.query.page
    if not page.allocations:
        if page.not_found:
            return f"page {number} answered 404: past the end"
        return "no rows" if number == 1 else f"page {number} is empty: past the end"
    rows = f"row {page.first_row}" if page.first_row == page.last_row else f"rows {page.first_row}-{page.last_row}"
    return f"page {number}, {rows}, {_after(page, pages)}"


def _after(page: Page, pages: Mapping[int, Page]) -> str:
    following = pages.get(page.query.page + 1)
    if not page.has_next:
        return "the end"
    if following is None:
        return "full: more may follow"
    if following.allocations:
        return "more follow"
    return f"the end (the next page {'answered 404' if following.not_found else 'is empty'})"


def total(pages: Mapping[int, Page]) -> str:
    """What is known of the total: `27 in all`, or `at least 30`; "" when nothing is."""
    known = [page for page in pages.values() if page.allocations]
    if not known:
        return ""
    last = max(known, key=lambda page: page.query.page)
    following = pages.get(last.query.page + 1)
    ended = not last.has_next or (following is not None and not following.allocations)
    return f"{last.last_row} in all" if ended else f"at least {last.last_row}"


def doubles(page: Page, pages: Mapping[int, Page]) -> str:
    """What is to be said of ids that stand twice; "" when there are none."""
    moved, here = repeated(page, pages.values()), twice_here(page)
    told = []
    if moved:
        rows = "1 row here was" if moved == 1 else f"{moved} rows here were"
        told.append(f"{rows} already seen: the data may have moved while paging")
    if here:
        rows = "1 row has" if here == 1 else f"{here} rows have"
        told.append(f"{rows} the id of another row on this page")
    return "; ".join(told)
