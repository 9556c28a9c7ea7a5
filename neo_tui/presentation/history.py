"""The history in words: a line's parts, all that is known of one question, and what a search looks through."""

from __future__ import annotations

from datetime import datetime, tzinfo

from neo_tui.domain.errors import Kind
from neo_tui.domain.history import Entry
from neo_tui.domain.points import Split, amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import age
from neo_tui.presentation.text import Line, Span, wrap

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FAILED = {
    Kind.CONFIG: "not configured",
    Kind.CREDENTIALS: "no secret",
    Kind.DNS: "host not found",
    Kind.CONNECT: "not reached",
    Kind.TIMEOUT: "timed out",
    Kind.TLS: "TLS failed",
    Kind.PROXY: "proxy failed",
    Kind.INTERRUPTED: "interrupted",
    Kind.REDIRECT: "redirected",
    Kind.REJECTED: "rejected",
    Kind.AUTH: "not signed in",
    Kind.FORBIDDEN: "forbidden",
    Kind.NOT_FOUND: "not found",
    Kind.RATE_LIMIT: "too many requests",
    Kind.SERVER: "server error",
    Kind.STATUS: "odd status",
    Kind.API: "API error",
    Kind.NOT_JSON: "not JSON",
    Kind.SHAPE: "no rows in it",
    Kind.TOO_LARGE: "too large",
}
"""A failure in at most as many cells as the list has for it."""
NO_IDS = "ids not kept"


def when(at: datetime, now: datetime, zone: tzinfo, *, brief: bool = False) -> str:
    """When it was asked, as short as it can be told apart: `today 14:02`, `22 Nov 14:02`, `2025-11-22`.

    Args:
        at: When, aware.
        now: The aware present.
        zone: The zone of the person who looks.
        brief: In 6 cells: `14:02`, `22 Nov`, `2025`.
    """
    there, here = at.astimezone(zone), now.astimezone(zone)
    if there.date() == here.date():
        return f"{there:%H:%M}" if brief else f"today {there:%H:%M}"
    if there.year == here.year:
        day = f"{there.day:>2} {_MONTHS[there.month - 1]}"
        return day if brief else f"{day} {there:%H:%M}"
    return f"{there:%Y}" if brief else f"{there:%Y-%m-%d}"


def moment(at: datetime, zone: tzinfo) -> str:
    """When it was asked, in full: `22 Nov 2026, 14:02 UTC`."""
    there = at.astimezone(zone)
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year}, {there:%H:%M} {there:%Z}"


def outcome_span(entry: Entry, width: int = 1000) -> Span:
    """What came of it, in few words; an amount that does not fit is left out, for half of one would be another."""
    outcome = entry.outcome
    if outcome.error:
        known = next((words for kind, words in _FAILED.items() if kind.value == outcome.error), outcome.error)
        return Span(known, Tone.WARNING)
    rows = _rows(entry)
    if not outcome.rows:
        return Span(rows, Tone.MUTED)
    if outcome.totals is None:
        return Span(f"{rows}, not summed")
    left = outcome.totals.balance
    part = f" in {outcome.rows - outcome.unsummed:,}" if outcome.unsummed or outcome.more else ""
    strange = f", ! {outcome.strange:,} not as asked" if outcome.strange else ""
    told = f"{rows}, {amount_text(left)} left{part}{strange}"
    if outcome.strange:
        return Span(told if len(told) <= width else f"! {rows}", Tone.WARNING)
    return Span(told if len(told) <= width else rows, Tone.GOOD if left > 0 else Tone.PLAIN)


def _rows(entry: Entry) -> str:
    outcome = entry.outcome
    if not outcome.rows:
        return f"no rows from page {entry.page:,} on" if entry.page > 1 and outcome.more else "no rows"
    return f"{outcome.rows:,}{'+' if outcome.more else ''} row{'' if outcome.rows == 1 and not outcome.more else 's'}"


def entry_lines(entry: Entry, now: datetime, zone: tzinfo, width: int) -> list[Line]:
    """All that is known of one question, in few lines."""
    return [line for spans in _about(entry, now, zone) for line in wrap(spans, width)]


def _about(entry: Entry, now: datetime, zone: tzinfo) -> list[list[Span]]:
    asked = f"{moment(entry.at, zone)} ({age(entry.at, now)})"
    times = f" · asked {entry.times:,} times" if entry.times > 1 else ""
    page = f" · from page {entry.page:,}" if entry.page > 1 else ""
    ids = f"customer {entry.customer} · entity {entry.entity}" if entry.has_ids else NO_IDS
    kind = entry.event_type
    number = f" ({kind.id})" if kind.known else ""
    told: list[list[Span]] = []
    if entry.title or entry.note:
        dot = " · " if entry.title and entry.note else ""
        told.append([Span(entry.title, Tone.STRONG), Span(f"{dot}{entry.note}")])
    told.append([Span(f"{kind.label}{number} · {ids}{page}")])
    told.append(_outcome_spans(entry))
    mark = [Span("PRODUCTION ", Tone.LOST)] if entry.production else []
    told.append([*mark, Span(entry.profile, Tone.STRONG), Span(f" · {entry.host} · {asked}{times}", Tone.MUTED)])
    return told


def _outcome_spans(entry: Entry) -> list[Span]:
    outcome = entry.outcome
    spans: list[Span] = []
    if outcome.error:
        spans.append(Span(f"! {outcome.title or outcome_span(entry).text}.", Tone.WARNING))
        if not outcome.answered:
            return spans
        spans.append(Span(" Before that: "))
    spans.append(Span(_rows(entry)))
    if outcome.totals is not None:
        spans.append(Span(f": {_totals(outcome.totals)}"))
    if outcome.more and outcome.rows:
        spans.append(Span(f" · of the {outcome.rows:,} loaded; more may exist", Tone.MUTED))
    if outcome.unsummed:
        one = outcome.unsummed == 1
        spans.append(Span(f" · {outcome.unsummed:,} row{'' if one else 's'} could not be summed", Tone.WARNING))
    if outcome.strange:
        one = outcome.strange == 1
        words = "row is another customer's" if one else "rows are another customer's"
        spans.append(Span(f" · {outcome.strange:,} {words} or of another event type", Tone.WARNING))
    return spans


def _totals(totals: Split) -> str:
    parts = [
        ("awarded", totals.awarded),
        ("redeemed", totals.redeemed),
        ("expired", totals.expired),
        ("returned", totals.returned),
        ("left", totals.balance),
    ]
    always = {"awarded", "left"}
    return ", ".join(f"{amount_text(amount)} {name}" for name, amount in parts if amount or name in always)


def said(entry: Entry, now: datetime, zone: tzinfo) -> str:
    """Everything a person sees of an entry, and a few words one would look for it by, in small letters."""
    there = entry.at.astimezone(zone)
    about = "".join(span.text for spans in _about(entry, now, zone) for span in spans)
    totals = entry.outcome.totals
    plain = amount_text(totals.balance).replace(",", "") if totals else ""
    more = (
        when(entry.at, now, zone),
        f"{there:%Y-%m-%d %H:%M}",
        outcome_span(entry).text,
        f"error {entry.outcome.error}" if entry.outcome.error else "",
        entry.event_type.family,
        plain,
        "pinned" if entry.pinned else "",
    )
    return "\n".join((about, *more)).lower()
