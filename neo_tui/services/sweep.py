"""The sweep: one customer and entity, asked for under many event types, politely.

The first question goes alone: what the API refuses to everybody (credentials, host, customer) is then
refused once, and not four times, for a few wrong passwords may lock a user.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable, Iterable

from neo_tui.domain.errors import OURS, Kind, NeoError
from neo_tui.domain.event_hints import by_likelihood
from neo_tui.domain.event_types import EventType
from neo_tui.domain.query import MAX_COUNT, Query
from neo_tui.domain.swept import Outcome, Progress, State, Swept
from neo_tui.services.pacing import TRIES, Monotonic, Pace, Random, Retries, Sleep
from neo_tui.services.ports import AllocationSource

PARALLEL = 4
"""Questions on their way at once, when nothing is said."""
RATE = 5.0
"""Questions a second, when nothing is said."""
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to wait; for longer nobody sits here."""
_WAITS = 3
"""How often one type is asked again after the server asked to wait."""
_HOPELESS = 5
"""Types in a row that found no server or a server that wants no more; the others would fare no better."""

_FOR_ALL = OURS | {Kind.AUTH, Kind.FORBIDDEN, Kind.TLS, Kind.PROXY, Kind.REDIRECT}
"""What is refused to one event type is refused to all."""
_PASSING = frozenset({Kind.DNS, Kind.CONNECT, Kind.TIMEOUT, Kind.INTERRUPTED, Kind.SERVER})
"""What may be better at the next try."""
_AWAY = frozenset({Kind.DNS, Kind.CONNECT, Kind.TIMEOUT, Kind.INTERRUPTED, Kind.RATE_LIMIT})


def means_none(error: NeoError) -> bool:
    """Whether an error reads as "no rows": a 404, or an error about the entity inside a 200 (api.md §1.3, §2.2)."""
    return error.kind is Kind.NOT_FOUND or (error.kind is Kind.API and error.field == "entity")


def concerns_all(error: NeoError) -> bool:
    """Whether the other event types would be refused for the same reason."""
    return error.kind in _FOR_ALL or error.field == "customer"


def _asks_to_wait(error: NeoError) -> bool:
    return error.kind is Kind.RATE_LIMIT or (error.kind is Kind.SERVER and error.retry_after is not None)


class Sweep:
    """Asks once: `run` is awaited once, everything else may be called meanwhile from the same event loop.

    Args:
        source: Who answers. It is not closed.
        customer_id: The customer.
        entity_id: The id of the event.
        kinds: The event types to ask for, each once; those that the id's shape speaks for go first.
        parallel: Questions on their way at once, from 1.
        rate: Questions a second at most, above 0.
        on_outcome: Is told what became of a type as soon as it is known. What it raises ends the sweep.
        clock: Seconds that only grow.
        sleep: Waits seconds.
        jitter: 0 to 1, for the waits between retries.
    """

    def __init__(
        self,
        source: AllocationSource,
        customer_id: int,
        entity_id: str,
        kinds: Iterable[EventType],
        *,
        parallel: int = PARALLEL,
        rate: float = RATE,
        on_outcome: Callable[[Outcome], None] | None = None,
        clock: Monotonic = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        jitter: Random = random.random,
    ) -> None:
        self._source, self._customer, self._entity = source, customer_id, entity_id
        self._kinds = tuple(dict.fromkeys(by_likelihood(entity_id, kinds)))
        self._parallel, self._on_outcome, self._clock, self._sleep = parallel, on_outcome, clock, sleep
        self._pace, self._retries = Pace(rate, clock, sleep), Retries(jitter)
        self._waiting = deque(self._kinds)
        self._asking: dict[EventType, None] = {}
        self._outcomes: dict[EventType, Outcome] = {}
        self._workers: list[asyncio.Task[None]] = []
        self._first_is_back = asyncio.Event()
        self._took: list[float] = []
        """Seconds of each request that was answered, whatever it was."""
        self._away = 0
        """Types in a row for which no server could be had."""
        self._began: float | None = None
        self._ended: float | None = None
        self._stopped: NeoError | None = None
        self._cancelled = False

    # ── what a person does ──

    def pause(self) -> None:
        """Ask nothing more until `resume`; what is on its way may land."""
        self._pace.pause()

    def resume(self) -> None:
        """Go on."""
        self._pace.resume()

    def cancel(self) -> None:
        """End it; what was found stays. At its end: nothing."""
        if self._ended is None:
            self._cancelled = True
            self._end_workers()

    # ── what a person sees ──

    @property
    def progress(self) -> Progress:
        """Where it stands."""
        states = [outcome.state for outcome in self._outcomes.values()]
        return Progress(
            total=len(self._kinds),
            done=len(states),
            found=states.count(State.FOUND),
            failed=states.count(State.REFUSED),
            asking=tuple(self._asking),
            estimate=self._estimate(len(self._kinds) - len(states)),
            held=self._pace.held,
            paused=self._pace.paused,
        )

    @property
    def swept(self) -> Swept:
        """What is known by now, of every type."""
        outcomes = (self._outcomes.get(kind) or Outcome(kind, State.NOT_ASKED) for kind in self._kinds)
        until = self._ended if self._ended is not None else self._clock()
        elapsed = 0.0 if self._began is None else until - self._began
        return Swept(tuple(outcomes), elapsed, self._stopped, self._cancelled)

    def _estimate(self, remaining: int) -> float | None:
        if self._ended is not None:
            return 0.0
        if not self._took:
            return None
        each = max(self._pace.gap, sum(self._took) / len(self._took) / self._parallel)
        return remaining * each + self._pace.held

    # ── the work ──

    async def run(self) -> Swept:
        """Ask until every type is answered, refused, or given up; no refusal is raised.

        Cancelling the caller is like `cancel`, but for the `CancelledError` that it gets.
        """
        self._began = self._clock()
        if not self._cancelled:
            self._workers = [asyncio.create_task(self._work(place)) for place in range(self._parallel)]
        try:
            if self._workers:
                done, _ = await asyncio.wait(self._workers, return_when=asyncio.FIRST_EXCEPTION)
                for worker in done:
                    if not worker.cancelled():
                        worker.result()  # a fault of whoever is told is not to be lost
        except asyncio.CancelledError:
            self._cancelled = True
            raise
        finally:
            self._end_workers()
            await asyncio.gather(*self._workers, return_exceptions=True)
            self._ended = self._clock()
        return self.swept

    async def _work(self, place: int) -> None:
        if place:
            await self._first_is_back.wait()
        while self._waiting and not self._over:
            self._land(await self._ask(self._waiting.popleft()))

    @property
    def _over(self) -> bool:
        return self._cancelled or self._stopped is not None

    def _land(self, outcome: Outcome) -> None:
        self._outcomes[outcome.kind] = outcome
        error = outcome.error if outcome.state is State.REFUSED else None
        if error is None:
            self._retries.earn()
        gone = error is not None and (error.kind in _AWAY or _asks_to_wait(error))
        self._away = self._away + 1 if gone else 0
        if error is not None and self._away >= _HOPELESS and self._waiting:
            self._stop(error)
        if self._on_outcome is not None:
            self._on_outcome(outcome)

    async def _ask(self, kind: EventType) -> Outcome:
        """Ask for one type, again where that makes sense."""
        query = Query(self._entity, self._customer, kind.id, 1, MAX_COUNT)
        tried = waited = 0
        while True:
            await self._pace.turn()
            asked = self._clock()
            self._asking[kind] = None
            try:
                page = await self._source.fetch(query)
            except NeoError as failure:
                error = failure
            else:
                return Outcome(kind, State.FOUND if page.allocations else State.NONE, page)
            finally:
                del self._asking[kind]
                self._took.append(self._clock() - asked)
                self._first_is_back.set()
            if means_none(error):
                return Outcome(kind, State.NONE, error=error)
            if concerns_all(error) or (error.retry_after or 0) > LONGEST_WAIT:
                self._stop(error)
                return Outcome(kind, State.REFUSED, error=error)
            if _asks_to_wait(error) and waited < _WAITS:
                waited += 1
                self._pace.hold(error.retry_after or self._retries.delay(waited))
            elif error.kind in _PASSING and not _asks_to_wait(error) and self._may_retry(tried := tried + 1):
                await self._sleep(self._retries.delay(tried))
            else:
                return Outcome(kind, State.REFUSED, error=error)

    def _may_retry(self, tried: int) -> bool:
        return tried < TRIES and self._retries.take()

    def _stop(self, error: NeoError) -> None:
        """Ask nothing more, for a reason that holds for all; the first one counts."""
        if self._stopped is None:
            self._stopped = error
        self._end_workers()

    def _end_workers(self) -> None:
        current = asyncio.current_task()
        for worker in self._workers:
            if worker is not current:
                worker.cancel()
