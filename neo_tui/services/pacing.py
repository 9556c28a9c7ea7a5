"""How politely many questions are asked: so many a second, none while one is to wait, retries within a budget."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Monotonic = Callable[[], float]
"""Answers seconds that only grow."""
Sleep = Callable[[float], Awaitable[None]]
"""Waits seconds."""
Random = Callable[[], float]
"""Answers 0 to 1."""

TRIES = 3
"""How often one question is asked at most while the server fails (reliability.md R4)."""
_BASE, _CAP = 0.5, 8.0
"""Seconds."""
_TOKENS = 10


class Pace:
    """Lets questions go one after the other, at most `rate` a second, in the order in which they came.

    Args:
        rate: Questions a second, above 0.
        clock: Seconds that only grow.
        sleep: Waits seconds.
    """

    def __init__(self, rate: float, clock: Monotonic, sleep: Sleep) -> None:
        self._gap, self._clock, self._sleep = 1 / rate, clock, sleep
        self._next = self._held = clock()
        self._queue = asyncio.Lock()
        self._going = asyncio.Event()
        self._going.set()

    @property
    def gap(self) -> float:
        """Seconds between two questions."""
        return self._gap

    @property
    def held(self) -> float:
        """Seconds for which nothing is asked because the server wants it so; 0 when it does not."""
        return max(0.0, self._held - self._clock())

    @property
    def paused(self) -> bool:
        """Whether the person has paused."""
        return not self._going.is_set()

    def hold(self, seconds: float) -> None:
        """Ask nothing for so long; a longer wait that is on already stays."""
        self._held = max(self._held, self._clock() + seconds)

    def pause(self) -> None:
        """Ask nothing until `resume`."""
        self._going.clear()

    def resume(self) -> None:
        """Ask again."""
        self._going.set()

    async def turn(self) -> None:
        """Wait until a question may go."""
        async with self._queue:
            while True:
                await self._going.wait()
                now = self._clock()
                wait = max(self._next, self._held) - now
                if wait <= 0:
                    self._next = now + self._gap
                    return
                await self._sleep(wait)  # the wait may have grown meanwhile, so it is looked at again


class Retries:
    """A budget for all questions together: an outage must not multiply them.

    Args:
        random: 0 to 1, for the jitter.
    """

    def __init__(self, random: Random) -> None:
        self._random, self._tokens = random, _TOKENS

    def take(self) -> bool:
        """Whether one more retry is in the budget; it is spent then."""
        if not self._tokens:
            return False
        self._tokens -= 1
        return True

    def earn(self) -> None:
        """Something was answered: the budget grows by one, up to ten."""
        self._tokens = min(_TOKENS, self._tokens + 1)

    def delay(self, tried: int) -> float:
        """Seconds to wait after so many tries, from 1: full jitter."""
        return self._random() * min(_CAP, _BASE * 2.0 ** (tried - 1))
