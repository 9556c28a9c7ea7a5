"""An error that stays in sight: title, cause, what to do, the facts, and the keys."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.foreign import clip
from neo_tui.domain.paging import Page
from neo_tui.domain.timestamps import age
from neo_tui.presentation.text import cell_width


class ErrorCard(Static, can_focus=True):
    """Shows one error. Old rows stay below it, dimmed; the card says from when they are.

    Args:
        keys: Keys and what they do about it; retry and back when none are given.
    """

    DEFAULT_CSS = """
    ErrorCard {
        height: auto; max-height: 70%; margin: 0 1 1 1; padding: 0 1;
        border-left: thick $error; background: $panel; color: $foreground; overflow-y: auto;
    }
    """

    auto_links = False

    def __init__(self, *keys: tuple[str, str]) -> None:
        super().__init__(markup=False)
        self._keys = keys or (("r", "retry"), ("esc", "edit the question"))
        self.error: NeoError | None = None
        self._old: Page | None = None
        self._now: datetime | None = None

    def show(self, error: NeoError, old: Page | None, now: datetime) -> None:
        """Show an error; `old` is the page that is still below."""
        self.error, self._old, self._now = error, old, now
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        error, old = self.error, self._old
        if error is None or self._now is None:
            return
        parts: list[Content | tuple[str, str] | str] = [
            (f"{error.title}\n", "bold $error"),
            f"{error.cause}\n",
            (f"{error.action}\n", "bold"),
        ]
        facts = [f"{fact.label} {fact.value}" for fact in error.facts if fact.label not in _IN_THE_QUESTION]
        parts += [(f"{line}\n", "$muted") for line in packed(facts, max(self.content_size.width, 20))]
        if error.body:
            parts.append((f"The server said: {clip(error.body, _BODY)}\n", "$muted"))
        if old is not None:
            at = old.received_at.astimezone()
            parts.append((f"Below: the rows as of {at:%H:%M:%S} ({age(old.received_at, self._now)}).\n", "$warning"))
        for place, (key, does) in enumerate(self._keys):
            parts += ["   " if place else "", (key, "bold $accent"), f" {does}"]
        self.update(Content.assemble(*parts))


_IN_THE_QUESTION = frozenset({"Entity", "Customer", "Event type", "Page", "Count"})
"""Facts that stand in the line above the card already."""
_BODY = 300
"""Characters of the server's own words that are shown."""


def packed(facts: list[str], width: int) -> list[str]:
    """Facts on as few lines as hold them; none is broken unless it is longer than a line."""
    lines: list[str] = []
    for fact in facts:
        if lines and cell_width(lines[-1]) + len(_APART) + cell_width(fact) <= width:
            lines[-1] += _APART + fact
        else:
            lines.append(fact)
    return lines


_APART = "  ·  "
