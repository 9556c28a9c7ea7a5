"""The checks, whatever comes: no exception, whole sentences, and the arithmetic of anybody else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.checks.catalogue import CHECKS, found, stands_out
from neo_tui.domain.fields import FIELDS, Decoding
from neo_tui.domain.foreign import visible
from neo_tui.domain.query import Query
from neo_tui.domain.status import STATUSES
from neo_tui.domain.viewpoint import Viewpoint
from tests.domain.rows import KOLKATA, SAMPLE, fresh, raw

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
TIMES = st.one_of(st.integers(-(10**15), 10**15), st.integers(1_500_000_000_000, 2_000_000_000_000), st.integers())
PLAUSIBLE = {
    Decoding.MOMENT: TIMES,
    Decoding.POINTS: st.integers(-200, 200) | st.decimals(allow_nan=False, allow_infinity=False).map(str),
    Decoding.STATUS: st.sampled_from([*STATUSES, "ON_HOLD"]),
    Decoding.EVENT_TYPE: st.integers(-1, 100),
    Decoding.ID: st.integers(),
}
ODD = st.fixed_dictionaries({}, optional={field.name: PLAUSIBLE[field.decoding] | JSON for field in FIELDS})
ROWS = st.one_of(ODD, ODD.map(lambda changes: SAMPLE | changes), st.dictionaries(st.text(), JSON, max_size=4), JSON)
NOWS = st.datetimes(timezones=st.just(UTC)) | st.just(datetime(2026, 11, 23, tzinfo=UTC))
THOUSANDTHS = st.integers(-(10**15), 10**15)


@given(st.lists(ROWS, max_size=6), NOWS, st.none() | st.just(Query("e", 374819205, 15)))
def test_whatever_comes_is_checked_without_an_exception(values: list[object], now: datetime, asked: Query) -> None:
    rows = [raw(json.dumps(value)) for value in values]
    view = Viewpoint(now, KOLKATA, "Asia/Kolkata", UTC, asked=asked)
    for finding in found(rows, view):
        assert finding.check in CHECKS
        assert finding.sentence.endswith(".")
        assert finding.sentence == visible(finding.sentence)
        assert len(finding.sentence) < 2_000
        assert finding.id == (None if finding.index is None else rows[finding.index].id)
    marked = {index for index, each in enumerate(rows) if stands_out(each, view)}
    assert marked == {f.index for f in found(rows, view) if f.check.look is not None}


@given(THOUSANDTHS, THOUSANDTHS, THOUSANDTHS, THOUSANDTHS)
def test_the_balance_is_negative_exactly_when_other_arithmetic_says_so(
    awarded: int, redeemed: int, expired: int, returned: int
) -> None:
    def sent(thousandths: int) -> str:
        whole, rest = divmod(abs(thousandths), 1000)
        return f"{'-' if thousandths < 0 else ''}{whole}.{rest:03}"

    one = fresh(
        points_exclusive=sent(awarded),
        redeemed_exclusive_value=sent(redeemed),
        expired_exclusive_value=sent(expired),
        returned_exclusive_value=sent(returned),
    )
    view = Viewpoint(datetime(2026, 11, 23, tzinfo=UTC), UTC, "UTC", UTC)
    fires = [finding.sentence for finding in found([one], view) if finding.check.name == "balance-negative"]
    left = Fraction(awarded - redeemed - expired - returned, 1000)
    assert bool(fires) == (left < 0)
    if fires:
        told = fires[0].rpartition(": ")[2].removesuffix(" left.").replace("−", "-").replace(",", "")
        assert Fraction(told) == left
