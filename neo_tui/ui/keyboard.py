"""Keys in their order, however fast they come.

Textual hands each key to the widget that has the focus when the key is read, while the key before may
still be on its way to move that focus: with type-ahead on a slow link `tab` and a letter end up in the
wrong field. Here the next key waits until the one before has had its effect.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TypeVar

from textual import events
from textual.app import App
from textual.message import Message

Result = TypeVar("Result")

_LAPS = 2
"""Rounds through the queues: the key's own bubbling, then the messages its action has posted."""
_PATIENCE = 1.0
"""Seconds after which a key goes on regardless: a busy handler must not swallow the keyboard."""


class _KeySettled(Message, bubble=True):
    """Follows a key through the same queues; when it arrives at the app, the key has had its effect."""


class OrderedKeysApp(App[Result]):
    """An app that takes one key (or paste) after the other."""

    _sent_at: float | None = None
    _laps_left = 0

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while the one before is still on its way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._sent_at is not None and monotonic() - self._sent_at < _PATIENCE:
                self._waiting.append(event)
                return
            await self._send(event)
        else:
            await super().on_event(event)

    async def _send(self, event: events.Key | events.Paste) -> None:
        self._sent_at, self._laps_left = monotonic(), _LAPS
        await super().on_event(event)
        self._follow()

    def _follow(self) -> None:
        target = self.focused or (self.screen if self.screen_stack else None)
        if target is None or not target.post_message(_KeySettled()):
            self._sent_at = None

    async def on__key_settled(self, message: _KeySettled) -> None:
        """One lap is done; after the last the next key is sent."""
        message.stop()
        self._laps_left -= 1
        if self._laps_left > 0:
            self._follow()
            return
        self._sent_at = None
        if self._waiting:
            await self._send(self._waiting.popleft())
