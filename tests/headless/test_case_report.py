"""A report shows whatever came as it is: nothing in it is markup, and nothing in the page runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.headless.case_report import markdown, page
from neo_tui.presentation.document import Block, Bullets, Heading, Link, Links, Paragraph, Table, Terms

WILD = '<script>alert("1")</script> & <img src=x onerror=y> [a](javascript:b) **c** `d` | e\\ # _f_ https://x.example'
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


class Reading(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.hrefs: list[str | None] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attributes}
        self.hrefs += [value for name, value in attributes if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def document(text: str) -> list[Block]:
    return [
        Heading(1, text),
        Paragraph(text),
        Paragraph(text, warning=True),
        Paragraph(f"{text}\n{text}", quoted=True),
        Bullets((text,)),
        Table((text, "n"), ((text, text),), (False, True), frozenset({0})),
        Links((Link("q1", text, text, warning=True),)),
        Heading(2, text, "q1"),
        Terms(((text, text),)),
        Paragraph(text, lead=text),
        Paragraph(text, muted=True),
    ]


@given(st.one_of(TEXT, st.just(WILD)))
def test_the_page_shows_every_text_as_it_is_and_runs_nothing(text: str) -> None:
    found = Reading(page(document(text)))
    assert set(found.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "p", "blockquote", "ul", "li", "table", "tr", "th"),
        *("td", "thead", "tbody", "div", "bdi", "section", "h2", "a", "dl", "dt", "dd", "b"),
    }
    assert found.attributes <= {
        *("lang", "charset", "name", "content", "http-equiv", "class", "scope", "dir", "href", "id"),
    }
    assert found.hrefs == ["#q1"]  # it leads nowhere but to where it is
    assert "".join(found.text).count(text) >= 17 or not text.strip()


@pytest.mark.parametrize("text", [WILD, "- a", "1. b", "+ c", "=====", "---", "# d", "> e", "| f |", "7) g"])
def test_markdown_leaves_no_sign_that_means_something(text: str) -> None:
    told = markdown([Paragraph(text)])
    bare = re.sub(r"\\[\\|`*\[\]<>&~#!_\-+=.)]", "", told)
    assert not re.search(r"[|`*\[\]<>&~#!]", bare)
    assert not re.match(r"\s*([-+=]|[0-9]+[.)])", told)  # what begins a line is no list, rule or heading


def test_a_note_of_several_lines_stays_one_quotation() -> None:
    assert markdown([Paragraph("a\n# b\n- c", quoted=True)]) == "> a\n> \\# b\n> \\- c\n"


def test_markdown_marks_rows_and_has_what_leads_somewhere_as_text() -> None:
    table = Table(("Status",), (("A",), ("B",)), (False,), frozenset({1}))
    assert markdown([table]) == "| \\! | Status |\n| --- | --- |\n|   | A |\n| \\! | B |\n"
    assert markdown([Links((Link("q1", "1. A", "no rows"),))]) == "- **1. A**: no rows\n"
    assert markdown([Terms((("A", "b"),))]) == "- **A**: b\n"
    assert markdown([Paragraph("b", lead="A.")]) == "**A.** b\n"
