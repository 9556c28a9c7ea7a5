"""A case as a report that somebody reads who has no neo-tui: what was asked, what was found, row by row.

One document of headings, sentences and tables; how it is written (Markdown, HTML) is the writer's affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.case import Asked, Case, Failure, Note
from neo_tui.domain.gathered import Gathered, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.points import amount_text
from neo_tui.domain.query import Query
from neo_tui.domain.story import story
from neo_tui.domain.timestamps import stamp
from neo_tui.domain.totals import totals
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.columns import COMPACT
from neo_tui.presentation.detail import READING

MOST_STORIES = 200
"""Rows of a question whose story is told; beyond them the table has them all the same."""


class Heading(NamedTuple):
    """A heading; level 1 is the title."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """A sentence or more."""

    text: str
    warning: bool = False
    quoted: bool = False
    """Whether a person wrote it."""


class Bullets(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Table(NamedTuple):
    """A table; cells that are numbers stand to the right."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


Block = Heading | Paragraph | Bullets | Table


def report(
    case: Case, name: str, pages: Sequence[tuple[Asked, Sequence[Page], Viewpoint]], zone: tzinfo
) -> list[Block]:
    """The report of a case.

    Args:
        case: The case.
        name: Its file's name, visible text.
        pages: Each question with its pages that could be read, and from when and where they are looked at.
        zone: Zone in which it is told when notes were written.
    """
    count = len(case.questions)
    blocks: list[Block] = [
        Heading(1, f"Case {name}"),
        Paragraph(
            f"Begun on {stamp(case.at, zone)} by {case.tool}. {count:,} question{'' if count == 1 else 's'}. "
            "What is told of an answer is told as of the moment at which it came."
        ),
        *(Paragraph(problem, warning=True) for problem in case.problems),
        *_notes(case.notes(""), zone),
    ]
    for number, (asked, loaded, view) in enumerate(pages, 1):
        blocks += _question(case, number, asked, loaded, view, zone)
    return blocks


def _question(
    case: Case, number: int, asked: Asked, pages: Sequence[Page], view: Viewpoint, zone: tzinfo
) -> Iterator[Block]:
    query = asked.query
    yield Heading(2, f"{number}. {_event(query)}, entity {query.entity_id}, customer {query.customer_id}")
    came = "answered" if pages or not case.failures(asked.key) else "not answered"
    live = " (production)" if asked.production else ""
    yield Paragraph(
        f"Asked of {asked.profile}{live} at {asked.host}; {came} on {view.day_time_and_zone(view.now)}. "
        f"Days are those of {view.zone_name}."
    )
    if view.doubt:
        yield Paragraph(view.doubt, warning=True)
    if asked.changed:
        yield Paragraph("The question was changed since it was written.", warning=True)
    yield from _notes(case.notes(asked.key), zone)
    gathered = gather({page.query.page: page for page in pages})
    yield Heading(3, "What came")
    failures = case.failures(asked.key)
    if pages or not failures:
        yield Paragraph(_came(gathered, pages))
    for failure in failures:
        yield from _failure(failure, zone)
    yield from (Paragraph(note, warning=True) for page in pages for note in page.notes)
    unread = len(case.answers(asked.key)) - len(pages)
    if unread:
        yield Paragraph(f"{unread:,} recorded answers cannot be read; they are not told here.", warning=True)
    if gathered.rows:
        yield _table(gathered.rows, view)
        yield Paragraph(_totals(gathered))
        yield Heading(3, "What happened to each")
        yield from _stories(gathered.rows, view)
    if pages or not failures:
        yield from _checks(case, asked)
    if case.answers(asked.key):
        yield Heading(3, "Proof")
        yield _answers(case, asked, zone)


def _event(query: Query) -> str:
    kind = query.event_type
    return f"{kind.label} ({kind.id})" if kind.known else kind.label


def _notes(notes: Sequence[Note], zone: tzinfo) -> Iterator[Block]:
    for note in notes:
        changed = ", changed since it was written" if note.changed else ""
        yield Paragraph(f"Note of {stamp(note.at, zone)}{changed}: {note.text}", quoted=True)


def _came(gathered: Gathered, pages: Sequence[Page]) -> str:
    count = len(gathered.rows)
    if not pages:
        return "No answer is recorded."
    if not count:
        return "The API answered, with no rows. That does not say that no points were given."
    rows = f"{count:,} row{'' if count == 1 else 's'}"
    whole = "That is all there is." if gathered.complete else "More rows may exist, which were not loaded."
    came = sum(not page.not_found for page in pages)
    return f"{rows} on {came:,} page{'' if came == 1 else 's'}. {whole}"


def _failure(failure: Failure, zone: tzinfo) -> Iterator[Block]:
    changed = " This was changed since it was written." if failure.changed else ""
    yield Paragraph(
        f"Page {failure.page:,} did not come, {stamp(failure.at, zone)}: {failure.title}. {failure.cause}{changed}",
        warning=True,
    )
    facts = [f"{fact.label}: {fact.value}" for fact in failure.facts]
    yield from [Bullets((*facts, *([f"The server said: {failure.said}"] if failure.said else [])))] if facts else []


def _table(rows: Sequence[Allocation], view: Viewpoint) -> Table:
    return Table(
        tuple(column.label for column in COMPACT),
        tuple(tuple(column.cell(row, view).text for column in COMPACT) for row in rows),
        tuple(column.right for column in COMPACT),
    )


def _totals(gathered: Gathered) -> str:
    sums = totals(gathered.rows)
    scope = "Points in all" if gathered.complete else "Points of the loaded rows"
    parts = (
        ("awarded", sums.awarded),
        ("redeemed", sums.redeemed),
        ("converted", sums.converted),
        ("expired", sums.expired),
        ("returned", sums.returned),
        ("left", sums.left),
    )
    told = [f"{amount_text(amount)} {name}" for name, amount in parts if amount or name != "converted"]
    left_out = (
        (sums.unsummed, "could not be summed"),
        (sums.repeated, "repeat an id and are counted again"),
        (sums.overdrawn, "have less than nothing left"),
    )
    more = "".join(f" Rows that {what}: {count:,}." for count, what in left_out if count)
    return f"{scope}: {', '.join(told)}.{more}"


def _stories(rows: Sequence[Allocation], view: Viewpoint) -> Iterator[Block]:
    for place, row in enumerate(rows[:MOST_STORIES], 1):
        name = f"row {place}" if row.id is None else f"entry {row.id}"
        status = f", {row.status.name}" if row.status else ""
        told = " ".join(f"{READING if one.reading else ''}{one.text}" for one in story(row, view))
        yield Paragraph(f"{name[0].upper()}{name[1:]}{status}. {told}")
    if len(rows) > MOST_STORIES:
        yield Paragraph(f"The other {len(rows) - MOST_STORIES:,} rows stand in the table above only.")
    yield Paragraph(f"{READING.strip()} marks what is a reading of the numbers, not a documented fact.")


def _checks(case: Case, asked: Asked) -> Iterator[Block]:
    checked = case.checked(asked.key)
    yield Heading(3, "What the checks found")
    if checked is None:
        yield Paragraph("That is not recorded.")
        return
    if checked.changed:
        yield Paragraph("This was changed since it was written.", warning=True)
    if not checked.found:
        yield Paragraph("Nothing.")
        return
    yield Bullets(
        tuple(
            f"{noted.severity}, {noted.check}{'' if noted.id is None else f', entry {noted.id}'}: {noted.sentence}"
            for noted in checked.found
        )
    )


def _answers(case: Case, asked: Asked, zone: tzinfo) -> Table:
    return Table(
        ("Page", "Received", "Request", "Bytes", "SHA-256 of the body"),
        tuple(
            (
                str(answer.page),
                stamp(answer.received_at, zone),
                answer.request_id,
                "404" if answer.not_found else f"{len(answer.body):,}",
                f"{answer.sha256}{' (changed since)' if answer.changed else ''}{' (masked)' if answer.masked else ''}",
            )
            for answer in case.answers(asked.key)
        ),
        (True, False, False, True, False),
    )
