"""A sweep and its repeats: asked once for all event types, and again for those that are missing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable

from neo_tui.domain.event_hints import by_likelihood
from neo_tui.domain.event_types import EventType
from neo_tui.domain.swept import Outcome, Progress, State, Swept
from neo_tui.services.pacing import Monotonic, Sleep
from neo_tui.services.ports import AllocationSource
from neo_tui.services.sweep import PARALLEL, RATE, Sweep


class SweepRuns:
    """Keeps what each run has found; the next one asks only for what is missing then.

    Args:
        customer_id: The customer.
        entity_id: The id of the event.
        kinds: The event types, each once; those that the id's shape speaks for go first.
        parallel: Questions on their way at once, from 1.
        rate: Questions a second at most, above 0.
        on_outcome: Is told what became of a type as soon as it is known.
        clock: Seconds that only grow.
        sleep: Waits seconds.
    """

    def __init__(
        self,
        customer_id: int,
        entity_id: str,
        kinds: Iterable[EventType],
        *,
        parallel: int = PARALLEL,
        rate: float = RATE,
        on_outcome: Callable[[Outcome], None] | None = None,
        clock: Monotonic = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.kinds = tuple(dict.fromkeys(by_likelihood(entity_id, kinds)))
        """The event types in the order in which they are asked."""
        self._customer, self._entity = customer_id, entity_id
        self._parallel, self._rate, self._on_outcome = parallel, rate, on_outcome
        self._clock, self._sleep = clock, sleep
        self._known = {kind: Outcome(kind, State.NOT_ASKED) for kind in self.kinds}
        self._sweep: Sweep | None = None
        self._last: Swept | None = None
        self._watch = _StopWatch(clock)
        self._ended = asyncio.Event()
        self._ended.set()

    @property
    def running(self) -> bool:
        """Whether a run is on, also a paused one."""
        return self._sweep is not None

    async def run(self, source: AllocationSource) -> Swept:
        """Ask for what is missing; answers what is known then of all types. One run at a time.

        Args:
            source: Who answers. It is not closed.
        """
        missing = [outcome.kind for outcome in self.swept.missing]
        sweep = self._sweep = Sweep(
            source,
            self._customer,
            self._entity,
            missing,
            parallel=self._parallel,
            rate=self._rate,
            on_outcome=self._on_outcome,
            clock=self._clock,
            sleep=self._sleep,
        )
        self._ended.clear()
        self._watch.go()
        try:
            await sweep.run()
        finally:
            self._watch.stop()
            self._keep(sweep.swept)
            self._sweep = None
            self._ended.set()
        return self.swept

    def _keep(self, swept: Swept) -> None:
        self._last = swept
        for outcome in swept.outcomes:
            if outcome.state is not State.NOT_ASKED:  # what was said to it before is better than nothing
                self._known[outcome.kind] = outcome

    async def ended(self) -> None:
        """Wait until no run is on."""
        await self._ended.wait()

    def pause(self) -> None:
        """Ask nothing more until `resume`; what is on its way may land."""
        if self._sweep is not None:
            self._sweep.pause()
            self._watch.stop()

    def resume(self) -> None:
        """Go on."""
        if self._sweep is not None:
            self._sweep.resume()
            self._watch.go()

    def cancel(self) -> None:
        """End the run; what was found stays. When none is on: nothing."""
        if self._sweep is not None:
            self._sweep.cancel()

    @property
    def progress(self) -> Progress:
        """Where it stands, over all runs."""
        outcomes = self._outcomes().values()
        states = [outcome.state for outcome in outcomes]
        now = self._sweep.progress if self._sweep else None
        return Progress(
            total=len(states),
            done=len(states) - states.count(State.NOT_ASKED),
            found=states.count(State.FOUND),
            failed=states.count(State.REFUSED),
            asking=now.asking if now else (),
            estimate=now.estimate if now else 0.0,
            held=now.held if now else 0.0,
            paused=now.paused if now else False,
        )

    @property
    def swept(self) -> Swept:
        """What is known by now, of every type; `elapsed` are the seconds of asking, without pauses."""
        last = None if self._sweep else self._last
        stopped, cancelled = (last.stopped, last.cancelled) if last else (None, False)
        return Swept(tuple(self._outcomes().values()), self._watch.seconds, stopped, cancelled)

    def _outcomes(self) -> dict[EventType, Outcome]:
        """What is known of each type; those of the run that is on as it knows them."""
        now = {outcome.kind: outcome for outcome in self._sweep.swept.outcomes} if self._sweep else {}
        return self._known | now


class _StopWatch:
    """Adds up the seconds between `go` and `stop`."""

    def __init__(self, clock: Monotonic) -> None:
        self._clock = clock
        self._before = 0.0
        self._since: float | None = None

    def go(self) -> None:
        """Run on; running already: nothing."""
        if self._since is None:
            self._since = self._clock()

    def stop(self) -> None:
        """Stand still; standing already: nothing."""
        self._before, self._since = self.seconds, None

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return self._before + (self._clock() - self._since if self._since is not None else 0.0)
