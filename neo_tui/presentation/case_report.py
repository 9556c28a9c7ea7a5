"""A case as a report that somebody reads who has no neo-tui: what was asked, what was found, row by row.

What is found comes first and what proves it last: most readers need no more than the beginning. One document of
headings, sentences and tables; how it is written (Markdown, HTML) is the writer's affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.case import MAX_FOUND, Asked, Case, Checked, Failure, Note, Noted
from neo_tui.domain.checks.catalogue import about_rows, found
from neo_tui.domain.gathered import Gathered, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.points import amount_text
from neo_tui.domain.query import Query
from neo_tui.domain.timestamps import stamp
from neo_tui.domain.totals import Totals, totals
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.columns import COMPACT
from neo_tui.presentation.document import Block, Bullets, Heading, Link, Links, Paragraph, Table
from neo_tui.presentation.reports import MARK_MEANS, finding_blocks, statuses, story_blocks
from neo_tui.presentation.scope import missing_words
from neo_tui.presentation.telling import to_the_second
from neo_tui.presentation.totals import counted, told_measures


@dataclass(frozen=True)
class _Told:
    """A question with all that is told of it, looked at once.

    Attributes:
        anchor: By which the overview leads to it.
        asked: The question.
        view: From when and where its rows are looked at.
        pages: Its pages that could be read.
        gathered: Their rows.
        sums: What these come to.
        failures: The requests to which no rows came.
        checked: What the checks found when it was recorded; None where that is not recorded.
        noted: What is told of the checks: that, else what they find now.
        unrecorded: What they find in the rows now, and is not recorded.
        unfound: How many of the recorded findings they do not find in the rows now.
        marked: Places of the rows that this is about, counted from 0.
    """

    anchor: str
    asked: Asked
    view: Viewpoint
    pages: Sequence[Page]
    gathered: Gathered
    sums: Totals
    failures: Sequence[Failure]
    checked: Checked | None
    noted: Sequence[Noted]
    unrecorded: Sequence[Noted]
    unfound: int
    marked: frozenset[int]

    @property
    def title(self) -> str:
        """What was asked."""
        query = self.asked.query
        return f"{self.anchor[1:]}. {_event(query)}, entity {query.entity_id}, customer {query.customer_id}"


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
    questions = [_looked_at(case, f"q{number}", *each) for number, each in enumerate(pages, 1)]
    return [
        Heading(1, f"Case {name}"),
        Paragraph(
            f"Begun on {to_the_second(case.at, zone)} by {case.tool}. {counted(len(questions), 'question')}. "
            "What is told of an answer is told as of the moment at which it came."
        ),
        *(Paragraph(problem, warning=True) for problem in case.problems),
        *_notes(case.notes(""), zone),
        *([Links(tuple(map(_link, questions)))] if questions else []),
        *(block for told in questions for block in _question(case, told, zone)),
    ]


def _looked_at(case: Case, anchor: str, asked: Asked, pages: Sequence[Page], view: Viewpoint) -> _Told:
    gathered = gather({page.query.page: page for page in pages})
    checked = case.checked(asked.key)
    findings = found(gathered.rows, view)
    now = [Noted.of(finding) for finding in findings]
    noted = now if checked is None else checked.found
    # A row is marked for what is told of it: by the id that was recorded, or, where it has none, by what is found now.
    known, again = set(noted), set(now)
    alike = {finding.check.name for finding in findings if finding.marked != finding.rows}
    ids = {one.id for one in noted if one.id is not None and one.check not in alike}
    marked = about_rows(finding for finding, one in zip(findings, now, strict=True) if one in known)
    marked |= {place for place, row in enumerate(gathered.rows) if row.id in ids}
    return _Told(
        anchor,
        asked,
        view,
        pages,
        gathered,
        totals(gathered.rows, asked.query),
        case.failures(asked.key),
        checked,
        noted,
        [one for one in now[:MAX_FOUND] if one not in known],
        sum(one not in again for one in noted),
        frozenset(marked),
    )


# ── the overview ──


def _link(told: _Told) -> Link:
    return Link(told.anchor, told.title, "; ".join(_outcome(told)), warning=bool(told.failures))


def _outcome(told: _Told) -> Iterator[str]:
    """What came of a question, in a few words."""
    if told.failures and not told.pages:
        yield f"not answered: {told.failures[-1].title}"
        return
    if told.gathered.rows:
        more = "" if told.gathered.complete else ", not all of them" if told.gathered.ended else ", more may exist"
        yield f"{counted(len(told.gathered.rows), 'row')}{more}"
        sums = told.sums
        left_out = f" ({counted(sums.unsummed, 'row')} not summed)" if sums.unsummed else ""
        yield f"{amount_text(sums.awarded)} awarded, {amount_text(sums.left)} left{left_out}"
        yield counted(len(told.noted) + (told.checked.more if told.checked else 0), "finding")
        if told.unrecorded or told.unfound:
            yield "the checks find otherwise now"
    elif told.pages:
        yield "no rows"
    else:
        yield "no answer is recorded"
    yield from (f"page {failure.page:,} did not come: {failure.title}" for failure in told.failures)


# ── a question ──


def _question(case: Case, told: _Told, zone: tzinfo) -> Iterator[Block]:
    asked, view = told.asked, told.view
    yield Heading(2, told.title, told.anchor)
    came = "answered" if told.pages or not told.failures else "not answered"
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
    yield Heading(3, "In short")
    yield from _in_short(case, told, zone)
    rows = told.gathered.rows
    if rows:
        yield Heading(3, "The rows")
        yield statuses(rows)
        if told.marked:
            yield MARK_MEANS
        yield _table(rows, view, told.marked)
        yield Heading(3, "What happened")
        yield from story_blocks(rows, view, told.marked)
    if case.answers(asked.key):
        yield Heading(3, "Proof")
        yield _answers(case, asked, zone)


def _event(query: Query) -> str:
    kind = query.event_type
    return f"{kind.label} ({kind.id})" if kind.known else kind.label


def _notes(notes: Sequence[Note], zone: tzinfo) -> Iterator[Block]:
    for note in notes:
        changed = ", changed since it was written" if note.changed else ""
        yield Paragraph(f"Note of {to_the_second(note.at, zone)}{changed}: {note.text}", quoted=True)


def _in_short(case: Case, told: _Told, zone: tzinfo) -> Iterator[Block]:
    if told.pages or not told.failures:
        yield Paragraph(_came(told))
    if told.gathered.rows:
        yield Paragraph(_totals(told))
    for failure in told.failures:
        yield from _failure(failure, zone)
    yield from (Paragraph(note, warning=True) for page in told.pages for note in page.notes)
    unread = len(case.answers(told.asked.key)) - len(told.pages)
    if unread:
        yield Paragraph(f"{unread:,} recorded answers cannot be read; they are not told here.", warning=True)
    if told.pages or not told.failures:
        yield from _checks(told)


def _came(told: _Told) -> str:
    gathered = told.gathered
    if not told.pages:
        return "No answer is recorded."
    if not gathered.rows:
        return "The API answered, with no rows. That does not say that no points were given."
    came = sum(not page.not_found for page in told.pages)
    more = "Rows are missing" if gathered.ended else "More rows may exist"
    whole = "That is all there is." if gathered.complete else f"{more}: {missing_words(gathered)}."
    return f"{counted(len(gathered.rows), 'row')} on {counted(came, 'page')}. {whole}"


def _failure(failure: Failure, zone: tzinfo) -> Iterator[Block]:
    changed = " This was changed since it was written." if failure.changed else ""
    yield Paragraph(
        f"Page {failure.page:,} did not come, {to_the_second(failure.at, zone)}: {failure.title}. "
        f"{failure.cause}{changed}",
        warning=True,
    )
    facts = [f"{fact.label}: {fact.value}" for fact in failure.facts]
    yield from [Bullets((*facts, *([f"The server said: {failure.said}"] if failure.said else [])))] if facts else []


def _totals(told: _Told) -> str:
    sums = told.sums
    scope = "Points in all" if told.gathered.complete else "Points of the loaded rows"
    parts = [f"{amount_text(measure.of(sums))} {measure.name}" for measure in told_measures(sums)]
    left_out = (
        (sums.unsummed, "could not be summed"),
        (sums.repeated, "repeat an id and are counted again"),
        (sums.strange, "are not as asked (another customer or event type) and are counted all the same"),
        (sums.overdrawn, "have less than nothing left"),
    )
    more = "".join(f" Rows that {what}: {count:,}." for count, what in left_out if count)
    return f"{scope}: {', '.join(parts)}.{more}"


def _checks(told: _Told) -> Iterator[Block]:
    checked = told.checked
    if checked is None and not told.gathered.rows:
        return
    if checked is None:
        yield Paragraph("What the checks found then is not recorded; this is what they find in the rows now.")
    elif checked.changed:
        yield Paragraph("What the checks found was changed since it was written.", warning=True)
    if told.noted:
        yield from finding_blocks(told.noted)
        if checked is not None and checked.more:
            yield Paragraph(f"The checks found {checked.more:,} more, which the case does not hold.", warning=True)
    else:
        yield Paragraph("The checks found nothing.")
    if checked is not None and told.gathered.rows:
        yield from _checked_again(checked, told)


def _checked_again(checked: Checked, told: _Told) -> Iterator[Block]:
    """Where what is recorded of the checks and the recorded rows do not say the same: a file can say anything."""
    rows = len(told.gathered.rows)
    if checked.rows != rows:
        yield Paragraph(f"They looked at {counted(checked.rows, 'row')}; the case holds {rows:,}.", warning=True)
    if told.unfound:
        yield Paragraph(
            f"Of what is recorded, {counted(told.unfound, 'finding')} cannot be found in these rows now.", warning=True
        )
    if told.unrecorded:
        yield Paragraph("Checked again, these rows have findings that are not recorded:", warning=True)
        yield from finding_blocks(told.unrecorded)


def _table(rows: Sequence[Allocation], view: Viewpoint, marked: frozenset[int]) -> Table:
    return Table(
        tuple(column.label for column in COMPACT),
        tuple(tuple(clipped(column.cell(row, view).text) for column in COMPACT) for row in rows),
        tuple(column.right for column in COMPACT),
        marked,
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
