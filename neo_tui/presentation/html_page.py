"""One HTML page that needs nothing else: no script, no font, no picture, no address; on paper, too.

Everything that came from outside is escaped and set apart from its surroundings, so that right-to-left text turns
nothing around; a policy in the page forbids it to load anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from neo_tui.presentation.columns import MARK
from neo_tui.presentation.document import Block, Bullets, Heading, Links, Paragraph, Table, Terms

_SHORT = 64
"""Characters of a cell that is not broken on a screen: a SHA-256."""
_NARROW = 24
"""Characters of a cell that is not broken on paper either: an amount, a date; a UUID may be."""
_MANY = 12
"""Columns that stand beside each other on paper without breaking what is short."""
_CLASS_RIGHT = ' class="n"'
_CLASS_BAD = ' class="bad"'
_SIGN = f'<td class="bad">{MARK}</td>'
TABLE_END = "</tbody></table></div>\n"
END = "</body>\n</html>\n"
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --muted: #666; --bad: #a8320a }
@media (prefers-color-scheme: dark) { :root { --muted: #aaa; --bad: #f0a07d } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
 overflow-wrap: break-word }
h1 { font-size: 1.4rem; margin: 0 0 1rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem } p { max-width: 52rem; margin: .5rem 0 }
section { border-top: 1px solid var(--line); margin-top: 2rem } section h2 { margin-top: 1rem }
dl { display: grid; grid-template-columns: fit-content(18rem) 1fr; gap: .15rem 1.2rem; margin: 0 0 .8rem }
dt, dd { min-width: 0; overflow-wrap: anywhere } dt { color: var(--muted) } dd { margin: 0 }
bdi { unicode-bidi: isolate }
.rows { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--muted); font-weight: 600; white-space: nowrap }
td { white-space: pre } .long { white-space: pre-wrap; min-width: 16rem; max-width: 36rem; overflow-wrap: anywhere }
.n { text-align: right } tbody tr:nth-child(even) { background: var(--soft) }
.sum th { color: inherit; font-weight: 400 }
.sum tr:last-child * { font-weight: 700; border-top: 1px solid currentColor }
.bad { color: var(--bad); font-weight: 600 } .muted, footer { color: var(--muted) }
p.warning { border-left: 4px solid var(--bad); padding-left: .7rem; margin-top: 1rem }
blockquote { margin: .8rem 0; padding: .4rem .9rem; background: var(--soft); white-space: pre-wrap; max-width: 50rem }
ul { margin: .3rem 0; padding-left: 1.3rem }
.overview { list-style: none; padding: 0; margin: 1rem 0 } .overview li { padding: .4rem 0 }
.overview li + li { border-top: 1px solid var(--line) } .overview p { margin: 0 }
footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem; font-size: .85rem }
@media (max-width: 40rem) { body { margin: 1rem auto } dl { display: block } dd { margin-bottom: .4rem } }
@media print { :root { color-scheme: light; --muted: #444; --bad: #000 }
 body { margin: 0; max-width: none; font-size: 9pt }
 .rows { overflow: visible } th, td { white-space: pre-wrap; padding: .1rem .3rem }
 .id, .long, .many * { overflow-wrap: anywhere }
 thead { display: table-header-group } tr, dl, p, li, blockquote { break-inside: avoid }
 h2, h3 { break-after: avoid } a { color: inherit; text-decoration: none } }
"""


def head(title: str) -> str:
    """Everything up to the heading, with it.

    Args:
        title: What the page is called, as plain text.
    """
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{text(title)}</h1>\n"
    )


def row(cells: Sequence[str], right: Sequence[bool], marked: bool | None = None) -> str:
    """A row of a table: what is short is never broken, however narrow the window.

    Args:
        cells: Their texts.
        right: Which of them stand at the right.
        marked: Whether a sign stands before them; None where the table has no column for signs.
    """
    sign = "" if marked is None else _SIGN if marked else "<td></td>"
    return f"<tr>{sign}{''.join(map(_cell, cells, right))}</tr>"


def heading(labels: Sequence[str], right: Sequence[bool], *, marks: bool = False) -> str:
    """The row of a table's headings, alike."""
    sign = f'<th scope="col">{MARK}</th>' if marks else ""
    sides = (_CLASS_RIGHT if to_the_right else "" for to_the_right in right)
    told = (f'<th scope="col"{side}>{text(label)}</th>' for label, side in zip(labels, sides, strict=True))
    return f"<tr>{sign}{''.join(told)}</tr>"


def _cell(told: str, to_the_right: bool) -> str:
    kind = _CLASS_RIGHT if to_the_right else ""
    if len(told) > _NARROW:
        kind = ' class="long"' if len(told) > _SHORT else ' class="n id"' if to_the_right else ' class="id"'
    return f"<td{kind}>{text(told)}</td>"


def block(told: Block) -> str:
    """One block of a report. Sections are the affair of who knows what stands in them."""
    if isinstance(told, Heading):
        return f"<h{told.level}>{text(told.text)}</h{told.level}>\n"
    if isinstance(told, Bullets):
        return f"<ul>{''.join(f'<li>{text(item)}</li>' for item in told.items)}</ul>\n"
    if isinstance(told, Terms):
        terms = (f"<dt>{text(word)}</dt><dd>{text(meaning)}</dd>" for word, meaning in told.items)
        return f"<dl>{''.join(terms)}</dl>\n"
    if isinstance(told, Links):
        return _links(told)
    if isinstance(told, Table):
        marks = bool(told.marked)
        rows = "".join(
            f"{row(cells, told.right, place in told.marked if marks else None)}\n"
            for place, cells in enumerate(told.rows)
        )
        return f"{table_begin(told.heading, told.right, marks=marks)}{rows}{TABLE_END}"
    return _paragraph(told)


def table_begin(labels: Sequence[str], right: Sequence[bool], *, marks: bool = False) -> str:
    """What stands before the rows of a table, behind which `TABLE_END` follows."""
    many = ' class="many"' if len(labels) > _MANY else ""
    return f'<div class="rows"><table{many}><thead>{heading(labels, right, marks=marks)}</thead><tbody>\n'


def _links(told: Links) -> str:
    items = (
        f'<li><a href="#{escape(link.anchor)}">{text(link.text)}</a>'
        f"<p{_CLASS_BAD if link.warning else ''}>{text(link.told)}</p></li>"
        for link in told.items
    )
    return f'<ul class="overview">{"".join(items)}</ul>\n'


def _paragraph(told: Paragraph) -> str:
    lead = f"<b>{text(told.lead)}</b> " if told.lead else ""
    if told.quoted:
        return f"<blockquote>{lead}{text(told.text)}</blockquote>\n"
    kind = ' class="warning"' if told.warning else ' class="muted"' if told.muted else ""
    return f"<p{kind}>{lead}{text(told.text)}</p>\n"


def text(told: str) -> str:
    """Text as text, whatever it holds; where it is not plain ASCII, it cannot turn around what stands beside it."""
    return escape(told) if told.isascii() else f'<bdi dir="auto">{escape(told)}</bdi>'
