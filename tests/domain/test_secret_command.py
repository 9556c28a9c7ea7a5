"""A command is words, typed as in a shell and run without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.foreign import visible
from neo_tui.domain.secret_command import CommandError, command_problem, command_text, parse_command


def test_words_are_quoted_as_in_a_shell_and_nothing_is_expanded() -> None:
    assert parse_command('op read "op://team/neo prod/password"') == ("op", "read", "op://team/neo prod/password")
    assert parse_command("pass show $HOME '*'") == ("pass", "show", "$HOME", "*")
    assert parse_command("  ") == ()


@pytest.mark.parametrize("text", ['op "read', "op 'read", "op read\\"])
def test_an_open_quote_is_told(text: str) -> None:
    with pytest.raises(CommandError, match="quote"):
        parse_command(text)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), min_size=1, max_size=5))
def test_what_is_shown_can_be_typed_again(argv: list[str]) -> None:
    if all(visible(word) == word for word in argv):
        assert parse_command(command_text(argv)) == tuple(argv)


def test_an_empty_command_is_no_command() -> None:
    assert (
        command_problem(()) == command_problem(("",)) == "Give the program that prints the secret, and its arguments."
    )
    assert command_problem(("op", "read")) == ""
