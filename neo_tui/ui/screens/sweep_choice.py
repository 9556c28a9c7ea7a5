"""What a sweep is to ask, chosen before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.event_hints import by_likelihood
from neo_tui.domain.event_types import EVENT_TYPES, EventType, Family
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.domain.status import Tone
from neo_tui.presentation.sweep import duration, types
from neo_tui.services.sweep import PARALLEL, RATE
from neo_tui.ui.screens.dialogs import ConfirmDialog, Dialog, key_hints
from neo_tui.ui.widgets.choice import Choice
from neo_tui.ui.widgets.toned import toned
from neo_tui.ui.widgets.top_line import PRODUCTION

_ALL = "all"
_PARALLEL = (1, 2, 3, 4, 6, 8)
_RATES = (0.2, 0.5, 1.0, 2.0, RATE, 10.0, 20.0)
"""Both stay within what the command line takes."""


@dataclass(frozen=True)
class Plan:
    """What a sweep asks, and how fast.

    Attributes:
        kinds: The event types.
        words: Which those are: `all 89 types`, `tiers (8 types)`.
        parallel: Questions on their way at once.
        rate: Questions a second at most.
    """

    kinds: tuple[EventType, ...]
    words: str
    parallel: int = PARALLEL
    rate: float = RATE


EVERYTHING = Plan(EVENT_TYPES, f"all {types(len(EVENT_TYPES))}")


def _families() -> dict[str, Plan]:
    """What can be chosen, by its key."""
    plans = {_ALL: EVERYTHING}
    for family in Family:
        kinds = tuple(kind for kind in EVENT_TYPES if kind.family is family)
        if kinds:
            plans[family.value] = Plan(kinds, f"{family} ({types(len(kinds))})")
    return plans


class SweepDialog(Dialog[Plan]):
    """Answers what is to be asked. On a production connection it asks once more before that.

    Args:
        profile: Who will ask where.
        customer_id: The customer.
        entity_id: The id of the event.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start", tooltip="Start the sweep"),
        Binding("down", "app.focus_next", "Next choice", show=False),
        Binding("up", "app.focus_previous", "Choice before", show=False),
    ]

    def __init__(self, profile: Profile, customer_id: int, entity_id: str) -> None:
        super().__init__()
        self._profile, self._customer, self._entity = profile, customer_id, entity_id
        self._plans = _families()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned("Sweep: which event types gave rows?", Tone.STRONG))
            yield Static(f"entity {visible(self._entity)}   customer {self._customer}\n", markup=False)
            yield Choice("Ask", {key: plan.words for key, plan in self._plans.items()}, _ALL, id="which")
            yield Choice("At once", {str(number): str(number) for number in _PARALLEL}, str(PARALLEL), id="parallel")
            yield Choice("A second", _rate_words(), f"{RATE:g}", id="rate")
            yield Static("", id="consequence", markup=False)
            keys = key_hints(("⏎", "start"), ("↑ ↓", "choice"), ("← →", "change"), ("esc", "cancel"))
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        self._tell()
        self.query_one("#which").focus()

    @property
    def _sheet(self) -> Vertical:
        return self.query_one(Vertical)

    @property
    def plan(self) -> Plan:
        """What is chosen."""
        which = self._plans[self.query_one("#which", Choice).value]
        parallel = int(self.query_one("#parallel", Choice).value)
        return Plan(which.kinds, which.words, parallel, float(self.query_one("#rate", Choice).value))

    @on(Choice.Changed)
    def _tell(self) -> None:
        plan = self.plan
        first = by_likelihood(self._entity, plan.kinds)[0]
        most, takes = requests(plan), duration(len(plan.kinds) / plan.rate)
        lines = Content.assemble(
            (f"{most}, {plan.rate:g} a second at most: {takes} or more.\n", ""),
            (f"The likeliest first: {first.title}.\nWhat fails on the way is asked again a few times.\n", "$muted"),
        )
        if self._profile.production:
            lines = Content.assemble(PRODUCTION, f" {self._profile.name} · {self._profile.host}\n", lines)
        self.query_one("#consequence", Static).update(lines)

    def action_start(self) -> None:
        """Answer what is chosen; production is confirmed first."""
        plan = self.plan
        if not self._profile.production:
            self.dismiss(plan)
            return
        title = f"Send {requests(plan)} to production?"
        consequence = (
            f"{self._profile.name} · {self._profile.host}: {plan.rate:g} a second at most, {plan.parallel} at once. "
            "They only read."
        )
        self._sheet.display = False  # two sheets on top of each other read as one
        self.app.push_screen(ConfirmDialog(title, consequence, "start"), lambda yes: self._confirmed(plan, yes))

    def _confirmed(self, plan: Plan, yes: bool | None) -> None:
        if yes:
            self.dismiss(plan)
        else:
            self._sheet.display = True


def requests(plan: Plan) -> str:
    """`89 requests`."""
    return f"{len(plan.kinds)} request{'' if len(plan.kinds) == 1 else 's'}"


def _rate_words() -> Mapping[str, str]:
    return {f"{rate:g}": f"{rate:g}" if rate >= 1 else f"{rate:g} (one in {1 / rate:g} s)" for rate in _RATES}
