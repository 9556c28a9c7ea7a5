"""Each check fires on its story of the bundled server, and on no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from neo_tui.api.exchange import Asked, Reply
from neo_tui.api.parsing import parse_page
from neo_tui.demo.answers import page_of
from neo_tui.demo.data import rows
from neo_tui.demo.stories import STORIES, Story
from neo_tui.demo.troubles import troubles
from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import CHECKS, found
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from tests.domain.rows import view

NOW = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
PROFILE = Profile("demo", "127.0.0.1")
SEVERAL = None
"""Where a finding is about several rows, no id stands."""
MATRIX: dict[str, list[tuple[str, int | None]]] = {
    "Expired, job still pending": [("expiry-pending", 41000003)],
    "Expired, job overdue": [("expiry-overdue", 41000022)],
    "Expired too early": [("expired-early", 41000023)],
    "Valid for hours": [("validity-short", 41000024)],
    "Available, but nothing left": [("status-contradicts-amounts", 41000029)],
    "Promised, not yet theirs": [("award-ahead", 41000016)],
    "A merged customer": [("merged-customer", 41000004)],
    "Rows that move": [("duplicate-id", 41917009)],
    "It does not add up": [
        ("balance-negative", 41000900),
        ("status-contradicts-amounts", 41000901),
        ("status-contradicts-amounts", 41000902),
        ("award-after-expiry", 41000903),
    ],
    "Rows of others": [
        ("other-customer", 41000941),
        ("other-event-type", 41000942),
        ("other-organisation", 41000943),
    ],
    "Odd values": [
        ("missing-field", 41000913),
        ("unknown-field", 41000914),
        ("unknown-status", 41000916),
        ("other-event-type", 41000917),
        ("unknown-event-type", 41000917),
        ("time-unit", 41000919),
        ("time-unit", 41000920),
        ("retyped-field", SEVERAL),
    ],
    "An event type nobody lists": [("unknown-event-type", 41000020)],
    "Hostile text": [
        ("unknown-status", 41000930),
        ("unknown-status", 41000931),
        ("unknown-status", 41000932),
        ("unknown-field", SEVERAL),
    ],
}
"""What is found in each story: check and entry. In all other stories: nothing."""


def loaded(story: Story) -> list[Allocation]:
    """The rows of a story, page by page, through the real reading of bodies."""
    query = Query(story.entity_id, story.customer_id, story.event_type_id)
    key = (story.customer_id, story.entity_id, story.event_type_id)
    asked, found_rows, more = Asked("127.0.0.1", "/", query.parameters), list[Allocation](), True
    while more:
        came = page_of(rows(key, NOW), story.customer_id, query.page, query.count)
        page = parse_page(Reply(came.status, {}, came.body, asked, 0.0), query, PROFILE, NOW)
        found_rows += page.allocations
        query, more = query.at(query.page + 1), page.has_next
    return found_rows


@pytest.mark.parametrize(
    "story", [story for story in STORIES if story.customer_id not in troubles()], ids=lambda story: story.title
)
def test_the_checks_find_what_the_story_is_about_and_nothing_else(story: Story) -> None:
    asked = Query(story.entity_id, story.customer_id, story.event_type_id)
    findings = found(loaded(story), replace(view(NOW), asked=asked))
    assert [(finding.check.name, finding.id) for finding in findings] == MATRIX.get(story.title, [])


def test_every_check_has_a_story_and_every_name_is_a_story() -> None:
    assert {name for findings in MATRIX.values() for name, _ in findings} == {check.name for check in CHECKS}
    assert set(MATRIX) <= {story.title for story in STORIES}
