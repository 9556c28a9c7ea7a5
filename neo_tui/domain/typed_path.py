"""A path as a person types it."""

from __future__ import annotations

import os.path
from pathlib import Path


def typed_path(text: str) -> Path:
    """The path; `~` and `~name` stand for a home folder where there is such a person, else for themselves."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - that of pathlib raises where nobody has that name
