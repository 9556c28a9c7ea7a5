"""The command lines that are read without the parser mean what it would make of them."""

from __future__ import annotations

import pytest

from neo_tui.cli.arguments import parser
from neo_tui.cli.plain import PLAIN, plainly


@pytest.mark.parametrize("words", PLAIN)
def test_a_plain_command_line_means_what_the_parser_makes_of_it(words: tuple[str, ...]) -> None:
    plain = plainly(words)
    assert plain is not None
    assert vars(plain) == vars(parser().read(list(words)))


@pytest.mark.parametrize("words", [("get",), ("demo", "--serve"), ("--version",), ("demo", "demo")])
def test_any_other_is_left_to_the_parser(words: tuple[str, ...]) -> None:
    assert plainly(words) is None
