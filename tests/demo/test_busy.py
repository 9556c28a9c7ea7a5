"""The customer for a sweep: two event types with rows, and one that is answered 429 every other time."""

from __future__ import annotations

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.demo.busy import BUSY_SECONDS, BUSY_TYPE, SWEPT_CUSTOMER
from neo_tui.demo.credentials import PASSWORD
from neo_tui.demo.stories import STORIES
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret

pytestmark = pytest.mark.anyio
STORY = next(story for story in STORIES if story.customer_id == SWEPT_CUSTOMER)


async def test_every_other_question_for_the_busy_type_is_put_off(demo_profile: Profile) -> None:
    busy = Query(STORY.entity_id, SWEPT_CUSTOMER, BUSY_TYPE)
    async with NeoClient(demo_profile, Secret(PASSWORD)) as client:
        for _ in range(2):
            with pytest.raises(NeoError) as refusal:
                await client.fetch(busy)
            assert refusal.value.kind is Kind.RATE_LIMIT
            assert refusal.value.retry_after == BUSY_SECONDS
            assert (await client.fetch(busy)).allocations == ()


@pytest.mark.parametrize(("kind", "rows"), [(16, 2), (42, 100), (15, 0)])
async def test_the_other_types_answer_at_once(demo_profile: Profile, kind: int, rows: int) -> None:
    async with NeoClient(demo_profile, Secret(PASSWORD)) as client:
        page = await client.fetch(Query(STORY.entity_id, SWEPT_CUSTOMER, kind, 1, 100))
    assert len(page.allocations) == rows
