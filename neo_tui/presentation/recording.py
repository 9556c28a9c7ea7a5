"""A recording in words: that it is one, by which moment it is judged, and all that is known of a question in it."""

from __future__ import annotations

import hashlib
from datetime import datetime, tzinfo

from neo_tui.domain.case import Asked, Case, Checked, Failure, Note
from neo_tui.domain.history import Entry
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import stamp
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.history import entry_lines
from neo_tui.presentation.text import EMPTY, Line, Span, wrap

_MOST_FOUND = 20
"""Findings that the pane tells; all of them stand in the report."""


def banner(name: str, at: datetime, zone: tzinfo, *, loose: bool) -> str:
    """`RECORDING of 2026-11-25 · FILE`; a bare response does not say of when it is."""
    return f"RECORDING · {name}" if loose else f"RECORDING of {at.astimezone(zone):%Y-%m-%d} · {name}"


def added_words(pages: int, failed: object) -> str:
    """What was added to a case: `2 pages`, `1 page and an error`, `an error`.

    Args:
        pages: How many pages.
        failed: What went wrong beside them; None for nothing.
    """
    count = "1 page" if pages == 1 else f"{pages:,} pages"
    if failed is None:
        return count
    return f"{count} and an error" if pages else "an error"


def judged(view: Viewpoint, *, loose: bool) -> list[Span]:
    """By which moment ages and checks are told."""
    at = view.day_time_and_zone(view.now)
    if loose:
        return [
            Span("! What was asked, of whom and when is not known. ", Tone.WARNING),
            Span(f"Told as of now, {at}; --zone names another zone.", Tone.MUTED),
        ]
    return [Span(f"Told as of {at}, when it was answered.", Tone.MUTED)]


def question_lines(case: Case, asked: Asked, entry: Entry, now: datetime, zone: tzinfo, width: int) -> list[Line]:
    """All that a case tells of one question."""
    lines = entry_lines(entry, now, zone, width)
    for part in (
        _notes(case.notes(asked.key), zone),
        _failures(case.failures(asked.key), zone),
        _checks(case.checked(asked.key)),
        _answers(case, asked, zone),
    ):
        lines += [EMPTY] if part else []
        lines += [line for spans in part for line in wrap(spans, width)]
    return lines


def loose_lines(case: Case, asked: Asked, width: int) -> list[Line]:
    """What is known of a bare response: its bytes, and that nothing else is."""
    body = b"".join(answer.body for answer in case.answers(asked.key))
    told = [
        [Span("What was asked, of whom and when is not known. Enter shows its rows.")],
        [Span(f"{len(body):,} bytes  sha256 {hashlib.sha256(body).hexdigest()}", Tone.MUTED)],
    ]
    return [line for spans in told for line in wrap(spans, width)]


def case_lines(case: Case, zone: tzinfo, width: int) -> list[Line]:
    """What is to be told of the case as a whole: what is wrong with it, and its own notes."""
    told = [[Span(f"! {problem}", Tone.WARNING)] for problem in case.problems]
    told += _notes(case.notes(""), zone)
    return [line for spans in told for line in wrap(spans, width)]


def empty_case(case: Case, zone: tzinfo, width: int) -> list[Line]:
    """What stands in place of the list where a case holds no question."""
    first = wrap([Span("There is no question in this case.", Tone.STRONG)], width)
    return [*first, *case_lines(case, zone, width)]


def _notes(notes: list[Note], zone: tzinfo) -> list[list[Span]]:
    return [
        [
            Span(f"{stamp(note.at, zone)}  ", Tone.MUTED),
            *([_CHANGED] if note.changed else []),
            Span(" ".join(note.text.split("\n")), Tone.STRONG),
        ]
        for note in notes
    ]


def _checks(checked: Checked | None) -> list[list[Span]]:
    if checked is None:
        return []
    rows = f"{checked.rows:,} row{'' if checked.rows == 1 else 's'}"
    scope = rows if checked.complete else f"{rows}; more may exist"
    told = [[Span(f"Checks when it was recorded, over {scope}", Tone.ACCENT), *([_CHANGED] if checked.changed else [])]]
    if not checked.found:
        told.append([Span("They found nothing.", Tone.MUTED)])
    for noted in checked.found[:_MOST_FOUND]:
        about = "" if noted.id is None else f"entry {noted.id}: "
        told.append([Span(f"{noted.check}  ", Tone.WARNING), Span(f"{about}{noted.sentence}")])
    more = max(len(checked.found) - _MOST_FOUND, 0) + checked.more
    if more > 0:
        told.append([Span(f"and {more:,} more", Tone.MUTED)])
    return told


def _failures(failures: list[Failure], zone: tzinfo) -> list[list[Span]]:
    told: list[list[Span]] = []
    for failure in failures:
        told.append(
            [
                Span(f"page {failure.page}  {stamp(failure.at, zone)}  ", Tone.MUTED),
                *([_CHANGED] if failure.changed else []),
                Span(f"{failure.title}. ", Tone.WARNING),
                Span(failure.cause),
            ]
        )
        facts = "  ·  ".join(f"{fact.label} {fact.value}" for fact in failure.facts)
        told += [[Span(facts, Tone.MUTED)]] if facts else []
    return told


def _answers(case: Case, asked: Asked, zone: tzinfo) -> list[list[Span]]:
    told = [[Span("Answers", Tone.ACCENT)]]
    if asked.changed:
        told[0].append(_CHANGED)
    for answer in case.answers(asked.key):
        what = "404, the end" if answer.not_found else f"{len(answer.body):,} bytes  sha256 {answer.sha256}"
        masked = "  a secret in it is masked" if answer.masked else ""
        came = f"page {answer.page}  {stamp(answer.received_at, zone)}  "
        told.append(
            [Span(came, Tone.MUTED), *([_CHANGED] if answer.changed else []), Span(f"{what}{masked}", Tone.MUTED)]
        )
    return told if len(told) > 1 or asked.changed else []


_CHANGED = Span(" ! changed since it was written  ", Tone.WARNING)
