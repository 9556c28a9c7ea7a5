"""Answers that no screen holds: their beginning is shown at once, and how much more there is."""

from __future__ import annotations

import json
from time import monotonic

import pytest

from neo_tui.domain.allocation import Allocation
from neo_tui.presentation.detail import detail_lines, raw_lines
from neo_tui.presentation.text import plain
from tests.domain.rows import raw, row, view

pytestmark = pytest.mark.benchmark

PATIENCE = 2.0
"""Seconds, on a machine that does other things; laying all of it out takes ten and more."""


def shown(of: Allocation) -> tuple[str, str]:
    """The pane and the raw view as one line each."""
    begun = monotonic()
    pane = " ".join(" ".join(plain(line) for line in detail_lines(of, view(), 40)).split())
    text = " ".join(" ".join(plain(line) for line in raw_lines(of, 40)).split())
    assert monotonic() - begun < PATIENCE
    return pane, text


def test_one_value_of_megabytes() -> None:
    pane, text = shown(row(status="漢" * 2_300_000))
    assert "… 2,299,000 more characters" in pane
    assert "more characters; neo-tui get --format json writes all" in text
    assert "As sent, 13,800," in text


@pytest.mark.parametrize("name", ["id", "till_id", "awarded_date", "points_exclusive", "event_type_id", "expiry_date"])
def test_a_field_of_any_kind_with_megabytes(name: str) -> None:
    pane, _ = shown(row(**{name: "é" * 2_000_000}))
    assert "… 1,99" in pane


def test_two_hundred_thousand_unknown_fields() -> None:
    pane, text = shown(raw(json.dumps({f"k{number}": 1 for number in range(200_000)})))
    assert "Unknown fields (200,000)" in pane
    assert "… 199,900 more unknown fields; neo-tui get --format json writes all" in pane
    assert '"k0": 1' in text


def test_keys_that_stand_twice_in_great_numbers() -> None:
    pane, _ = shown(raw("{" + ",".join(f'"k{number}":1,"k{number}":1' for number in range(100_000)) + "}"))
    assert "more of these; neo-tui get --format json writes all" in pane


def test_a_usual_row_is_shown_whole() -> None:
    pane, text = shown(row())
    assert "writes all" not in pane + text
    assert "more characters" not in pane + text
