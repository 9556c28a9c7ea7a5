"""One request and its answer, for the inspector: what was asked, what came, and where the time went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from neo_tui.domain.exchange import Ended, Exchange, Kept
from neo_tui.domain.foreign import visible
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import age
from neo_tui.domain.token_claims import TokenClaims
from neo_tui.presentation.detail import heading
from neo_tui.presentation.json_layout import laid_out
from neo_tui.presentation.text import EMPTY, Line, Span, chop, line, pad, wrap

MOST_BODY_LINES = 3000
"""Lines of a body that are laid out; more would keep the screen waiting."""
_LABEL = 16
_LONGEST_LINE = 4000
"""Characters of one line of a body."""
_GOOD = range(200, 300)
_STEPS = (
    ("DNS", "dns"),
    ("Connect", "connect"),
    ("TLS", "tls"),
    ("Wait", "wait"),
    ("Read", "read"),
)
_KEPT = {
    Kept.CUT: "Only the first MiB of the body is kept.",
    Kept.WITHHELD: "The body is not kept: it may hold a token, and could not be read to mask it.",
    Kept.DROPPED: "The body is no longer kept, to make room for younger ones.",
}
_ENDED = {
    Ended.FAILED: "no whole answer came",
    Ended.TIMED_OUT: "the time was up",
    Ended.CANCELLED: "cancelled before an answer came",
}


def outcome(exchange: Exchange) -> Span:
    """What came, in a few words."""
    if exchange.status is None:
        return Span(_ENDED.get(exchange.ended, "no answer"), Tone.WARNING)
    told = f"{exchange.status} {exchange.reason}".strip()
    if exchange.ended is not Ended.ANSWERED:
        return Span(f"{told}, then {_ENDED[exchange.ended]}", Tone.WARNING)
    return Span(told, Tone.GOOD if exchange.status in _GOOD else Tone.WARNING)


def exchange_lines(exchange: Exchange, now: datetime, width: int, *, raw: bool = False) -> list[Line]:
    """All that is known of one attempt.

    Args:
        exchange: The attempt.
        now: The aware present.
        width: Cells of a line.
        raw: The body as it came rather than laid out.
    """
    lines = [*_asked(exchange, now, width), EMPTY, *_came(exchange, width), EMPTY, *_timing(exchange, width)]
    return [*lines, EMPTY, *_body(exchange, width, raw=raw)]


def token_lines(claims: TokenClaims, now: datetime, width: int) -> list[Line]:
    """What the token in use says of itself: read here, not verified, kept nowhere."""
    facts = [("Organisation", claims.org_id), ("Client", claims.client), ("Client id", claims.client_id)]
    if claims.issued_at:
        facts.append(("Issued", f"{claims.issued_at:%Y-%m-%d %H:%M:%S} UTC, {age(claims.issued_at, now)}"))
    if claims.expires_at:
        facts.append(("Expires", f"{claims.expires_at:%Y-%m-%d %H:%M:%S} UTC, {age(claims.expires_at, now)}"))
    lines = [heading("The token in use, by its own words", width)]
    for label, value in [*facts, *claims.further]:
        if value:
            lines += _fact(label, value, width)
    return lines


def _asked(exchange: Exchange, now: datetime, width: int) -> list[Line]:
    attempt = f", attempt {exchange.attempt} after a refused token" if exchange.attempt > 1 else ""
    lines = [
        heading("Asked", width),
        *chop(f"{exchange.method} {exchange.url}", width, Tone.STRONG),
        *_fact("Request id", exchange.request_id, width),
        *_fact("Profile", f"{exchange.profile}{attempt}", width),
        *_fact("Started", f"{exchange.started_at.astimezone():%H:%M:%S %Z}, {age(exchange.started_at, now)}", width),
    ]
    for name, value in exchange.request_headers:
        lines += _header(name, value, width)
    if exchange.request_body:
        lines += _fact("Body", exchange.request_body, width)
    return lines


def _came(exchange: Exchange, width: int) -> list[Line]:
    lines = [heading("Came", width), *wrap([outcome(exchange)], width)]
    if exchange.failure is not None:
        told = f"{exchange.failure.title}. {exchange.failure.cause} {exchange.failure.action}"
        lines += wrap([Span(told.strip(), Tone.WARNING)], width)
    if exchange.status is not None:
        size = f"{exchange.decoded_bytes:,} bytes"
        if exchange.wire_bytes != exchange.decoded_bytes:
            size += f", {exchange.wire_bytes:,} on the wire"
        lines += _fact("Size", size, width)
    for name, value in exchange.response_headers:
        lines += _header(name, value, width)
    return lines


def _timing(exchange: Exchange, width: int) -> list[Line]:
    lines = [heading("Time", width)]
    longest = max(exchange.total, 1e-9)
    room = max(width - _LABEL - 12, 0)
    for label, name in _STEPS:
        seconds = getattr(exchange.timings, name)
        if seconds is None:
            continue
        bar = "━" * max(round(seconds / longest * min(room, 40)), 1) if room else ""
        text = f"{seconds * 1000:>8,.0f} ms  "
        lines.append((Span(pad(label, _LABEL), Tone.MUTED), Span(text), Span(bar, Tone.SPENT)))
    lines.append((Span(pad("Total", _LABEL), Tone.MUTED), Span(f"{exchange.total * 1000:>8,.0f} ms", Tone.STRONG)))
    if exchange.reused:
        lines += _fact("Connection", f"used again, {exchange.remote}", width)
    elif exchange.remote:
        lines += _fact("Connection", f"new, {exchange.remote}", width)
    if exchange.proxy:
        lines += _fact("Proxy", f"via {exchange.proxy}", width)
    if exchange.tls:
        tls = exchange.tls
        lines += _fact("TLS", f"{tls.version}, {tls.cipher}; certificate from {tls.issuer or 'nobody named'}", width)
    return lines


def _body(exchange: Exchange, width: int, *, raw: bool) -> list[Line]:
    title = "Body as it came" if raw else "Body"
    lines = [heading(title, width)]
    if exchange.kept in _KEPT:
        lines += wrap([Span(_KEPT[exchange.kept], Tone.MUTED)], width)
    if not exchange.body:
        return lines if exchange.kept in _KEPT else [*lines, line("Empty.", Tone.MUTED)]
    text = exchange.text
    found = text.split("\n") if raw or text.lstrip()[:1] not in {"{", "["} else laid_out(text)
    shown = list(islice(_rows(found, width), MOST_BODY_LINES + 1))
    lines += shown[:MOST_BODY_LINES]
    if len(shown) > MOST_BODY_LINES:
        rest = "More follows, which is not laid out here; neo-tui get --format json writes all of it."
        lines += wrap([Span(rest, Tone.WARNING)], width)
    return lines


def _rows(texts: Iterable[str], width: int) -> Iterator[Line]:
    for text in texts:
        if len(text) > _LONGEST_LINE:
            more = Span(f" … {len(text) - _LONGEST_LINE:,} characters more", Tone.WARNING)
            yield from chop(text[:_LONGEST_LINE], width)
            yield (more,)
        else:
            yield from chop(text, width) or [EMPTY]


def _header(name: str, value: str, width: int) -> list[Line]:
    return wrap([Span(f"{visible(name)}: ", Tone.MUTED), Span(value)], width, indent=2, hanging=4)


def _fact(label: str, value: str, width: int) -> list[Line]:
    return wrap([Span(pad(label, _LABEL), Tone.MUTED), Span(value)], width, hanging=_LABEL)
