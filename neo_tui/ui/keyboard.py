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
from textual.message_pump import MessagePump

Result = TypeVar("Result")

_LAPS = 2
"""Rounds through the queues: the key's own bubbling, then the messages its action has posted."""
_GLANCE = 0.03
"""Seconds between two looks at whether what waits can go on."""
_PATIENCE = 1.0
"""Seconds after which a key goes on regardless: a busy handler must not swallow the keyboard."""


class _KeySettled(Message, bubble=True):
    """Follows a key through the same queues; when it arrives at the app, the key has had its effect."""


class OrderedKeysApp(App[Result]):
    """An app that takes one key (or paste) after the other."""

    _sent_at: float | None = None
    _laps_left = 0
    _carrier: MessagePump | None = None
    """Where the message is that tells of the key's effect; it gets lost when that is taken off the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while the one before is still on its way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._sent_at is not None and monotonic() - self._sent_at < _PATIENCE:
                self._waiting.append(event)
                if len(self._waiting) == 1:
                    self._look_after()
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
        self._carrier = target if target is not None and target.is_attached else None
        if target is None or not target.post_message(_KeySettled()):
            self._sent_at = None

    def _look_after(self) -> None:
        """See to it that what waits goes on although the word of the key before it may never come."""
        self.set_timer(_GLANCE, self._go_on)

    async def _go_on(self) -> None:
        if not self._waiting:
            return
        lost = self._carrier is not None and not self._carrier.is_attached
        if lost or self._sent_at is None or monotonic() - self._sent_at >= _PATIENCE:
            await self._send(self._waiting.popleft())
        if self._waiting:
            self._look_after()

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
