"""Toned lines that take as much height as they need."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from neo_tui.presentation.text import Line
from neo_tui.ui.widgets.detail_pane import MakeLines
from neo_tui.ui.widgets.toned import content


class Paragraph(Widget):
    """Shows lines that are made for its width; the same ones again cost nothing."""

    DEFAULT_CSS = """
    Paragraph { height: auto; padding: 0 1; background: $surface; color: $foreground; }
    """

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._make: MakeLines = lambda _: []
        self._lines: list[Line] = []

    def show(self, make: MakeLines) -> None:
        """Show other lines."""
        self._make = make
        lines = make(max(1, self.content_size.width))
        if lines != self._lines:
            self.refresh(layout=len(lines) != len(self._lines))
            self._lines = lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many lines as there are for that width."""
        return len(self._make(max(1, width)))

    def render(self) -> Content:
        """The lines."""
        self._lines = self._make(max(1, self.content_size.width))
        return Content("\n").join(content(line) for line in self._lines)
