"""What an empty answer may mean, and what to try (api.md §1.4, §6)."""

from __future__ import annotations

from neo_tui.domain.query import Query
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import EMPTY, Line, Span, line, wrap

CHECKS: tuple[str, ...] = (
    "Is it the right cluster and organisation? The profile decides both.",
    "Is this the surviving account? After a merge the other id may find nothing.",
    "Does the event type fit the id? A transaction id needs 15 TransactionAdd. F3 asks under all of them.",
    "Points given as line-item, promotional, goodwill or transferred points probably do not show here; "
    "the ledger and Member Care do.",
    "Is the event still in progress, or did it fail?",
    "Is the customer enrolled in the programme?",
    "Was it a not-interested bill, or one converted later?",
)


def empty_lines(query: Query, width: int) -> list[Line]:
    """The explanation of an answer without rows."""
    if query.page > 1:
        text = f"Page {query.page} holds no rows: the answer ended before it."
        return [*wrap([Span(text, Tone.STRONG)], width), EMPTY, *wrap([Span("[ turns back a page.")], width)]
    lines = [
        line("No allocations came back", Tone.STRONG),
        *wrap([Span("The API answered, with no rows. That does not say that no points were given.")], width),
        EMPTY,
        line("What to check", Tone.ACCENT),
    ]
    for check in CHECKS:
        lines += wrap([Span("· ", Tone.MUTED), Span(check)], width, hanging=2)
    return lines
