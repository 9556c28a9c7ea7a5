"""Many questions as text, one a line: `customer entity event`, parted by tabs or spaces, or a JSON object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.json_text import JsonTextError, Number, Object, read
from neo_tui.domain.query import Draft, Query

MOST = 1_000
"""Questions of one batch."""
_COMMENT = "#"
_NAMES = {
    "customer": ("customer", "customer_id"),
    "entity": ("entity", "entity_id"),
    "event": ("event", "event_type_id", "event_type"),
}
_WORDS = 3
_COMMAS = re.compile(r'"?[0-9]+"?\s*,[^,]+(?:,[^,]+)?')
"""A line of CSV: a number first, and two or three cells."""
_SHOWN = 60


@dataclass
class Questions:
    """What was read.

    Attributes:
        found: Each question with the number of its line, from 1.
        problems: What is wrong, a sentence with the number of its line.
    """

    found: list[tuple[int, Query]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def read_questions(text: str, *, event: str, page: str, count: str) -> Questions:
    """Read them; empty lines and what begins with `#` are passed over.

    Args:
        text: The lines.
        event: The event type of lines that name none; "" when each has to.
        page: The page to begin with.
        count: Rows a page.
    """
    questions = Questions()
    for number, line in enumerate(text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines(), 1):
        plain = line.strip()
        if not plain or plain.startswith(_COMMENT):
            continue
        try:
            words = _members(plain) if plain.startswith("{") else _words(plain)
        except ValueError as error:
            questions.problems.append((number, str(error)))
            continue
        customer, entity, *rest = words
        draft = Draft(customer, entity, rest[0] if rest and rest[0] else event, page, count)
        if problems := draft.problems():
            questions.problems += [(number, f"{name}: {problem}") for name, problem in problems.items()]
        else:
            questions.found.append((number, draft.query()))
    if len(questions.found) > MOST:
        questions.problems.append((questions.found[MOST][0], f"A batch has at most {MOST:,} questions; ask in parts."))
    return questions


def _words(line: str) -> Sequence[str]:
    """The words of a line; the event type is the rest of it, as its name may have spaces."""
    if "\t" in line:
        words = [word.strip() for word in line.split("\t")]
    elif _COMMAS.fullmatch(line):  # as a spreadsheet writes it; an id has no commas that one could tell from these
        words = [word.strip().strip('"') for word in line.split(",")]
    else:
        words = line.split(maxsplit=_WORDS - 1)
    if not _WORDS - 1 <= len(words) <= _WORDS:
        raise ValueError(
            f"Write customer, entity and event, parted by spaces, tabs or commas: {clip(visible(line), _SHOWN)}"
        )
    return words


def _members(line: str) -> Sequence[str]:
    try:
        found = read(line)
    except JsonTextError as error:
        raise ValueError(f"This is no JSON: {error} at character {error.offset + 1}.") from None
    if not isinstance(found, Object):
        raise TypeError  # it begins with a brace
    return [_member(found, names) for names in _NAMES.values()]


def _member(found: Object, names: Sequence[str]) -> str:
    for name in names:
        value = found.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise ValueError(f"{name} is a number or a text.")  # noqa: TRY004 - what was written is wrong, not the caller
        return str(value) if isinstance(value, Number) else value
    return ""
