"""What all reports for people without neo-tui say alike: statuses, signs, findings, and what happened to each row.

Many rows are told by what is special about them: near-identical stories hide the one that matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.case import Noted
from neo_tui.domain.checks.catalogue import CHECKS
from neo_tui.domain.checks.check import Severity
from neo_tui.domain.status import STATUSES, status
from neo_tui.domain.story import story
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.columns import MARK
from neo_tui.presentation.detail import READING
from neo_tui.presentation.document import Block, Bullets, Paragraph, Terms
from neo_tui.presentation.totals import counted

ALL_TOLD = 20
"""Rows up to which the story of each is told; of more rows only of those that the checks found something about."""
MOST_STORIES = 50
"""Stories that are told of these."""
MOST_FINDINGS = 20
"""Different findings of one check that are listed."""
_MOST_IDS = 10
"""Entries of one finding that are named."""
_MOST_STATUSES = 20
"""Status words that are explained; the API knows eight."""
READING_MEANS = Paragraph(
    f"{READING.strip()} marks what is a reading of the numbers, not a documented fact.", muted=True
)
MARK_MEANS = Paragraph(f"{MARK} stands before each row that a check has found something about.", muted=True)
_CHECKS = {check.name: (place, check) for place, check in enumerate(CHECKS)}
_SEVERITIES = [severity.value for severity in Severity]


# ── statuses ──


def statuses(rows: Sequence[Allocation]) -> Terms:
    """The status words that occur, the known ones first, with how many rows have each, and what it means."""
    count = Counter(None if row.status is None else row.status.name for row in rows)
    known = [name for name in STATUSES if name in count]
    others = sorted(name for name in count if name is not None and name not in STATUSES)
    told = [(clipped(name), clipped(status(name).meaning), count[name]) for name in (*known, *others)[:_MOST_STATUSES]]
    more = len(known) + len(others) - len(told)
    if more > 0:
        told.append((f"{more:,} more words", "They stand in the table; no document lists them.", 0))
    if count[None]:
        told.append(("No status", "It was not sent as text.", count[None]))
    return Terms(tuple((f"{name} · {counted(rows, 'row')}" if rows else name, meaning) for name, meaning, rows in told))


# ── findings ──


class Group(NamedTuple):
    """What one check found."""

    name: str
    severity: str
    sentences: dict[str, list[int]]
    """What is found, and the ids of the entries that it is found of; none where it is about several."""


def finding_blocks(noted: Iterable[Noted]) -> Iterator[Block]:
    """What checks found, the worst first, each check with what it looks for and why; nothing where it is nothing."""
    groups = _grouped(noted)
    for group in groups:
        _, check = _CHECKS.get(group.name, (0, None))
        lead = f"{group.severity.capitalize()}: {check.sentence if check else group.name}"
        yield Paragraph("", lead=lead, warning=group.severity != Severity.NOTICE)
        told = [_found(sentence, ids) for sentence, ids in list(group.sentences.items())[:MOST_FINDINGS]]
        more = len(group.sentences) - len(told)
        yield Bullets((*told, *([f"… and {more:,} more like these"] if more > 0 else [])))
        if check:
            yield Paragraph(f"{READING if check.reading else ''}{check.explanation}", muted=True)
    if any(_CHECKS[group.name][1].reading for group in groups if group.name in _CHECKS):
        yield READING_MEANS


def _grouped(noted: Iterable[Noted]) -> list[Group]:
    groups: dict[str, Group] = {}
    for one in noted:
        group = groups.setdefault(one.check, Group(one.check, one.severity, {}))
        ids = group.sentences.setdefault(one.sentence, [])
        if one.id is not None:
            ids.append(one.id)

    def place(group: Group) -> tuple[int, int]:
        severity = _SEVERITIES.index(group.severity) if group.severity in _SEVERITIES else len(_SEVERITIES)
        return severity, _CHECKS[group.name][0] if group.name in _CHECKS else len(CHECKS)

    return sorted(groups.values(), key=place)


def _found(sentence: str, ids: Sequence[int]) -> str:
    """`Entries 1, 2 and 3: They …`: what is said of several alike is said once."""
    if not ids:
        return sentence
    if len(ids) == 1:
        return f"Entry {ids[0]}: {sentence}"
    more = len(ids) - _MOST_IDS
    named = list(map(str, ids[:_MOST_IDS])) + ([f"{more:,} more"] if more > 0 else [])
    return f"Entries {', '.join(named[:-1])} and {named[-1]}: {sentence}"


# ── stories ──


def story_blocks(rows: Sequence[Allocation], view: Viewpoint, noted: Collection[int]) -> Iterator[Block]:
    """What happened to each of a few rows; of many, to those that the checks found something about.

    Args:
        rows: The rows.
        view: From when and where they are looked at.
        noted: Places of the rows that the checks found something about, counted from 0.
    """
    places: Sequence[int] = range(len(rows))
    if len(rows) > ALL_TOLD:
        special = sorted(noted)
        places = special[:MOST_STORIES]
        yield Paragraph(_which(len(rows), len(special), len(places)))
    reading = False
    for place in places:
        row = rows[place]
        name = f"Row {place + 1}" if row.id is None else f"Entry {row.id}"
        told = story(row, view)
        reading = reading or any(one.reading for one in told)
        yield Paragraph(
            " ".join(f"{READING if one.reading else ''}{clipped(one.text)}" for one in told),
            lead=f"{name}, {clipped(row.status.name)}." if row.status else f"{name}.",
        )
    if reading:
        yield READING_MEANS


def _which(rows: int, special: int, told: int) -> str:
    """Of which rows it is told, and where the others are."""
    if not special:
        return f"No check found anything about a single one of the {rows:,} rows: they stand in the table only."
    these = "the one row" if special == 1 else f"the {special:,} rows"
    these = f"the first {told:,} of {these}" if told < special else these
    others = rows - told
    rest = f"; the other {others:,} {'stands' if others == 1 else 'stand'} in the table only" if others else ""
    return f"Told of {these} that a check found something about{rest}."
