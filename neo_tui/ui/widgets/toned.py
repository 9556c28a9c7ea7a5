"""Toned lines as Textual content: the one bridge from presentation to widgets, never markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.app import App
from textual.content import Content

from neo_tui.domain.status import Tone
from neo_tui.presentation.text import Line, Span
from neo_tui.ui.theme import tone_styles

_VARIABLE = {
    Tone.PLAIN: "",
    Tone.MUTED: "$muted",
    Tone.GOOD: "$success",
    Tone.SPENT: "$spent",
    Tone.LOST: "$error",
    Tone.WARNING: "bold $warning",
    Tone.STRONG: "bold",
    Tone.ACCENT: "bold $accent",
}


def content(spans: Iterable[Span]) -> Content:
    """One line as `Content`; its colours follow the theme."""
    return Content("").join(Content.styled(span.text, _VARIABLE[span.tone]) for span in spans)


def content_lines(lines: Iterable[Line]) -> Content:
    """Lines as one `Content`."""
    return Content("\n").join(content(found) for found in lines)


def toned(text: str, tone: Tone = Tone.PLAIN) -> Content:
    """A text of one tone."""
    return Content.styled(text, _VARIABLE[tone])


def cell_text(app: App[object], span: Span) -> Text:
    """A table cell: Rich text, which tables take without reading markup."""
    return Text(span.text, style=tone_styles(app)[span.tone], no_wrap=True, end="")
