"""What arrived at the bundled server, for tests to look at."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Condition
from typing import overload


@dataclass(frozen=True)
class Arrived:
    """A request as it arrived.

    Attributes:
        method: `GET`, `POST`…
        path: The path, without the query.
        query: The parameters, decoded; of a repeated one the last.
        headers: By name in lower case; of a repeated one the last.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


class Record(Sequence[Arrived]):
    """The last requests, oldest first; may be read while more arrive.

    Args:
        most: How many are kept.
    """

    def __init__(self, most: int = 500) -> None:
        self._lock = Condition()
        self._kept: deque[Arrived] = deque(maxlen=most)

    def add(self, arrived: Arrived) -> None:
        """Keep one more; the oldest gives way."""
        with self._lock:
            self._kept.append(arrived)
            self._lock.notify_all()

    def wait(self, count: int, patience: float) -> bool:
        """Wait until so many are kept, at most `patience` seconds; answers whether they are."""
        with self._lock:
            return self._lock.wait_for(lambda: len(self._kept) >= count, patience)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()

    def all(self) -> tuple[Arrived, ...]:
        """Those kept at this moment."""
        with self._lock:
            return tuple(self._kept)

    @overload
    def __getitem__(self, index: int) -> Arrived: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Arrived, ...]: ...
    def __getitem__(self, index: int | slice) -> Arrived | tuple[Arrived, ...]:
        return self.all()[index]

    def __len__(self) -> int:
        with self._lock:
            return len(self._kept)
