"""Rows as a report in one HTML file (`html_page`), which a colleague opens in any browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from neo_tui.domain.case import Noted
from neo_tui.domain.checks.catalogue import about_rows, found
from neo_tui.domain.checks.check import Finding
from neo_tui.domain.points import amount_text
from neo_tui.domain.totals import Reckoning
from neo_tui.presentation.checks import by_check, title
from neo_tui.presentation.columns import COMPACT
from neo_tui.presentation.document import Bullets, Heading, Paragraph, Terms
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.layouts import laid
from neo_tui.presentation.html_page import END, TABLE_END, block, head, row, table_begin, text
from neo_tui.presentation.reports import MARK_MEANS, finding_blocks, statuses, story_blocks
from neo_tui.presentation.text import plain
from neo_tui.presentation.totals import caveat_lines, counted, title_line, told_measures

_PART = "More rows may exist than this report holds."
"""What is said of rows of which nobody knows whether they are all."""
_APART = timedelta(minutes=1)
"""From this on, when a report was made and the moment by which it tells ages are told apart."""
_WIDE = 10_000
"""Cells; lines are not broken here, the browser does that."""


def html_pieces(export: Export) -> Iterator[str]:
    """The report: what was asked, what the rows come to, what the checks found, the rows, what happened to them."""
    asked = export.view.asked
    name = "Points allocation"
    if asked is not None:
        name += f" of customer {asked.customer_id}, {asked.entity_id}"
    elif export.recording:
        name += f" from {export.recording}"
    yield head(name)
    if export.about:
        yield block(Terms(export.about))
    if not export.complete:
        yield block(Paragraph("", lead=export.part or _PART, warning=True))
    findings = found(export.rows, export.view)
    marked = about_rows(findings)
    yield from _totals(export)
    yield from _checks(export, findings)
    yield block(Heading(2, counted(len(export.rows), "row").capitalize()))
    yield from _rows(export, marked)
    if export.rows:
        yield block(Heading(2, "What happened"))
        yield from map(block, story_blocks(export.rows, export.view, marked))
    if export.notes:
        yield block(Heading(2, "Notes"))
        yield block(Bullets(export.notes))
    yield f"<footer>{text(_made(export))}</footer>\n"
    yield END


def _made(export: Export) -> str:
    view = export.view
    made = export.made or view.now
    source = f" from the recording {export.recording}" if export.recording else ""
    ages = f" Ages are told as of {view.day_time_and_zone(view.now)}." if abs(made - view.now) >= _APART else ""
    return (
        f"Made by neo-tui on {view.day_time_and_zone(made)}{source}.{ages} "
        f"Times are told in the zone {view.told_zone_name}."
    )


def _totals(export: Export) -> Iterator[str]:
    if not export.rows:
        return
    reckoning = Reckoning(export.rows, export.view.asked)
    sums = reckoning.totals()
    yield block(Heading(2, plain(title_line(sums, "", complete=True, part=not export.complete))))
    lines = [
        f'<tr><th scope="row">{measure.sign} {measure.name}</th><td class="n">{amount_text(measure.of(sums))}</td></tr>'
        for measure in told_measures(sums)
    ]
    yield f'<table class="sum"><tbody>{"".join(lines)}</tbody></table>\n'
    told = [plain(line).strip() for line in caveat_lines(sums, reckoning.unsummed, _WIDE)]
    yield from (block(Paragraph(each, muted=True)) for each in told if each)


def _checks(export: Export, findings: Sequence[Finding]) -> Iterator[str]:
    if not export.rows:
        return
    told = title(by_check(findings), len(export.rows), "", complete=True, part=not export.complete)
    yield block(Heading(2, told))
    yield from map(block, finding_blocks(map(Noted.of, findings)))


def _rows(export: Export, marked: set[int]) -> Iterator[str]:
    if not export.rows:
        yield block(Paragraph("No rows: that need not mean that no points were given."))
        return
    yield block(statuses(export.rows))
    if marked:
        yield block(MARK_MEANS)
    table = laid(export, export.columns or COMPACT)
    yield table_begin(table.labels, table.right, marks=bool(marked))
    for place, cells in enumerate(table.rows):
        yield f"{row(cells, table.right, place in marked if marked else None)}\n"
    yield TABLE_END
