"""Rows as a report in one HTML file (`html_page`), which a colleague opens in any browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.checks.check import Finding
from neo_tui.domain.points import amount_text
from neo_tui.domain.totals import Reckoning
from neo_tui.presentation.checks import by_check, title
from neo_tui.presentation.columns import COMPACT
from neo_tui.presentation.detail import READING
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.layouts import laid
from neo_tui.presentation.html_page import END, head, heading, row, text
from neo_tui.presentation.text import plain
from neo_tui.presentation.totals import MEASURES, caveat_lines, counted, title_line

MOST_FINDINGS = 200
"""Findings of one check that are listed."""
_WIDE = 10_000
"""Cells; lines are not broken here, the browser does that."""


def html_pieces(export: Export) -> Iterator[str]:
    """The report: what was asked, what the rows come to, what the checks found, the rows, what is to be noted."""
    asked = export.view.asked
    name = "Points allocation"
    if asked is not None:
        name += f" of customer {asked.customer_id}, {asked.entity_id}"
    yield head(name)
    if export.about:
        told = (f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in export.about)
        yield f"<dl>{''.join(told)}</dl>\n"
    yield from _totals(export)
    yield from _checks(export)
    yield f"<h2>{counted(len(export.rows), 'row').capitalize()}</h2>\n"
    yield from _rows(export)
    if export.notes:
        yield f"<h2>Notes</h2>\n{_list(export.notes)}"
    zone = export.view.told_zone_name
    made = export.view.told(export.view.now).isoformat(timespec="seconds")
    yield f"<footer>Made by neo-tui on {text(made)}. Times are told in the zone {text(zone)}.</footer>\n"
    yield END


def _totals(export: Export) -> Iterator[str]:
    if not export.rows:
        return
    reckoning = Reckoning(export.rows)
    sums = reckoning.totals()
    yield f"<h2>{text(plain(title_line(sums, '', complete=export.complete)))}</h2>\n"
    lines = [
        f'<tr><th scope="row">{measure.sign} {measure.name}</th><td class="n">{amount_text(measure.of(sums))}</td></tr>'
        for measure in MEASURES
    ]
    yield f'<table class="sum"><tbody>{"".join(lines)}</tbody></table>\n'
    told = [plain(line).strip() for line in caveat_lines(sums, reckoning.unsummed, _WIDE)]
    yield "".join(f'<p class="muted">{text(each)}</p>\n' for each in told if each)


def _checks(export: Export) -> Iterator[str]:
    if not export.rows:
        return
    checked = by_check(found(export.rows, export.view))
    yield f"<h2>{text(title(checked, len(export.rows), '', complete=export.complete))}</h2>\n"
    for each in checked:
        if not each.findings:
            continue
        reading = READING if each.check.reading else ""
        yield (
            f'<h3><span class="bad">{each.check.severity}</span> {text(each.check.sentence)}</h3>\n'
            f'<p class="muted">{text(reading + each.check.explanation)}</p>\n'
        )
        told = [_finding(finding) for finding in each.findings[:MOST_FINDINGS]]
        more = len(each.findings) - MOST_FINDINGS
        yield _list([*told, *([f"… and {more:,} more, which are not listed."] if more > 0 else [])])


def _finding(finding: Finding) -> str:
    return f"{'' if finding.id is None else f'entry {finding.id}: '}{finding.sentence}"


def _rows(export: Export) -> Iterator[str]:
    if not export.rows:
        yield "<p>No rows: that need not mean that no points were given.</p>\n"
        return
    table = laid(export, export.columns or COMPACT)
    yield f'<div class="rows"><table><thead>{heading(table.labels, table.right)}</thead><tbody>\n'
    for cells in table.rows:
        yield f"{row(cells, table.right)}\n"
    yield "</tbody></table></div>\n"


def _list(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{text(each)}</li>' for each in texts)}</ul>\n"
