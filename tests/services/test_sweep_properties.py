"""Whatever the answers, each event type is accounted for exactly once."""

from __future__ import annotations

import asyncio
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.errors import Kind
from neo_tui.domain.event_types import EVENT_TYPES
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.domain.swept import Outcome, State
from neo_tui.services.sweep import Sweep
from tests.services.sweeping import Source, Time, error, page

TYPES = EVENT_TYPES[:14]
ONE = ["rows", "full", "none", *(kind.value for kind in Kind), "customer", "wait", "wait long"]
answers = st.lists(st.sampled_from(ONE) | st.sampled_from(["none", "rows"]), min_size=1, max_size=4)
scripts = st.lists(answers, min_size=len(TYPES), max_size=len(TYPES))


PAGES = {"rows": 2, "full": 100, "none": 0}
once = cache(page)


def answered(query: Query, word: str) -> Page:
    if word in PAGES:
        return once(query, PAGES[word])
    if word == "customer":
        raise error(Kind.REJECTED, field="customer")
    if word.startswith("wait"):
        raise error(Kind.RATE_LIMIT, retry_after=600.0 if word == "wait long" else 20.0)
    raise error(Kind(word))


@settings(deadline=None)  # these machines are busy
@given(
    script=scripts,
    parallel=st.integers(1, 5),
    rate=st.sampled_from([0.5, 5.0, 20.0]),
    cancel_after=st.none() | st.integers(0, len(TYPES)),
    jitter=st.floats(0, 1),
)
def test_every_type_is_accounted_for_exactly_once(
    script: list[list[str]], parallel: int, rate: float, cancel_after: int | None, jitter: float
) -> None:
    left = {kind.id: list(words) for kind, words in zip(TYPES, script, strict=True)}
    time, landed = Time(), list[Outcome]()

    async def fetch(query: Query) -> Page:
        await asyncio.sleep(0)
        words = left[query.event_type_id]
        return answered(query, words.pop(0) if len(words) > 1 else words[0])

    source = Source(fetch, time)

    def land(outcome: Outcome) -> None:
        landed.append(outcome)
        progress = sweep.progress
        assert progress.done == len(landed)
        assert progress.done + progress.remaining == progress.total == len(TYPES)
        if cancel_after is not None and len(landed) >= cancel_after:
            sweep.cancel()

    sweep = Sweep(
        source, 7, "e", TYPES, parallel=parallel, rate=rate, on_outcome=land,
        clock=time.clock, sleep=time.sleep, jitter=lambda: jitter,
    )  # fmt: skip
    swept = asyncio.run(sweep.run())

    assert sorted(outcome.kind.id for outcome in swept.outcomes) == [kind.id for kind in TYPES]
    assert {outcome.kind for outcome in landed} == {outcome.kind for outcome in swept.outcomes} - {
        outcome.kind for outcome in swept.of(State.NOT_ASKED)
    }
    assert len({outcome.kind for outcome in landed}) == len(landed)
    assert all(outcome.count > 0 for outcome in swept.of(State.FOUND))
    assert all(outcome.error for outcome in swept.of(State.REFUSED))
    if swept.stopped is None and not swept.cancelled:
        assert not swept.of(State.NOT_ASKED)
        assert (swept.exit_code == 0) is not bool(swept.of(State.REFUSED))
    assert source.most <= parallel
    assert source.under_way == 0
    assert all(gap >= 1 / rate - 1e-9 for gap in source.gaps)
    assert max(source.types.count(kind.id) for kind in TYPES) <= 6  # 3 tries and 3 waits, in any mixture
