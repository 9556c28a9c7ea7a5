"""What can be copied of an answer: each an offer with its letter, and the plain text it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.errors import NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.story import story
from neo_tui.domain.telling import Mode, Where
from neo_tui.domain.viewpoint import HERE, Viewpoint
from neo_tui.presentation.columns import Column
from neo_tui.presentation.exporters.cells import texts
from neo_tui.presentation.exporters.export import Values
from neo_tui.presentation.exporters.layouts import markdown_lines
from neo_tui.presentation.exporters.sheets import disarmed
from neo_tui.presentation.requests import command, curl, url
from neo_tui.presentation.shortened import Shortener

Make = Callable[[Shortener | None], str]
"""Makes a text, its ids cut where somebody is given who cuts them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be copied.

    Attributes:
        key: The letter that picks it.
        name: What it is, as messages begin with it.
        told: What it looks like, a few words; visible text.
        make: Makes the text. That of many rows takes its time.
    """

    key: str
    name: str
    told: str
    make: Make


@dataclass(frozen=True)
class Source:
    """What a person looks at while they copy.

    Attributes:
        profile: The connection that asked.
        query: The question, on the first page that is shown.
        view: From when and where one looks.
        rows: The rows that are shown, in their order.
        columns: The columns in their order, without signs of sorting.
        row: The one at the cursor; None when there is none.
        column: The one at the cursor; None when there is none.
        page: The answer it came in; None when none has come.
        error: What stands above the rows, when something went wrong.
        filter_text: The filter as it was typed.
        sort: The order as one types it.
        every_page: Whether the rows of several pages are shown.
        stored: Whether the connection is among those that other runs of the program know.
        known: Whether it is known what was asked; else there is no URL, no curl line and no command.
        live: Whether the rows come from the connection; else the command would ask anew.
        here: The IANA name of the viewer's zone, so that it is the same one on another machine; `HERE` if not known.
        first_page: The first of the loaded pages, from 1.
    """

    profile: Profile
    query: Query
    view: Viewpoint
    rows: Sequence[Allocation] = ()
    columns: Sequence[Column] = ()
    row: Allocation | None = None
    column: Column | None = None
    page: Page | None = None
    error: NeoError | None = None
    filter_text: str = ""
    sort: str = ""
    every_page: bool = False
    stored: bool = True
    known: bool = True
    live: bool = True
    here: str = HERE
    first_page: int = 1

    @property
    def told_zone(self) -> str:
        """The zone in which times are told, as an option takes it; "" for the profile's own."""
        return {Where.PROFILE: "", Where.VIEWER: self.here, Where.UTC: "UTC"}[self.view.telling.where]

    def shortener(self) -> Shortener:
        """What cuts the ids of all this."""
        others = () if self.page is None else self.page.allocations
        return Shortener(self.query, (*self.rows, *others))


def offers(source: Source) -> list[Offer]:
    """All that can be copied here, in the order of the menu."""
    question = _of_question(source) if source.known else ()
    return [*_of_error(source), *_of_row(source), *_of_answer(source), *question]


def _of_error(source: Source) -> Iterator[Offer]:
    error = source.error
    if error is not None:
        yield Offer("e", "Error", error.title, lambda cut: _cut(error_text(error), cut))


def _of_row(source: Source) -> Iterator[Offer]:
    row, view, columns = source.row, source.view, source.columns
    if row is None:
        return
    column = source.column
    if column is not None:
        yield Offer("y", "Cell", column.label, lambda cut: cell_text(row, column, view, cut))
    yield Offer("r", "Row", "tab-separated, for a spreadsheet", lambda cut: row_text(row, columns, view, cut))
    if row["id"].state is not State.MISSING:
        yield Offer("i", "Entry id", "as sent", lambda cut: entry_text(row, cut))
    yield Offer("s", "Story", "what happened, in words", lambda cut: story_text(row, view, cut))
    yield Offer("j", "Row as JSON", "as sent", lambda cut: cut.json(row.raw) if cut else row.raw)


def _of_answer(source: Source) -> Iterator[Offer]:
    page, rows = source.page, source.rows
    if page is not None:
        number = page.query.page
        told = f"the whole answer of page {number:,}, as sent"
        yield Offer("J", "Page as JSON", told, lambda cut: cut.json(page.body) if cut else page.body)
    if rows:
        count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
        yield Offer(
            "m",
            "Table",
            f"Markdown, {count} as shown",
            lambda cut: table_text(rows, source.columns, source.view, cut),
        )


def _of_question(source: Source) -> Iterator[Offer]:
    profile, query = source.profile, source.query
    yield Offer("u", "URL", "of the request", lambda cut: _cut_url(url(profile, query), cut))
    yield Offer("c", "curl", "the secret as a variable", lambda cut: _cut_url(curl(profile, query), cut))
    told = "for all pages, also what is not loaded" if source.every_page else "that prints the same rows"
    told = told if source.live else "that asks this again, live"
    yield Offer("n", "neo-tui command", told, lambda cut: command_text(source, cut))


def _cut(text: str, cut: Shortener | None) -> str:
    return cut.text(text) if cut else text


def _cut_url(text: str, cut: Shortener | None) -> str:
    return cut.url(text) if cut else text


def cell_text(row: Allocation, column: Column, view: Viewpoint, cut: Shortener | None = None) -> str:
    """A cell as the table tells it, whole."""
    text = column.cell(row, view).text
    return cut.cell(column.key, text) if cut else text


def row_text(row: Allocation, columns: Sequence[Column], view: Viewpoint, cut: Shortener | None = None) -> str:
    """A row for a spreadsheet: its columns with tabs in between, values as sent, nothing that reads as a formula."""
    cells = [_plain(row, column, view) for column in columns]
    if cut:
        cells = [cut.cell(column.key, cell) for column, cell in zip(columns, cells, strict=True)]
    return "\t".join(map(disarmed, cells))


def _plain(row: Allocation, column: Column, view: Viewpoint) -> str:
    (make,) = texts((column,), Values.SENT)
    return make(row, view)


def entry_text(row: Allocation, cut: Shortener | None = None) -> str:
    """The id of the entry as it was sent."""
    literal = row["id"].literal
    return cut.cell("id", literal) if cut else literal


def story_text(row: Allocation, view: Viewpoint, cut: Shortener | None = None) -> str:
    """What happened to the points, behind the entry's id and status where they were sent.

    When it was told stands at its end, as ages in it grow.
    """
    told = " ".join(sentence.text for sentence in story(row, view))
    told = f"{told} (As of {view.day_time_and_zone(view.now)}.)"
    status = row.status.name if row.status else ""
    entry = f"Entry {entry_text(row, cut)}" if row["id"].state is not State.MISSING else ""
    before = ", ".join(part for part in (entry, status) if part)
    return _cut(f"{before}: {told}" if before else told, cut)


def table_text(
    rows: Sequence[Allocation], columns: Sequence[Column], view: Viewpoint, cut: Shortener | None = None
) -> str:
    """The rows as a table of Markdown, cells as the table tells them, whole."""
    cells = ([cell_text(row, column, view, cut) for column in columns] for row in rows)
    return "".join(markdown_lines([column.label for column in columns], [column.right for column in columns], cells))


def command_text(source: Source, cut: Shortener | None = None) -> str:
    """The command of neo-tui that prints these rows; with its ids cut it only shows what was asked."""
    telling = source.view.telling
    return command(
        source.profile,
        replace(source.query, page=source.first_page) if source.every_page else source.query,
        filter_text=source.filter_text,
        sort=source.sort,
        columns=[column.key for column in source.columns],
        every_page=source.every_page,
        told_zone=source.told_zone,
        times="" if telling.mode is Mode.ABSOLUTE else telling.mode,
        stored=source.stored,
        cut=cut.cell if cut else None,
    )


def error_text(error: NeoError) -> str:
    """An error with all its facts, a line each."""
    lines = [error.title, error.cause, error.action, *(f"{fact.label}: {fact.value}" for fact in error.facts)]
    return "\n".join(line for line in lines if line)
