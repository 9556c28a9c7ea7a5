"""An error that stays in sight: title, cause, what to do, the facts, and the keys."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.timestamps import age


class ErrorCard(Static, can_focus=True):
    """Shows one error. Old rows stay below it, dimmed; the card says from when they are."""

    DEFAULT_CSS = """
    ErrorCard {
        height: auto; max-height: 70%; margin: 0 1 1 1; padding: 0 1;
        border-left: thick $error; background: $panel; color: $foreground; overflow-y: auto;
    }
    """

    auto_links = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.error: NeoError | None = None

    def show(self, error: NeoError, old: Page | None, now: datetime) -> None:
        """Show an error; `old` is the page that is still below."""
        self.error = error
        parts: list[Content | tuple[str, str] | str] = [
            (f"{error.title}\n", "bold $error"),
            f"{error.cause}\n",
            f"{error.action}\n",
        ]
        facts = "   ".join(f"{fact.label} {fact.value}" for fact in error.facts)
        if facts:
            parts.append((f"{facts}\n", "$muted"))
        if error.body:
            parts.append((f"The server said: {error.body[:300]}\n", "$muted"))
        if old is not None:
            at = old.received_at.astimezone()
            parts.append((f"Below: the rows as of {at:%H:%M:%S} ({age(old.received_at, now)}).\n", "$warning"))
        parts.append(
            Content.assemble((" r ", "bold $accent"), "retry ", (" esc ", "bold $accent"), "edit the question")
        )
        self.update(Content.assemble(*parts))
