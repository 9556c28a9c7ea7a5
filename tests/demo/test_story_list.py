"""The list of stories is fit for the form that shows it."""

from __future__ import annotations

import subprocess
import sys

from neo_tui.demo.stories import STORIES
from neo_tui.demo.troubles import troubles


def test_titles_and_notes_fit_the_form() -> None:
    assert all(0 < len(story.title) <= 34 for story in STORIES)
    assert all(0 < len(story.note) <= 60 and story.note.isprintable() for story in STORIES)
    assert len({story.title for story in STORIES}) == len(STORIES)
    assert len({(s.customer_id, s.entity_id, s.event_type_id) for s in STORIES}) == len(STORIES)


def test_the_first_story_is_the_documented_one_and_errors_come_last() -> None:
    wrong = [story.customer_id in troubles() for story in STORIES]
    assert STORIES[0].entity_id == "hfjWDK0dek"
    assert wrong == sorted(wrong)


def test_each_trouble_has_a_story() -> None:
    assert set(troubles()) <= {story.customer_id for story in STORIES}


def test_listing_the_stories_loads_no_server() -> None:
    code = (
        "import sys, neo_tui.demo.stories; print(sorted({'http.server', 'socketserver', 'email'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
