"""The status words and what they mean."""

from __future__ import annotations

from neo_tui.domain.status import STATUSES, Tone, status


def test_the_eight_statuses_have_a_meaning() -> None:
    assert list(STATUSES) == [
        "AVAILABLE", "REDEEMED", "EXPIRED", "CONSUMED", "RETURNED", "CONSUMED_BY_CONVERSION",
        "POINT_CATEGORY_CHANGED", "INACTIVE",
    ]  # fmt: skip
    assert all(entry.meaning.endswith(".") for entry in STATUSES.values())


def test_what_no_document_explains_says_so() -> None:
    undocumented = [entry for entry in STATUSES.values() if not entry.documented]
    assert [entry.name for entry in undocumented] == ["POINT_CATEGORY_CHANGED", "INACTIVE"]
    assert all("No document explains it" in entry.meaning for entry in undocumented)


def test_a_status_nobody_knows_is_kept_as_it_came() -> None:
    unknown = status("[/red] Frozen")
    assert (unknown.name, unknown.documented, unknown.tone) == ("[/red] Frozen", False, Tone.WARNING)
    assert status("AVAILABLE") is STATUSES["AVAILABLE"]
