"""Watching a question: it is asked again every so often, each answer compared with the one before.

One question at a time; the interval runs from an answer to the next question. What asking again cannot mend, or
what may lock a user, ends it (reliability.md R4).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from neo_tui.domain.comparison import compare_answers
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.watch import Observation, Phase
from neo_tui.services.pacing import Sleep
from neo_tui.services.ports import Clock
from neo_tui.services.sweep import concerns_all

SHORTEST, LONGEST = 5.0, 3600.0
"""Seconds from an answer to the next question: the bounds of what a person may choose."""
LONGEST_BACK_OFF = 600.0
"""Seconds to which the wait doubles while questions fail."""
LONGEST_WISH = 3600.0
"""Seconds that a server may ask to wait; for longer a watch makes no sense."""
_HOPELESS = frozenset({Kind.REJECTED, Kind.TOO_LARGE})
"""Refused because of what is asked: it would be refused again."""

FetchPages = Callable[[], Awaitable[Sequence[Page]]]
"""Asks for what is watched: one page or several, in their order. Raises NeoError."""


class Watching:
    """Watches once: `run` is awaited once, everything else may be called meanwhile from the same event loop.

    Args:
        fetch: Asks once; it is cancelled by `cancel`.
        every: Seconds from an answer to the next question, `SHORTEST` to `LONGEST`.
        tell: Is told each change of what is known. What it raises ends the watch.
        clock: The aware present.
        sleep: Waits seconds.
        before: The pages that are there already; the first answer is compared with them.

    Raises:
        ValueError: The interval is out of its bounds.
    """

    def __init__(
        self,
        fetch: FetchPages,
        every: float,
        tell: Callable[[Observation], None],
        *,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        before: Sequence[Page] = (),
    ) -> None:
        if not SHORTEST <= every <= LONGEST:
            raise ValueError(f"A watch asks every {SHORTEST:.0f} to {LONGEST:.0f} seconds, not every {every:g}.")
        self._fetch, self._tell, self._clock, self._sleep = fetch, tell, clock, sleep
        answered = max((page.received_at for page in before), default=None)
        self._now = Observation(every, pages=tuple(before), answered_at=answered)
        self._request: asyncio.Future[Sequence[Page]] | None = None
        self._wake = asyncio.Event()
        self._paused = self._over = False
        self._due = self._earliest = clock()

    @property
    def observation(self) -> Observation:
        """What is known by now."""
        return self._now

    # ── what a person does ──

    def pause(self) -> None:
        """Ask nothing more until `resume`; what is on its way may land."""
        if self._paused or self._over:
            return
        self._paused = True
        self._wake.set()
        if self._request is None:
            self._say(phase=Phase.PAUSED, since=self._clock(), next_at=None)

    def resume(self) -> None:
        """Go on: ask at once, unless the server has just been asked, or wants to be left alone."""
        if self._paused and not self._over:
            self._paused = False
            self.ask_now()

    def ask_now(self) -> None:
        """Do not wait for the interval or for better times, but for what the server asked; paused: nothing."""
        if self._paused or self._over or self._request is not None:
            return
        self._due = max(self._earliest, self._clock())
        self._say(phase=Phase.WAITING, since=None, next_at=self._due)
        self._wake.set()

    def cancel(self) -> None:
        """End it, and what is on its way; what was answered stays. At its end: nothing."""
        if not self._over:
            self._stop(None)

    # ── the work ──

    async def run(self) -> Observation:
        """Watch until it is cancelled or gives up; answers what is known at the end. No refusal is raised.

        Cancelling the caller is like `cancel`, but for the `CancelledError` that it gets.
        """
        try:
            while not self._over:
                await self._wait()
                if not self._over:
                    await self._ask()
        finally:
            self.cancel()
        return self._now

    async def _ask(self) -> None:
        self._say(phase=Phase.ASKING, since=self._clock(), next_at=None)
        self._request = asyncio.ensure_future(self._fetch())
        try:
            pages = await self._request
        except NeoError as error:
            self._failed(error)
        except asyncio.CancelledError:
            if not self._over:  # not by `cancel`: the caller itself is cancelled
                raise
        else:
            self._answered(tuple(pages))
        finally:
            self._request = None

    def _answered(self, pages: tuple[Page, ...]) -> None:
        now = self._clock()
        before = self._now
        compared = None
        if before.pages:
            rows = [[row for page in side for row in page.allocations] for side in (before.pages, pages)]
            compared = compare_answers(*rows)
        changed_at = before.changed_at if compared is None or compared.same else now
        self._now = replace(
            before, pages=pages, comparison=compared, answered_at=now, changed_at=changed_at, failures=0, error=None
        )
        self._earliest = now + timedelta(seconds=SHORTEST)
        self._wait_for(now, self._now.every, put_off=False, fresh=True)

    def _failed(self, error: NeoError) -> None:
        now = self._clock()
        failures = self._now.failures + 1
        wish = error.retry_after or 0.0
        self._now = replace(self._now, failures=failures)
        if concerns_all(error) or error.kind in _HOPELESS or wish > LONGEST_WISH:
            self._stop(error)
            return
        every = self._now.every
        # Beyond some doublings the longest wait is reached anyway; 2 to the thousandth is no number to reckon with.
        wait = min(max(every, LONGEST_BACK_OFF), every * 2.0 ** min(failures, 10))
        self._now = replace(self._now, error=error)
        self._earliest = now + timedelta(seconds=max(wish, SHORTEST))
        self._wait_for(now, max(wait, wish), put_off=wish > wait)

    def _wait_for(self, now: datetime, seconds: float, *, put_off: bool, fresh: bool = False) -> None:
        self._due = now + timedelta(seconds=seconds)
        if self._paused:
            self._say(phase=Phase.PAUSED, since=now, next_at=None, put_off=put_off, fresh=fresh)
        else:
            self._say(phase=Phase.WAITING, since=None, next_at=self._due, put_off=put_off, fresh=fresh)

    async def _wait(self) -> None:
        """Until the next question is due, or it is over."""
        while not self._over:
            left = (self._due - self._clock()).total_seconds()
            if not self._paused and left <= 0:
                return
            self._wake.clear()
            if self._paused:
                await self._wake.wait()
            elif await self._slept(left):
                return  # whatever the wall clock says: it may have been set back meanwhile

    async def _slept(self, seconds: float) -> bool:
        """Whether the time has passed; False when somebody woke us before."""
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        waking = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait({sleeping, waking}, return_when=asyncio.FIRST_COMPLETED)
            return sleeping.done() and not self._wake.is_set()
        finally:
            sleeping.cancel()
            waking.cancel()

    def _stop(self, error: NeoError | None) -> None:
        self._over = True
        if self._request is not None:
            self._request.cancel()
        self._wake.set()
        self._say(phase=Phase.STOPPED, since=self._clock(), next_at=None, error=error, put_off=False)

    def _say(self, *, fresh: bool = False, **changes: object) -> None:
        self._now = replace(self._now, fresh=fresh, **changes)  # type: ignore[arg-type]
        self._tell(self._now)
