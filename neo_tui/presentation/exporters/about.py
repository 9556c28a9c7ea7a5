"""What a report says above its rows: what was asked, of whom, when, and how much of the answer it holds."""

from __future__ import annotations

from collections.abc import Mapping

from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.foreign import visible
from neo_tui.domain.gathered import gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.scope import loaded_words, missing_words

_NAMED = 5
"""Request ids that are named."""


def about_answer(
    profile: Profile, view: Viewpoint, pages: Mapping[int, Page], kept: Filter | None = None, order: str = ""
) -> tuple[tuple[str, str], ...]:
    """A label and a value each, visible text; nothing secret.

    Args:
        profile: Who asked where.
        view: From where one looks, and what was asked.
        pages: The loaded pages by number.
        kept: Which of their rows the report holds; all when None.
        order: How they are sorted, as one types it; "" when they are as they came.
    """
    told: list[tuple[str, str]] = []
    query = view.asked
    if query is not None:
        told += [
            ("Customer", str(query.customer_id)),
            ("Entity", query.entity_id),
            ("Event type", f"{query.event_type.title}"),
        ]
    production = "PRODUCTION · " if profile.production else ""
    told.append(("Connection", f"{production}{visible(profile.name)} · {visible(profile.host)}"))
    came = sorted(page.received_at for page in pages.values())
    if came:
        first, last = (view.day_time_and_zone(at) for at in (came[0], came[-1]))
        told.append(("Asked", first if first == last else f"{first} to {last}"))
    told.append(("Zone of the connection", view.zone_name))
    if pages:
        gathered = gather(pages)
        missing = missing_words(gathered)
        told.append(("Rows of the answer", f"{loaded_words(gathered)}{missing and f'; {missing}'}"))
    if kept is not None and not kept.empty:
        told.append(("Only rows with", kept.words))
    if order:
        told.append(("Sorted by", order))
    ids = list(dict.fromkeys(page.request_id for _, page in sorted(pages.items()) if page.request_id))
    if ids:
        more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
        told.append(("Request ids" if len(ids) > 1 else "Request id", f"{', '.join(ids[:_NAMED])}{more}"))
    return tuple(told)
