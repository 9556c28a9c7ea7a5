"""What the keys of a screen do, taken from its bindings: what help lists and what is found by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.dom import DOMNode
from textual.screen import Screen

from neo_tui.ui.key_groups import ORDER
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.key_bar import key_name

_GENERAL = ("interrupt", "help", "commands", "redraw", "quit")
"""What works on every screen comes last."""


class Command(NamedTuple):
    """Something that can be done on a screen."""

    keys: tuple[str, ...]
    """As people write them."""
    label: str
    does: str
    action: str
    node: DOMNode
    """Whose action it is."""
    group: str = ""
    """What it is about, on screens with many keys."""

    @property
    def written(self) -> str:
        """Its keys beside each other."""
        return "  ".join(self.keys)


def commands_of(screen: Screen[object]) -> list[Command]:
    """What can be done on a screen now, each once with all its keys, in the order of its bindings."""
    hints: Mapping[str, str] = screen.HINTS if isinstance(screen, NeoScreen) else {}
    found: dict[str, Command] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        hint = hints.get(binding.action.removeprefix("app."), "")
        does = binding.tooltip or hint
        if not does or not active.enabled:
            continue
        key = key_name(binding.key)
        label = _capital((binding.tooltip and binding.description) or hint)
        group = binding.group.description if binding.group else ""
        command = Command((key,), label, _capital(does), binding.action, active.node, group)
        known = found.get(label, command)  # a widget's own Enter and the screen's key for the same are one
        if key not in known.keys:
            told = known if known.does != label else command
            known = told._replace(keys=(*known.keys, key))
        found[label] = known
    return sorted(found.values(), key=_place)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(command: Command) -> tuple[int, int]:
    name = command.action.removeprefix("app.")
    if name in _GENERAL:
        return len(ORDER) + 1, _GENERAL.index(name)
    return ORDER.index(command.group) if command.group in ORDER else len(ORDER), 0
