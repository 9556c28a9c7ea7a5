from __future__ import annotations

from typing import TypeVar

from textual.app import App

R = TypeVar("R")


class CellDiffApp(App[R]):
    pass
