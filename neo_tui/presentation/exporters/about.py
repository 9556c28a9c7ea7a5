"""What a report says above its rows: what was asked, of whom, when, and how much of the answer it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.foreign import visible
from neo_tui.domain.gathered import Gathered, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.scope import scope_words

_NAMED = 5
"""Request ids that are named."""


class Recorded(NamedTuple):
    """The recording that rows are from, where none were asked for."""

    name: str
    """Its file, visible text."""
    loose: bool
    """Whether it is a bare response, of which it is not known what was asked, of whom and when."""


def about_answer(
    profile: Profile,
    view: Viewpoint,
    pages: Mapping[int, Page],
    kept: Filter | None = None,
    order: str = "",
    *,
    held: int | None = None,
    recorded: Recorded | None = None,
) -> tuple[tuple[str, str], ...]:
    """A label and a value each, visible text; nothing secret, and nothing that is not known.

    Args:
        profile: Who asked where.
        view: From where one looks, and what was asked.
        pages: The loaded pages by number.
        kept: Which of their rows the report holds; all when None.
        order: How they are sorted, as one types it; "" when they are as they came.
        held: How many of their rows the report holds; all when None.
        recorded: The recording that they are from; None where they were asked for.
    """
    told: list[tuple[str, str]] = []
    query = view.asked
    if query is not None:
        told += [
            ("Customer", str(query.customer_id)),
            ("Entity", query.entity_id),
            ("Event type", f"{query.event_type.title}"),
        ]
    if recorded is not None:
        told.append(("Source", f"from the recording {recorded.name}"))
    loose = recorded is not None and recorded.loose
    told += _unknown(view) if loose else _known(profile, view, pages)
    if pages:
        told.append(("Rows", rows_held(gather(pages), held, loose=loose)))
    if kept is not None and not kept.empty:
        told.append(("Only rows with", kept.words))
    if order:
        told.append(("Sorted by", order))
    ids = list(dict.fromkeys(page.request_id for _, page in sorted(pages.items()) if page.request_id))
    if ids:
        more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
        told.append(("Request ids" if len(ids) > 1 else "Request id", f"{', '.join(ids[:_NAMED])}{more}"))
    return tuple((label, value) for label, value in told if value.strip())


def _known(profile: Profile, view: Viewpoint, pages: Mapping[int, Page]) -> Iterator[tuple[str, str]]:
    production = "PRODUCTION · " if profile.production else ""
    yield "Connection", f"{production}{visible(profile.name)} · {visible(profile.host)}"
    came = sorted(page.received_at for page in pages.values())
    if came:
        first, last = (view.day_time_and_zone(at) for at in (came[0], came[-1]))
        yield "Answered", first if first == last else f"{first} to {last}"
    yield "Zone of the connection", view.zone_name


def _unknown(view: Viewpoint) -> Iterator[tuple[str, str]]:
    yield "Not known", "what was asked, of whom and when"
    yield "Days are those of", view.zone_name


def rows_held(gathered: Gathered, held: int | None = None, *, loose: bool = False) -> str:
    """How many rows a report holds: `all 237`, `10 of 237`, `10 of 20 loaded; page 3 and on not loaded`."""
    count = len(gathered.rows)
    held = count if held is None else held
    if loose:
        return f"{held:,} of {count:,} in the response" if held != count else f"all {count:,} in the response"
    if gathered.complete and held != count:
        return f"{held:,} of {count:,}"
    return scope_words(held, gathered)
