"""The form's memory as a small JSON file. Never an error: it is a convenience, not data."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path

from neo_tui.domain.column_choice import MAX_COLUMNS, ColumnChoice
from neo_tui.domain.foreign import visible
from neo_tui.domain.memory import MAX_CHOICES, MAX_RECENT, MAX_USED, Memory, Question
from neo_tui.domain.query import Draft
from neo_tui.domain.settings import Keep
from neo_tui.storage.atomic import write_text
from neo_tui.storage.reading import read_small

VERSION = 1
_LONGEST = 300
"""Characters of one remembered text; more did not come from the form."""
_BIGGEST = 512 * 1024


class JsonMemoryStore:
    """Keeps the memory in a file, mode 0600, as it holds customer ids.

    Args:
        path: The file.
        keep: What of the questions is kept in it; no more than that is taken from it either.
    """

    def __init__(self, path: Path, keep: Keep = Keep.ON) -> None:
        self._path, self._keep = path, keep

    def load(self) -> Memory:
        """What was remembered; empty when there is nothing, or it cannot be read."""
        try:
            document = json.loads(read_small(self._path, _BIGGEST).decode())
        except (OSError, ValueError, RecursionError):
            return Memory()
        if not isinstance(document, dict) or document.get("version") != VERSION:
            return Memory()
        recent = document.get("recent")
        questions = [_question(entry) for entry in recent[:MAX_RECENT]] if isinstance(recent, list) else []
        memory = Memory(
            _text(document.get("profile")),
            _draft(document.get("draft")),
            tuple(question for question in questions if question is not None),
            _used(document.get("used")),
            _text(document.get("theme")),
            _columns(document.get("columns")),
        )
        return memory.kept(self._keep)

    def save(self, memory: Memory) -> None:
        """Remember; silently without effect where nothing can be written."""
        memory = memory.kept(self._keep)
        used = {name: at.isoformat() for name, at in memory.used.items()}
        columns = [
            {"profile": profile, "set": name, **asdict(choice), "full": sorted(choice.full)}
            for (profile, name), choice in memory.columns.items()
        ]
        document = {
            "version": VERSION,
            **asdict(replace(memory, used={}, columns={})),
            "used": used,
            "columns": columns,
        }
        with contextlib.suppress(OSError, ValueError):
            write_text(self._path, json.dumps(document, indent=1) + "\n")


def _text(value: object) -> str:
    return visible(value)[:_LONGEST] if isinstance(value, str) else ""


def _used(value: object) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for name, at in list(value.items())[:MAX_USED] if isinstance(value, dict) else ():
        with contextlib.suppress(ValueError, TypeError):
            moment = datetime.fromisoformat(at)
            if moment.tzinfo is not None:
                found[_text(name)] = moment
    return found


def _columns(value: object) -> dict[tuple[str, str], ColumnChoice]:
    found: dict[tuple[str, str], ColumnChoice] = {}
    for entry in value[:MAX_CHOICES] if isinstance(value, list) else ():
        if not isinstance(entry, dict) or not isinstance(entry.get("keys"), list):
            continue
        keys = tuple(_text(key) for key in entry["keys"][:MAX_COLUMNS])
        pinned, full = entry.get("pinned"), entry.get("full")
        found[_text(entry.get("profile")), _text(entry.get("set"))] = ColumnChoice(
            keys,
            max(0, min(pinned, len(keys))) if isinstance(pinned, int) else 0,
            frozenset(_text(key) for key in full[:MAX_COLUMNS]) if isinstance(full, list) else frozenset(),
        )
    return found


def _draft(value: object) -> Draft:
    if not isinstance(value, dict):
        return Draft()
    texts = {field.name: _text(value[field.name]) for field in fields(Draft) if isinstance(value.get(field.name), str)}
    return Draft(**texts)


def _question(value: object) -> Question | None:
    if not isinstance(value, dict) or not isinstance(value.get("draft"), dict):
        return None
    return Question(
        profile=_text(value.get("profile")),
        draft=_draft(value["draft"]),
        title=_text(value.get("title")),
        note=_text(value.get("note")),
        outcome=_text(value.get("outcome")),
    )
