"""What an entity id of a given shape usually is: a hint, never a block (api.md §1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from neo_tui.domain.event_types import EventType

TRANSACTION_ADD, GENERIC_EVENT, TARGETS = 15, 23, (25, 78)
LONG_HEX = (*TARGETS, GENERIC_EVENT)
"""A behavioural event may go by a hash of its payload too (api.md §1.2)."""

_SHAPES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "uuid",
        re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII),
        "looks like the request id of a behavioural event",
    ),
    ("request", re.compile(r"[0-9a-f]{32}", re.ASCII), "looks like a request id"),
    ("target", re.compile(r"[0-9a-f]{40,}", re.ASCII), "looks like a target event's unique id"),
    (
        "transaction",
        re.compile(r"\d{5,19}", re.ASCII),
        "looks like a transaction id (or the number of what another event was about)",
    ),
    ("unique", re.compile(r"[A-Za-z0-9]{10}", re.ASCII), "looks like an event's unique id"),
    (
        "redemption",
        re.compile(r"[A-Za-z0-9]{6}", re.ASCII),
        "looks like a redemption id, which is not documented as accepted here",
    ),
)

_LIKELIEST: dict[str, tuple[int, ...]] = {
    "uuid": (GENERIC_EVENT,),
    "request": (TRANSACTION_ADD, GENERIC_EVENT),
    "target": LONG_HEX,
    "transaction": (TRANSACTION_ADD, *TARGETS),
    "unique": (TRANSACTION_ADD, 2, 12, 3, 16, 26, 32, 33, 42, 75, 76, 77, 86),
    "redemption": (3,),
}
"""The event types whose ids have a shape, likeliest first; mostly read from samples."""
_OTHERWISE = (TRANSACTION_ADD, GENERIC_EVENT)
"""Those whose ids are documented."""


def _shape(entity_id: str) -> tuple[str, str] | None:
    return next(((name, hint) for name, pattern, hint in _SHAPES if pattern.fullmatch(entity_id)), None)


def entity_id_hint(entity_id: str) -> str | None:
    """What an id of that shape usually is; None when its shape says nothing."""
    found = _shape(entity_id.strip())
    return found[1] if found else None


def mismatch(entity_id: str, kind: EventType) -> str | None:
    """Why an id may not go with an event type; None when nothing speaks against it."""
    found = _shape(entity_id.strip())
    if found is None or not kind.known:
        return None
    shape, hint = found
    if shape == "uuid" and kind.id == TRANSACTION_ADD:
        return f"{hint}; those go with GenericEvent (23)"
    if shape == "target" and kind.id not in LONG_HEX:
        return f"{hint}; those go with TargetCompleted (25)"
    if shape == "transaction" and kind.id == GENERIC_EVENT:
        return f"{hint}; those go with TransactionAdd (15)"
    if shape == "redemption":
        return hint
    return None


def by_likelihood(entity_id: str, kinds: Iterable[EventType]) -> list[EventType]:
    """Event types, the ones first that an id of that shape usually belongs to; the others as they came."""
    found = _shape(entity_id.strip())
    likely = _LIKELIEST[found[0]] if found else _OTHERWISE
    return sorted(kinds, key=lambda kind: likely.index(kind.id) if kind.id in likely else len(likely))
