"""What stands below the fields of the form: what an id looks like, which event type is meant."""

from __future__ import annotations

from neo_tui.domain.event_hints import entity_id_hint, mismatch
from neo_tui.domain.event_types import EventType


def entity_hint(typed: str, chosen: EventType | None) -> str:
    """What an entity id looks like beside an event type; without an id, what that type's ids usually are.

    Args:
        typed: What stands in the field.
        chosen: The event type that is named, if one is.
    """
    entity, usual = typed.strip(), chosen.hint if chosen else ""
    if not entity:
        return usual
    return (chosen and mismatch(entity, chosen)) or entity_id_hint(entity) or usual


def event_hints(typed: str, chosen: EventType | None) -> tuple[str, str]:
    """What is known of the event type that is named, in full and in brief; the name does not stand there twice.

    Args:
        typed: What stands in the field.
        chosen: The event type that it names, if it names one.
    """
    if chosen is None:
        return "", ""
    known = typed.strip() == chosen.name
    brief = f"{chosen.id if known else chosen.title} · {chosen.family}"
    return f"{brief} · {chosen.hint}", brief
