"""What the records of a doctor's requests tell: of the token, of the call, and of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from neo_tui.domain.clock import measured, server_time
from neo_tui.domain.errors import ExitCode
from neo_tui.domain.exchange import Exchange
from neo_tui.domain.findings import Fact, Facts, Finding, Status, failure
from neo_tui.domain.foreign import visible
from neo_tui.domain.json_text import JsonTextError, Number, Object, read
from neo_tui.domain.token_claims import TokenClaims
from neo_tui.services.trying import Tested

SHORT_LIFE = 60
"""Seconds; a token that lives shorter is asked for anew with nearly every question."""
NOTEWORTHY, TOO_MUCH = 5.0, 60.0
"""Seconds of clock skew, beyond what the measurement leaves open: what is told, and what fails the check.

Half a minute shows in ages only. A minute and more makes what is told of points that have just expired wrong.
"""


def token_finding(exchanges: Sequence[Exchange], claims: TokenClaims | None) -> Finding:
    """The token that has come.

    Args:
        exchanges: The records so far.
        claims: What the token says of itself; None when it is no JWT.
    """
    asked = _last(exchanges, "POST")
    ttl = _ttl(asked) if asked else None
    facts: dict[str, Fact] = {"ttl_seconds": ttl, "status": asked.status if asked else None}
    life = f"It lives {ttl:,} seconds." if ttl is not None else "The answer does not say how long it lives."
    told = [f"A token came. {life}", _whose(claims, facts) if claims else "It does not say whose it is."]
    summary, seconds = " ".join(told), asked.total if asked else None
    if ttl is not None and ttl < SHORT_LIFE:
        action = "Nearly every question needs a new token; ask who administers the client whether that is meant."
        return Finding(Status.WARNING, summary, action, facts, seconds=seconds)
    return Finding(Status.OK, summary, facts=facts, seconds=seconds)


def call_finding(exchanges: Sequence[Exchange], tested: Tested) -> Finding:
    """The one real call."""
    answer = _last(exchanges, "GET")
    facts: dict[str, Fact] = {}
    if answer is not None:
        facts = {"status": answer.status, "request_id": answer.request_id, "proxy": answer.proxy}
    seconds = answer.total if answer else None
    if tested.error is not None:
        return replace(failure(tested.error, facts), seconds=seconds)
    request = f" Request id: {answer.request_id}." if answer else ""
    status = f" Status {answer.status}." if answer and answer.status else ""
    return Finding(Status.OK, f"{tested.sentence}{status}{request}", facts=facts, seconds=seconds)


def clock_finding(exchanges: Sequence[Exchange]) -> Finding | None:
    """How far the clock of this machine is from the server's; None when no answer tells the time."""
    answer = next((each for each in reversed(exchanges) if _date(each) is not None), None)
    date = _date(answer) if answer else None
    if answer is None or date is None:
        return None
    came = answer.started_at + timedelta(seconds=answer.total - (answer.timings.read or 0.0))
    skew = measured(date, came - timedelta(seconds=answer.timings.wait or 0.0), came)
    ahead, unsure = skew.ahead.total_seconds(), skew.unsure.total_seconds()
    facts: Facts = {"ahead_seconds": round(ahead, 3), "uncertainty_seconds": round(unsure, 3), "date": date.isoformat()}
    surely = abs(ahead) - unsure
    which = "ahead of" if ahead > 0 else "behind"
    if surely <= NOTEWORTHY:
        return Finding(
            Status.OK, f"This machine's clock and the server's agree within {abs(ahead) + unsure:.1f} s.", facts=facts
        )
    summary = f"This machine's clock is {abs(ahead):,.0f} s {which} the server's."
    action = "Set this machine's clock (timedatectl, ntp). Ages, and what has expired by now, are told by it."
    if surely <= TOO_MUCH:
        return Finding(Status.WARNING, summary, action, facts)
    return Finding(Status.FAILED, summary, action, facts, ExitCode.USAGE)


def _last(exchanges: Sequence[Exchange], method: str) -> Exchange | None:
    return next((each for each in reversed(exchanges) if each.method == method), None)


def _ttl(asked: Exchange) -> int | None:
    """Seconds that a token lives, as the answer has it."""
    try:
        answer = read(asked.body.decode())
    except (JsonTextError, UnicodeDecodeError):
        return None
    data = answer.get("data") if isinstance(answer, Object) else None
    sent = data.get("ttlSeconds") if isinstance(data, Object) else None
    seconds = Number(sent).decimal() if isinstance(sent, str) and sent.isascii() and sent.isdigit() else None
    return int(seconds) if seconds is not None else None


def _whose(claims: TokenClaims, facts: dict[str, Fact]) -> str:
    expires = claims.expires_at
    facts |= {
        "organisation": claims.org_id,
        "client": claims.client,
        "client_id": claims.client_id,
        "expires_at": expires.isoformat() if expires else None,
    }
    parts = [f"organisation {claims.org_id or 'not told'}", f"client {claims.client or claims.client_id or 'not told'}"]
    parts += [f"valid until {expires:%Y-%m-%d %H:%M:%S} UTC"] if expires else []
    return f"It says: {', '.join(parts)}."


def _date(answer: Exchange) -> datetime | None:
    """The moment that the `Date` of an answer tells, aware; a store in between adds the answer's age."""
    headers = {name.lower(): value for name, value in answer.response_headers}
    return server_time(visible(headers.get("date", "")), headers.get("age", ""))
