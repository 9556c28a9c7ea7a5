"""A case report as Markdown, and as one HTML page that needs nothing else and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from neo_tui.presentation.case_report import Block, Bullets, Heading, Table
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.html_page import END, head, heading, row, text

_MARKUP = re.compile(r"[\\|`*\[\]<>&~#!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown would take for more than a character. An underline within a word stays as it is."""
_TITLE, _SECTION = 1, 2
"""Levels of headings."""
_LIST = re.compile(r"\A(\s*[0-9]*)([-+=.)])")


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


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", " ".join(words.split("\n")))


def _begun(text: str) -> str:
    """A line that Markdown would take for a list or a rule by how it begins, as the text that it is."""
    return _LIST.sub(lambda match: f"{match[1]}\\{match[2]}", text)


def page(blocks: Sequence[Block]) -> str:
    """The report as one HTML page (`html_page`): a section for each of what stands under its title."""
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    told = [head(title)]
    opened = False
    for block in blocks:
        if isinstance(block, Heading) and block.level == _TITLE:
            continue
        if isinstance(block, Heading) and block.level == _SECTION:
            told.append("</section>\n<section>\n" if opened else "<section>\n")
            opened = True
        told.append(f"{_html(block)}\n")
    return "".join([*told, "</section>\n" if opened else "", END])


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{text(block.text)}</h{block.level}>"
    if isinstance(block, Bullets):
        return f"<ul>{''.join(f'<li>{text(item)}</li>' for item in block.items)}</ul>"
    if isinstance(block, Table):
        rows = "\n".join(row(cells, block.right) for cells in block.rows)
        labels = heading(block.heading, block.right)
        return f'<div class="rows"><table><thead>{labels}</thead><tbody>\n{rows}\n</tbody></table></div>'
    if block.quoted:
        return f"<blockquote>{text(block.text)}</blockquote>"
    kind = ' class="warning"' if block.warning else ""
    return f"<p{kind}>{text(block.text)}</p>"


WRITERS: Mapping[Format, Callable[[Sequence[Block]], str]] = {Format.MARKDOWN: markdown, Format.HTML: page}
"""The text of a report, by its format."""
