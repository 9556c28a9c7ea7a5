"""The README lists every trouble that can be tried, in the words of the server's own tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from neo_tui.demo.credentials import LOCKED_USERNAME, OAUTH_SECRET
from neo_tui.demo.keys import KEYS
from neo_tui.demo.stories import STORIES
from neo_tui.demo.troubles import troubles

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return README.read_text(encoding="utf-8").splitlines()


def test_every_error_customer_is_in_the_table(lines: list[str]) -> None:
    wrong = [story for story in STORIES if story.customer_id in troubles()]
    due = [f"| `{story.customer_id}` | {story.title} | {story.note} |" for story in wrong]
    assert [line for line in lines if line.startswith("| `400")] == due


def test_every_oauth_key_is_in_the_table(lines: list[str]) -> None:
    due = [f"| `{key.name}` | {key.note} |" for key in KEYS.values()]
    assert [line for line in lines if line.startswith("| `demo-key")] == due


def test_the_secret_and_the_locked_user_are_named(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert f"`{OAUTH_SECRET}`" in text
    assert f"`{LOCKED_USERNAME}`" in text
