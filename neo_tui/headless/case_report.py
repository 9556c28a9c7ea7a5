"""A case report as Markdown, and as one HTML page that needs nothing else and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from neo_tui.presentation.columns import MARK
from neo_tui.presentation.document import Block, Bullets, Heading, Links, Table, Terms
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.html_page import END, head
from neo_tui.presentation.html_page import block as as_html

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
    if isinstance(block, Terms):
        return "\n".join(f"- **{_escaped(word)}**: {_escaped(meaning)}" for word, meaning in block.items)
    if isinstance(block, Links):
        return "\n".join(f"- **{_escaped(link.text)}**: {_escaped(link.told)}" for link in block.items)
    if isinstance(block, Table):
        return _table(block)
    start = "> " if block.quoted else "**!** " if block.warning else ""
    lead = f"**{_escaped(block.lead)}** " if block.lead else ""
    glue = "\n> " if block.quoted else " "
    lines = (_begun(_escaped(text)) for text in block.text.split("\n"))
    return f"{start}{lead}{glue.join(lines)}".rstrip(" ")


def _table(table: Table) -> str:
    marks = bool(table.marked)
    lines = [
        [*([_escaped(MARK)] if marks else []), *map(_escaped, table.heading)],
        [*(["---"] if marks else []), *("---:" if right else "---" for right in table.right)],
        *(
            [*([_escaped(MARK) if place in table.marked else " "] if marks else []), *map(_escaped, row)]
            for place, row in enumerate(table.rows)
        ),
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", " ".join(words.split("\n")))


def _begun(text: str) -> str:
    """A line that Markdown would take for a list or a rule by how it begins, as the text that it is."""
    return _LIST.sub(lambda match: f"{match[1]}\\{match[2]}", text)


def page(blocks: Sequence[Block]) -> str:
    """The report as one HTML page (`html_page`): a section for each of what stands under its title."""
    title = next((told.text for told in blocks if isinstance(told, Heading)), "")
    pieces = [head(title)]
    opened = False
    for told in blocks:
        if isinstance(told, Heading) and told.level == _TITLE:
            continue
        if isinstance(told, Heading) and told.level == _SECTION:
            name = f' id="{escape(told.anchor)}"' if told.anchor else ""
            pieces.append(f"{'</section>' if opened else ''}\n<section{name}>\n")
            opened = True
        pieces.append(as_html(told))
    return "".join([*pieces, "</section>\n" if opened else "", END])


WRITERS: Mapping[Format, Callable[[Sequence[Block]], str]] = {Format.MARKDOWN: markdown, Format.HTML: page}
"""The text of a report, by its format."""
