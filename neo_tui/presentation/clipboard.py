"""What is said of a copied text: which way it went, how much it was, and no more than is known."""

from __future__ import annotations

from neo_tui.domain.clipboard import Delivery, Route
from neo_tui.domain.foreign import visible

_NOBODY = "whether it took them nobody can know"


def delivery_words(what: str, delivery: Delivery) -> str:
    """The message.

    Args:
        what: What was copied, such as `Cell`.
        delivery: Where it went.
    """
    count = delivery.characters
    size = "1 character" if count == 1 else f"{count:,} characters"
    if delivery.route is Route.OFF:
        return _nowhere(what, size, delivery)
    return " ".join((f"{visible(what)}: {size} {_where(delivery)}", *_missed(delivery)))


def went_well(delivery: Delivery) -> bool:
    """Whether it went the way that was meant, so that nobody need look."""
    return delivery.route is not Route.OFF and not delivery.missed and not delivery.large


def _where(delivery: Delivery) -> str:
    by = delivery.by
    if delivery.route is Route.NATIVE:
        return f"to the clipboard by {by}."
    if delivery.route is Route.TMUX:
        if delivery.handed_on is False:
            return "into tmux's buffer. Its terminal is not known to take any, so they go no further."
        many = ", if it takes so many at a time" if delivery.large else ""
        return f"into tmux's buffer, and on to its terminal{many}; {_NOBODY}."
    if delivery.route is Route.OSC52:
        through = f" through {by}" if by else ""
        only = " (only with allow-passthrough on)" if by == "tmux" else ""
        return f"sent to the terminal{through} by OSC 52{only}; {_NOBODY}."
    if delivery.route is Route.SHEET:
        return "to select with the mouse."
    return f"in the file {by}, which only you may read."


def _missed(delivery: Delivery) -> list[str]:
    return [f"Not otherwise: {'; '.join(delivery.missed)}."] if delivery.missed else []


def _nowhere(what: str, size: str, delivery: Delivery) -> str:
    if not delivery.missed:
        return 'Nothing was copied: the setting clipboard is "off".'
    return f"{visible(what)}: {size} not copied: {'; '.join(delivery.missed)}."
