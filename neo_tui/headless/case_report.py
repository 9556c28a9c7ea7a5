"""A case report as Markdown, and as one HTML page that needs nothing else and runs nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

from neo_tui.presentation.case_report import Block, Bullets, Heading, Table

_MARKUP = re.compile(r"[\\|`*\[\]<>&~#!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown would take for more than a character. An underline within a word stays as it is."""
_LIST = re.compile(r"\A(\s*[0-9]*)([-+=.)])")
_STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.5rem;border-top:1px solid #ccd;padding-top:1rem}
h3{font-size:1rem;margin-bottom:.3rem}table{border-collapse:collapse;font-size:.85rem;display:block;overflow-x:auto}
th,td{padding:.2rem .6rem;border-bottom:1px solid #dde;text-align:left;overflow-wrap:anywhere}
.right{text-align:right;white-space:nowrap}.warning{border-left:4px solid #b35900;padding-left:.6rem}
blockquote{margin:1rem 0;padding:.3rem .8rem;background:#eef2f8;white-space:pre-wrap}
@media(prefers-color-scheme:dark){body{color:#dfe3e8;background:#14171c}th,td{border-color:#333a44}
h2{border-color:#333a44}blockquote{background:#1f2630}}"""


def markdown(blocks: Sequence[Block]) -> str:
    """The report as Markdown; whatever came is shown as it is."""
    return "\n\n".join(_markdown(block) for block in blocks) + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_escaped(block.text)}"
    if isinstance(block, Bullets):
        return "\n".join(f"- {_escaped(item)}" for item in block.items)
    if isinstance(block, Table):
        lines = [
            [_escaped(cell) for cell in block.heading],
            ["---:" if right else "---" for right in block.right],
            *([_escaped(cell) for cell in row] for row in block.rows),
        ]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    lead = "> " if block.quoted else "**!** " if block.warning else ""
    glue = "\n> " if block.quoted else " "
    return lead + glue.join(_begun(_escaped(text)) for text in block.text.split("\n"))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split("\n")))


def _begun(text: str) -> str:
    """A line that Markdown would take for a list or a rule by how it begins, as the text that it is."""
    return _LIST.sub(lambda match: f"{match[1]}\\{match[2]}", text)


def page(blocks: Sequence[Block]) -> str:
    """The report as one HTML page."""
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(map(_html, blocks)) + "\n</body>\n</html>\n"


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{html.escape(block.text)}</h{block.level}>"
    if isinstance(block, Bullets):
        return f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in block.items)}</ul>"
    if isinstance(block, Table):
        heading = _row("th", block.heading, block.right)
        return f"<table>\n{heading}\n" + "\n".join(_row("td", row, block.right) for row in block.rows) + "\n</table>"
    if block.quoted:
        return f"<blockquote>{html.escape(block.text)}</blockquote>"
    return f"<p{' class=warning' if block.warning else ''}>{html.escape(block.text)}</p>"


def _row(tag: str, cells: Sequence[str], right: Sequence[bool]) -> str:
    told = (
        f"<{tag}{' class=right' if to_the_right else ''}>{html.escape(cell)}</{tag}>"
        for cell, to_the_right in zip(cells, right, strict=True)
    )
    return f"<tr>{''.join(told)}</tr>"


WRITERS: Mapping[str, Callable[[Sequence[Block]], str]] = {"markdown": markdown, "html": page}
"""The text of a report, by the name of its format."""
