"""What is told of a fault in the program itself: enough to find it, and nothing that may be secret.

No message of an exception, no local variable and no line of code: a message may quote whatever the program
was working on, and Python's and Textual's own reports show all three.
"""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from neo_tui import __version__
from neo_tui.domain.foreign import clip, visible

_MOST_PLACES = 20
_MOST_CAUSES = 4
_LONGEST_NAME = 80
REPORT = "Please report it with these lines to whoever looks after neo-tui here; they hold no secret and no data."


def crash_report(error: BaseException, doing: str) -> str:
    """The report of a fault, line by line, for the terminal after the program.

    Args:
        error: The exception that nothing has caught.
        doing: What the program was doing, a few words of our own.
    """
    places = [f"    {place}" for place in _places(error.__traceback__)]
    return "\n".join(
        (
            f"neo-tui: a fault in neo-tui itself: {_names(error)}",
            f"  While: {doing}",
            f"  With: neo-tui {__version__}, Python {platform.python_version()}, {visible(sys.platform)}",
            *(["  Where, the innermost last:", *places] if places else ()),
            f"  {REPORT}",
        )
    )


def crash_line(error: BaseException, doing: str) -> str:
    """The same in one line, for scripts."""
    places = _places(error.__traceback__)
    where = f" ({places[-1]})" if places else ""
    return f"neo-tui: a fault in neo-tui itself: {_names(error)}{where}, in {doing}. {REPORT}"


def _names(error: BaseException) -> str:
    """The exception's type, and those that led to it."""
    return ", caused by ".join(clip(visible(type(one).__name__), _LONGEST_NAME) for one in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if one is None:
            return
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _places(trace: TracebackType | None) -> list[str]:
    """`neo_tui/ui/app.py:70 in ask`, the innermost last; no `StackSummary`, which reads lines of code."""
    found = [
        f"{_file(frame.f_code.co_filename)}:{line} in {visible(frame.f_code.co_name)}"
        for frame, line in traceback.walk_tb(trace)
    ]
    left_out = len(found) - _MOST_PLACES
    return found if left_out <= 0 else [f"… {left_out:,} more", *found[left_out:]]


def _file(path: str) -> str:
    """A file as modules are named, from the folder on that it was imported from: the rest tells of the machine."""
    roots = [root for root in map(Path, filter(None, sys.path)) if Path(path).is_relative_to(root)]
    if not roots:
        return visible(Path(path).name)
    root = max(roots, key=lambda root: len(root.parts))
    return visible(Path(path).relative_to(root).as_posix())
