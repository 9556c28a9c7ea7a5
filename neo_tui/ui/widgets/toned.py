"""Toned lines as Textual content: the one bridge from presentation to widgets, never markup."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from neo_tui.domain.status import Tone
from neo_tui.presentation.text import Span

TONES = {
    Tone.PLAIN: "",
    Tone.MUTED: "$muted",
    Tone.GOOD: "$success",
    Tone.SPENT: "$spent",
    Tone.LOST: "$error",
    Tone.WARNING: "bold $warning",
    Tone.STRONG: "bold",
    Tone.ACCENT: "bold $accent",
    Tone.LIVE: "bold $background on $error",
}
"""The style of each tone, whatever the theme."""


def content(spans: Iterable[Span]) -> Content:
    """One line as `Content`; its colours follow the theme."""
    return Content("").join(Content.styled(span.text, TONES[span.tone]) for span in spans)


def toned(text: str, tone: Tone = Tone.PLAIN) -> Content:
    """A text of one tone."""
    return Content.styled(text, TONES[tone])
