"""One HTML page that needs nothing else: no script, no font, no picture, no address; on paper, too.

Everything that came from outside is escaped and set apart from its surroundings, so that right-to-left text turns
nothing around; a policy in the page forbids it to load anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_SHORT = 64
"""Characters of a cell that is not broken: a SHA-256."""
_CLASS_RIGHT = ' class="n"'
END = "</body>\n</html>\n"
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --muted: #666; --bad: #a8320a }
@media (prefers-color-scheme: dark) { :root { --muted: #aaa; --bad: #f0a07d } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
 overflow-wrap: break-word }
h1 { font-size: 1.4rem; margin: 0 0 1rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem } p { max-width: 52rem; margin: .5rem 0 }
section { border-top: 1px solid var(--line); margin-top: 2rem } section h2 { margin-top: 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: 0 }
dt { color: var(--muted) } dd { margin: 0; min-width: 0; overflow-wrap: anywhere } bdi { unicode-bidi: isolate }
.rows { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--muted); font-weight: 600; white-space: nowrap }
td { white-space: pre } .long { white-space: pre-wrap; min-width: 16rem; max-width: 36rem }
.n { text-align: right } tbody tr:nth-child(even) { background: var(--soft) }
.sum th { color: inherit; font-weight: 400 }
.sum tr:last-child * { font-weight: 700; border-top: 1px solid currentColor }
.bad { color: var(--bad); font-weight: 600 } .muted, footer { color: var(--muted) }
.warning { border-left: 4px solid var(--bad); padding-left: .7rem }
blockquote { margin: .8rem 0; padding: .4rem .9rem; background: var(--soft); white-space: pre-wrap; max-width: 50rem }
ul { margin: .3rem 0; padding-left: 1.3rem }
footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem; font-size: .85rem }
@media (max-width: 40rem) { body { margin: 1rem auto } dl { display: block } dd { margin-bottom: .4rem } }
@media print { :root { color-scheme: light; --muted: #444; --bad: #000 }
 body { margin: 0; max-width: none; font-size: 9pt }
 .rows { overflow: visible } th, td { white-space: pre-wrap; overflow-wrap: anywhere; padding: .1rem .3rem }
 thead { display: table-header-group } tr, dl, blockquote { break-inside: avoid } }
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


def row(cells: Sequence[str], right: Sequence[bool]) -> str:
    """A row of a table: what is short is never broken, however narrow the window.

    Args:
        cells: Their texts.
        right: Which of them stand at the right.
    """
    return f"<tr>{''.join(map(_cell, cells, right))}</tr>"


def heading(labels: Sequence[str], right: Sequence[bool]) -> str:
    """The row of a table's headings, alike."""
    sides = (_CLASS_RIGHT if to_the_right else "" for to_the_right in right)
    told = (f'<th scope="col"{side}>{text(label)}</th>' for label, side in zip(labels, sides, strict=True))
    return f"<tr>{''.join(told)}</tr>"


def _cell(told: str, to_the_right: bool) -> str:
    kind = ' class="long"' if len(told) > _SHORT else _CLASS_RIGHT if to_the_right else ""
    return f"<td{kind}>{text(told)}</td>"


def text(told: str) -> str:
    """Text as text, whatever it holds; where it is not plain ASCII, it cannot turn around what stands beside it."""
    return escape(told) if told.isascii() else f'<bdi dir="auto">{escape(told)}</bdi>'
