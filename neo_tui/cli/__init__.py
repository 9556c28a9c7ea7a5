"""The command line: `neo-tui`, and `neo-tui get`, `events`, `profiles`, `doctor`, `demo`."""

from neo_tui.cli.main import main

__all__ = ["main"]
