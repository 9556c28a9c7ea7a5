"""The key that copies what a screen shows, and the text of its parts."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.widgets import Static

from neo_tui.ui.widgets.pick_list import PickList

COPY_KEY = Binding("y", "copy_shown", "copy", tooltip="Copy all lines as they are shown")
"""For screens that say in `copy_text` what is copied."""


def static_text(widget: Static) -> str:
    """What a line or two of a screen say; "" when they are not shown."""
    return str(widget.visual) if widget.display else ""


def list_text(widget: PickList[object]) -> str:
    """The lines of a list."""
    return "\n".join(str(option.prompt) for option in widget.options)


def text_of(parts: Iterable[str]) -> str:
    """Parts under each other, an empty line between two, no blanks at the ends of lines."""
    lines = "\n\n".join(part for part in parts if part.strip()).split("\n")
    return "\n".join(line.rstrip() for line in lines)
