"""What happened to the points of one allocation, in two to seven sentences.

Written for the person who must answer a customer. What the documents state is told as it is; what
is only read from samples or schemas says "reads as" or "probably" and is marked as a reading
(api.md §1.5-§1.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.expiry_job import run_by
from neo_tui.domain.points import Split, amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import Moment, age, is_never, span
from neo_tui.domain.viewpoint import Viewpoint

CONVERTED = "CONSUMED_BY_CONVERSION"
DELAYED_ACCRUAL = 16
"""The event type under which promised points become regular ones."""
PENDING = timedelta(hours=36)
"""An update this soon after the expiry reads as the expiry job's, which runs the next morning (api.md §1.7)."""
UNTOUCHED = timedelta(seconds=2)
"""An update this close to the award is the award itself."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a story.

    Attributes:
        text: The sentence.
        tone: How it reads.
        reading: True when it is an interpretation, not a documented fact.
    """

    text: str
    tone: Tone = Tone.PLAIN
    reading: bool = False


def story(row: Allocation, view: Viewpoint) -> tuple[Sentence, ...]:
    """The story of one allocation: two to seven sentences."""
    told = (
        _award(row, view),
        _from_promised(row),
        _whereabouts(row),
        _expiry(row, view),
        _last_change(row, view),
        _contradiction(row),
        _clock(row, view),
    )
    return tuple(sentence for sentence in told if sentence)


def _points(amount: Decimal) -> str:
    return f"{amount_text(amount)} point{'' if amount == 1 else 's'}"


def _sure(moment: Moment | None) -> datetime | None:
    """The instant, when it can be relied on."""
    return moment.at if moment and moment.reliable else None


def _award(row: Allocation, view: Viewpoint) -> Sentence:
    kind = row.event_type
    what = "an event of unknown type"
    if kind is not None:
        what = f"a {kind.name} event (type {kind.id})" if kind.known else f"an event of type {kind.label}"
    awarded = row.amount("points_exclusive")
    points = f"{_points(awarded)} " if awarded is not None else "An unreadable number of points "
    to = ""
    if row.merged_from is not None:
        to = f" to customer {row.merged_from}, now merged into customer {row.number('customer_id')},"
    at = _sure(row.moment("awarded_date"))
    if at is None:
        return Sentence(f"{points}came from {what}{to}; when is not readable from awarded_date.", Tone.WARNING)
    when = view.day_time_and_zone(at)
    verb = "was" if awarded == 1 else "were"
    if at > view.now and not view.undecided(at):
        return Sentence(
            f"{points}from {what} carry an award date that lies ahead{to}: {when}, {age(at, view.now)}; "
            "that reads as promised points which are not the customer's yet.",
            Tone.WARNING,
            reading=True,
        )
    tone = Tone.WARNING if awarded is None else Tone.PLAIN
    return Sentence(f"{points}{verb} awarded{to} on {when} for {what}.", tone, reading=bool(to))


def _from_promised(row: Allocation) -> Sentence | None:
    """Where the points of a conversion come from: the event that promised them holds an entry, too (api.md §1.6)."""
    if row.event_type is None or row.event_type.id != DELAYED_ACCRUAL:
        return None
    return Sentence(
        "A DelayedAccrual event turns promised points into regular ones: the event that promised them probably "
        "holds an entry that says CONSUMED_BY_CONVERSION.",
        reading=True,
    )


def _whereabouts(row: Allocation) -> Sentence:
    split = row.split
    if split is None:
        return Sentence("Where they went cannot be told: an amount is missing or unreadable.", Tone.WARNING)
    converted = row.status is not None and row.status.name == CONVERTED
    ways = tuple(
        (amount, way)
        for amount, way in (
            (split.redeemed, _were(split.redeemed, "converted to regular points" if converted else "redeemed")),
            (split.expired, "expired"),
            (split.returned, _were(split.returned, "taken back by a return")),
        )
        if amount
    )
    if split.awarded == 0 and not ways:
        return Sentence("It gave no points, so nothing could be used or expire.")
    if not ways:
        return Sentence("None have been redeemed, expired or returned.", Tone.GOOD)
    return Sentence(f"{_gone(split, ways)}{_conversion(converted)}", _tone(split))


def _were(amount: Decimal, what: str) -> str:
    return f"{'was' if amount == 1 else 'were'} {what}"


def _gone(split: Split, ways: tuple[tuple[Decimal, str], ...]) -> str:
    """What is gone and what is left: `All 50 expired; nothing is left.`, or part by part."""
    if len(ways) == 1 and split.balance == 0:
        way = ways[0][1]
        whole = "The one" if split.awarded == 1 else f"All {amount_text(split.awarded)}"
        return f"{whole} {way}; nothing is left."
    parts = [f"{amount_text(amount)} {way}" for amount, way in ways]
    joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    left = f"{amount_text(split.balance)} {'is' if split.balance == 1 else 'are'} left"
    return f"Of these, {joined}; {'nothing is left' if split.balance == 0 else left}."


def _conversion(converted: bool) -> str:
    return " The spendable ones are a new entry under a DelayedAccrual event (type 16)." if converted else ""


def _tone(split: Split) -> Tone:
    if split.balance < 0:
        return Tone.WARNING
    if split.balance > 0:
        return Tone.GOOD
    return Tone.SPENT if split.redeemed >= split.expired + split.returned else Tone.LOST


def _expiry(row: Allocation, view: Viewpoint) -> Sentence:
    expires, awarded = row.moment("expiry_date"), row.moment("awarded_date")
    at = _sure(expires)
    if expires is None or at is None:
        if row["expiry_date"].state is State.NULL:
            return Sentence("No expiry date is set.")
        return Sentence("Their expiry is not readable from expiry_date.", Tone.WARNING)
    if is_never(expires, awarded):
        return Sentence(
            f"Their expiry is set to {view.day(at)}, which reads as: they never expire.",
            Tone.PLAIN,
            reading=True,
        )
    valid = _validity(_sure(awarded), at)
    when, ago = view.day_and_time(at), age(at, view.now)
    split = row.split
    left = split.balance if split else Decimal(0)
    if view.undecided(at) and view.skew:
        return Sentence(
            f"Their expiry is {when}{valid}; whether it has passed cannot be told: {_begun(view.skew.sentence)}.",
            Tone.WARNING,
        )
    changed = _sure(row.moment("auto_update_time"))
    before = f"the last change came {span(changed, at)} before it" if changed is not None and changed < at else ""
    if split and split.expired and (at > view.now or before):
        early = f"; {before}" if before else ""
        return Sentence(
            f"They expired before their expiry date, {when}, {ago}{valid}{early}.", Tone.WARNING, reading=True
        )
    if at > view.now:
        ahead = f"{when}, {ago}"
        if left > 0 and split:
            rest = "They" if left == split.awarded else f"The {amount_text(left)} left"
            verb = "expires" if left == 1 and left != split.awarded else "expire"
            return Sentence(f"{rest} {verb} on {ahead}{valid}.")
        return Sentence(f"Their expiry date is {ahead}{valid}.")
    if left > 0 and split and (row.status is None or row.status.name == "AVAILABLE"):
        return _past_expiry(left, at, view, valid)
    if split and split.expired:
        return Sentence(f"Their expiry was {when}, {ago}{valid}.")
    return Sentence(f"They could have been used until {when}, {ago}{valid}.")


def _past_expiry(left: Decimal, at: datetime, view: Viewpoint, valid: str) -> Sentence:
    passed = f"Their expiry passed on {view.day_and_time(at)}, {age(at, view.now)}{valid}, "
    still = f"yet {amount_text(left)} still {'stands' if left == 1 else 'stand'} as available: "
    if view.now <= run_by(at, view) or view.undecided(run_by(at, view)):
        return Sentence(
            f"{passed}{still}the expiry job runs the next morning, so this reads as pending.",
            Tone.WARNING,
            reading=True,
        )
    return Sentence(
        f"{passed}{still}the expiry job normally runs the next morning, so it reads as overdue.",
        Tone.WARNING,
        reading=True,
    )


def _validity(awarded: datetime | None, expires: datetime) -> str:
    if awarded is None:
        return ""
    if expires < awarded:
        return f" – {span(expires, awarded)} before they were awarded, which does not add up"
    return f" – {span(awarded, expires)} after the award"


def _last_change(row: Allocation, view: Viewpoint) -> Sentence | None:
    changed, awarded = _sure(row.moment("auto_update_time")), _sure(row.moment("awarded_date"))
    if changed is None:
        return None
    when = f"{view.day_and_time(changed)} ({age(changed, view.now)})"
    if awarded is not None and abs(changed - awarded) <= UNTOUCHED:
        return Sentence("The entry has not been touched since the award.")
    if awarded is not None and changed < awarded <= view.now:
        return Sentence(f"The entry was last touched on {when}, before its award date.", Tone.WARNING)
    expires = _sure(row.moment("expiry_date"))
    split = row.split
    if expires and split and split.expired and timedelta(0) <= changed - expires <= PENDING:
        return Sentence(
            f"The entry was last touched on {when}, {span(expires, changed)} after the expiry: "
            "probably the expiry job.",
            reading=True,
        )
    return Sentence(f"The entry was last touched on {when}.")


def _contradiction(row: Allocation) -> Sentence | None:
    split, status = row.split, row.status
    if split is None:
        return None
    if not split.adds_up:
        return Sentence(
            f"This does not add up: {amount_text(split.awarded)} awarded, "
            f"{amount_text(split.gone)} gone, {amount_text(split.balance)} left.",
            Tone.WARNING,
        )
    if status is None:
        return Sentence("Its status was not sent as text.", Tone.WARNING)
    if status.name == "AVAILABLE" and split.balance == 0 and split.awarded:
        return Sentence("The status says AVAILABLE, but nothing is left.", Tone.WARNING)
    if status.name in {"EXPIRED", "REDEEMED", "RETURNED", "CONSUMED", CONVERTED} and split.balance > 0:
        return Sentence(
            f"The status says {status.name}, but by the amounts {amount_text(split.balance)} are left.",
            Tone.WARNING,
        )
    return None


def _clock(row: Allocation, view: Viewpoint) -> Sentence | None:
    """Whose clock the ages go by, where the server's would tell them otherwise."""
    skew = view.skew
    awarded, expires = row.instant("awarded_date"), row.instant("expiry_date")
    instants = (awarded, expires, row.instant("auto_update_time"))
    if skew is None or not any(at is not None and view.hangs_on_clock(at) for at in instants):
        return None
    if awarded is not None and view.undecided(awarded):
        return Sentence(f"{skew.sentence}: whether the award date has passed cannot be told.", Tone.WARNING)
    if expires is not None and view.undecided(expires):
        return None  # said where the expiry is
    return Sentence(f"{skew.sentence}; ages are told by this machine's.", Tone.WARNING)


def _begun(sentence: str) -> str:
    """A sentence that goes on behind a colon."""
    return sentence[:1].lower() + sentence[1:]
