"""Checks that need all rows of an answer: ids that repeat, rows of several organisations (api.md §1.3, §1.5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.check import Check, Hit, Severity
from neo_tui.domain.viewpoint import Viewpoint

_MOST = 5
"""Rows or organisations that a sentence names."""


def _other_organisation(rows: Sequence[Allocation], _: Viewpoint) -> Iterator[Hit]:
    organisations = [row.number("org_id") for row in rows]
    counted = Counter(each for each in organisations if each is not None)
    if len(counted) < 2:  # noqa: PLR2004 - two make the difference
        return
    usual, second = counted.most_common(2)
    if usual[1] == second[1]:  # nobody can say which of them is the other one
        named = ", ".join(str(each) for each, _ in counted.most_common(_MOST))
        told = f"The rows belong to {len(counted)} organisations: {named}{_more(len(counted))}."
        yield Hit(None, told, tuple(index for index, each in enumerate(organisations) if each is not None))
        return
    for index, organisation in enumerate(organisations):
        if organisation is not None and organisation != usual[0]:
            yield Hit(index, f"It belongs to organisation {organisation}; most rows here belong to {usual[0]}.")


def _duplicates(rows: Sequence[Allocation], _: Viewpoint) -> Iterator[Hit]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.id is not None:
            places[row.id].append(index)
    for found in places.values():
        if len(found) > 1:
            named = ", ".join(str(index + 1) for index in found[:_MOST])
            same = len({rows[index].raw for index in found}) == 1
            why = "the data may have moved while paging" if same else "and they are not the same"
            yield Hit(
                found[0],
                f"Its id stands {len(found)} times, in rows {named}{_more(len(found))} of those loaded: {why}.",
                tuple(found),
            )


def _more(count: int) -> str:
    return f" and {count - _MOST:,} more" if count > _MOST else ""


CHECKS = (
    Check(
        "other-organisation",
        "Rows of several organisations stand in one answer.",
        "The credentials belong to one organisation, and a question cannot name another: that all rows are of "
        "that one is a reading. What most rows say is taken for the one that was asked.",
        Severity.ERROR,
        look_at_all=_other_organisation,
        reading=True,
    ),
    Check(
        "duplicate-id",
        "An id stands more than once.",
        "id is the unique id of an allocation (documented). The order of rows is not: when rows come in while one "
        "turns pages, one may be seen twice and another never. Totals count such a row twice.",
        Severity.WARNING,
        look_at_all=_duplicates,
    ),
)
