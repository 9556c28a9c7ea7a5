"""The 27 fields, held against the document's list."""

from __future__ import annotations

from neo_tui.domain.fields import BY_NAME, FIELDS, Decoding, Group

DOCUMENTED = """
till_id Integer, point_category_id Integer, program_id Integer, event_log_id Integer, event_type_id Integer,
points_source_type_id Integer, original_points Integer, awarded_date Long, returned_exclusive_value Integer,
points_source_id Integer, id Integer, cps_id Integer, original_customer_id Integer, expiry_strategy_id Integer,
returned_value Integer, redeemed_exclusive_value Integer, expiry_date Long, auto_update_time Long,
redeemed_value Integer, expired_exclusive_value Integer, allocation_strategy_id Integer, points_value Integer,
org_id Integer, expired_value Integer, customer_id Integer, points_exclusive Integer, status String
"""


def test_every_documented_field_is_there_in_the_documented_order() -> None:
    documented = [tuple(entry.split()) for entry in DOCUMENTED.replace("\n", " ").split(",")]
    assert [(field.name, field.api_type) for field in FIELDS] == documented
    assert len(FIELDS) == 27
    assert list(BY_NAME) == [field.name for field in FIELDS]


def test_every_field_has_a_label_and_a_meaning_in_a_sentence() -> None:
    for field in FIELDS:
        assert field.label[0].isupper()
        assert field.meaning.endswith(".")
        assert field.group in Group


def test_times_amounts_and_the_status_are_decoded_as_such() -> None:
    by = {decoding: {field.name for field in FIELDS if field.decoding is decoding} for decoding in Decoding}
    assert by[Decoding.MOMENT] == {"awarded_date", "expiry_date", "auto_update_time"}
    assert by[Decoding.STATUS] == {"status"}
    assert by[Decoding.EVENT_TYPE] == {"event_type_id"}
    assert len(by[Decoding.POINTS]) == 9
    assert {"points_exclusive", "original_points", "returned_value"} <= by[Decoding.POINTS]
