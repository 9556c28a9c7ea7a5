"""`settings.toml`: read, never written. What in it cannot be used is told, and what holds instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from neo_tui.domain.clipboard import Route
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.settings import (
    LEAST_DAYS,
    LEAST_ENTRIES,
    LEAST_OSC52,
    MOST_DAYS,
    MOST_ENTRIES,
    MOST_OSC52,
    Keep,
    Preferences,
    Settings,
)
from neo_tui.storage.failures import why
from neo_tui.storage.reading import TomlError, parse_toml, read_small

Word = TypeVar("Word", bound=StrEnum)

_SHOWN = 60
"""Characters of a wrong value in a message."""
_CAREFUL = Settings(history=Keep.OFF)
"""What holds where the file may have said that nothing shall be kept."""
_NOTHING_KEPT = "Until that is mended no question is kept."


class _WrongError(ValueError):
    """A value that a setting cannot have; the message tells those it can."""


def read_settings(path: Path) -> Preferences:
    """The settings of a file; the defaults where there is none. Never raises.

    Where `history` cannot be understood, or the whole file, nothing is kept of questions: it may have been meant so.
    All other settings are then their defaults.
    """
    shown = visible(str(path))
    try:
        document = parse_toml(read_small(path))
    except FileNotFoundError:
        return Preferences(location=shown)
    except TomlError as error:
        return Preferences(_CAREFUL, (f"{shown}: {error} {_NOTHING_KEPT}",), shown)
    except OSError as error:
        return Preferences(_CAREFUL, (f"{shown} cannot be read: {why(error)}. {_NOTHING_KEPT}",), shown)
    settings, problems = Settings(), []
    for name, value in document.items():
        if name not in _READERS:
            meant, told = _unknown(name)
            problems.append(f"{shown}: {told}")
            if meant == "history" and "history" not in document:
                settings = replace(settings, history=_CAREFUL.history)
            continue
        try:
            settings = replace(settings, **{name: _READERS[name](value)})
        except _WrongError as error:
            instead = _NOTHING_KEPT if name == "history" else f"The default holds, {_told(getattr(Settings(), name))}."
            problems.append(f"{shown}: {name} is {_value(value)}; it may be {error}. {instead}")
            if name == "history":
                settings = replace(settings, history=_CAREFUL.history)
    return Preferences(settings, tuple(problems), shown)


def _told(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else f'"{value}"'


def _word(kind: type[Word]) -> Callable[[object], Word]:
    def read(value: object) -> Word:
        if not isinstance(value, str) or value not in set(kind):
            raise _WrongError(", ".join(f'"{word}"' for word in kind))
        return kind(value)

    return read


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise _WrongError(f"a whole number from {least:,} to {most:,}")
        return value

    return read


_READERS: Mapping[str, Callable[[object], Any]] = {
    "history": _word(Keep),
    "history_entries": _whole(LEAST_ENTRIES, MOST_ENTRIES),
    "history_days": _whole(LEAST_DAYS, MOST_DAYS),
    "clipboard": _word(Route),
    "clipboard_osc52_bytes": _whole(LEAST_OSC52, MOST_OSC52),
}
"""How each setting is read; a field of `Settings` each."""


def _unknown(name: str) -> tuple[str, str]:
    """The setting that is most likely meant, "" when none is, and a sentence about it."""
    from difflib import get_close_matches  # noqa: PLC0415 - 2 ms that a file in order can do without

    names = [field.name for field in fields(Settings)]
    meant = next(iter(get_close_matches(name.lower(), names, 1)), "")
    instead = f" {_NOTHING_KEPT}" if meant == "history" else ""
    hint = f"perhaps {meant} is meant" if meant else f"there are {', '.join(names)}"
    return meant, f"there is no setting {clip(visible(name), _SHOWN)}; {hint}.{instead}"


def _value(value: object) -> str:
    return clip(visible(f'"{value}"' if isinstance(value, str) else str(value).lower()), _SHOWN)
