"""What keys are about: the headings of the help, in their order."""

from __future__ import annotations

from textual.binding import Binding

ANSWER = Binding.Group("The answer")
ROWS = Binding.Group("Rows")
INSIGHT = Binding.Group("What they say")
PANE = Binding.Group("The pane")
COLUMNS = Binding.Group("Columns")

ORDER = tuple(group.description for group in (ANSWER, ROWS, INSIGHT, PANE, COLUMNS))
