"""Rows as a report in one HTML file that needs nothing else: no script, no font, no picture, no address.

A colleague opens it in any browser, on paper too. Everything that came from outside is escaped and set apart from
its surroundings, so that right-to-left text turns nothing around; a policy in the file forbids it to load anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.checks.check import Finding
from neo_tui.domain.points import amount_text
from neo_tui.domain.totals import Reckoning
from neo_tui.presentation.checks import by_check, title
from neo_tui.presentation.columns import COMPACT
from neo_tui.presentation.detail import READING
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.layouts import laid
from neo_tui.presentation.text import plain
from neo_tui.presentation.totals import MEASURES, caveat_lines, counted, title_line

MOST_FINDINGS = 200
"""Findings of one check that are listed."""
_WIDE = 10_000
"""Cells; lines are not broken here, the browser does that."""
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --muted: #666; --accent: #0b57a4; --bad: #a8320a }
@media (prefers-color-scheme: dark) { :root { --muted: #aaa; --accent: #7db8f0; --bad: #f0a07d } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 78rem; padding: 0 1rem }
h1 { font-size: 1.4rem; margin: 0 0 1rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
h3 { font-size: 1rem; margin: 1rem 0 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: 0 }
dt { color: var(--muted) } dd { margin: 0; overflow-wrap: anywhere } bdi { unicode-bidi: isolate }
.rows { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--muted); font-weight: 600; white-space: nowrap }
td { white-space: pre-wrap; max-width: 30rem; overflow-wrap: anywhere }
.n { text-align: right; white-space: nowrap } tbody tr:nth-child(even) { background: var(--soft) }
.sum th { color: inherit; font-weight: 400 }
.sum tr:last-child * { font-weight: 700; border-top: 1px solid currentColor }
.bad { color: var(--bad); font-weight: 600 } .muted, footer { color: var(--muted) }
ul { margin: .3rem 0; padding-left: 1.3rem }
footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem; font-size: .85rem }
@media print { :root { color-scheme: light; --muted: #444; --accent: #000; --bad: #000 }
 body { margin: 0; max-width: none; font-size: 9pt }
 .rows { overflow: visible } thead { display: table-header-group } tr, dl { break-inside: avoid } }
"""


def html_pieces(export: Export) -> Iterator[str]:
    """The report: what was asked, what the rows come to, what the checks found, the rows, what is to be noted."""
    asked = export.view.asked
    name = "Points allocation"
    if asked is not None:
        name += f" of customer {asked.customer_id}, {asked.entity_id}"
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_text(name)}</h1>\n"
    )
    if export.about:
        told = (f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>" for label, value in export.about)
        yield f"<dl>{''.join(told)}</dl>\n"
    yield from _totals(export)
    yield from _checks(export)
    yield f"<h2>{counted(len(export.rows), 'row').capitalize()}</h2>\n"
    yield from _rows(export)
    if export.notes:
        yield f"<h2>Notes</h2>\n{_list(export.notes)}"
    zone = export.view.told_zone_name
    made = export.view.told(export.view.now).isoformat(timespec="seconds")
    yield f"<footer>Made by neo-tui on {_text(made)}. Times are told in the zone {_text(zone)}.</footer>\n"
    yield "</body>\n</html>\n"


def _totals(export: Export) -> Iterator[str]:
    if not export.rows:
        return
    reckoning = Reckoning(export.rows)
    sums = reckoning.totals()
    yield f"<h2>{_text(plain(title_line(sums, '', complete=export.complete)))}</h2>\n"
    lines = [
        f'<tr><th scope="row">{measure.sign} {measure.name}</th><td class="n">{amount_text(measure.of(sums))}</td></tr>'
        for measure in MEASURES
    ]
    yield f'<table class="sum"><tbody>{"".join(lines)}</tbody></table>\n'
    told = [plain(line).strip() for line in caveat_lines(sums, reckoning.unsummed, _WIDE)]
    yield "".join(f'<p class="muted">{_text(text)}</p>\n' for text in told if text)


def _checks(export: Export) -> Iterator[str]:
    if not export.rows:
        return
    checked = by_check(found(export.rows, export.view))
    yield f"<h2>{_text(title(checked, len(export.rows), '', complete=export.complete))}</h2>\n"
    for each in checked:
        if not each.findings:
            continue
        reading = READING if each.check.reading else ""
        yield (
            f'<h3><span class="bad">{each.check.severity}</span> {_text(each.check.sentence)}</h3>\n'
            f'<p class="muted">{_text(reading + each.check.explanation)}</p>\n'
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
    sides = [' class="n"' if right else "" for right in table.right]
    heads = (f'<th scope="col"{side}>{_text(label)}</th>' for label, side in zip(table.labels, sides, strict=True))
    yield f'<div class="rows"><table><thead><tr>{"".join(heads)}</tr></thead><tbody>\n'
    for row in table.rows:
        yield f"<tr>{_cells(row, sides)}</tr>\n"
    yield "</tbody></table></div>\n"


def _cells(row: Sequence[str], sides: Sequence[str]) -> str:
    return "".join(f"<td{side}>{_text(cell)}</td>" for cell, side in zip(row, sides, strict=True))


def _list(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_text(text)}</li>' for text in texts)}</ul>\n"


def _text(text: str) -> str:
    """Text as text, whatever it holds; where it is not plain ASCII, it cannot turn around what stands beside it."""
    return escape(text) if text.isascii() else f'<bdi dir="auto">{escape(text)}</bdi>'
