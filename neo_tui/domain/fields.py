"""The 27 fields of an allocation: one entry each, in the documented order (api.md §1.5).

`meaning` says as fact only what the documents state; what is read from samples or schemas says
"reads as" or "probably".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Decoding(StrEnum):
    """How a field's JSON value becomes a value of ours."""

    ID = "id"
    """A whole number of any size that names something; -1 means none."""
    POINTS = "points"
    """An exact amount; whole, with up to three decimals, or a numeric string."""
    MOMENT = "moment"
    """Epoch milliseconds."""
    STATUS = "status"
    EVENT_TYPE = "event type"


class Group(StrEnum):
    """The groups in which the detail pane shows the fields."""

    IDENTITY = "This entry"
    POINTS = "Amounts as sent"
    TIME = "Times as sent"
    OWNER = "Customer and programme"
    SOURCE = "Where it came from"
    RULES = "Rules applied"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the answer.

    Attributes:
        name: The API's own name.
        api_type: The type the document gives: Integer, Long or String.
        label: A short heading.
        meaning: One sentence.
        decoding: How it is read.
        group: Where the detail pane shows it.
    """

    name: str
    api_type: str
    label: str
    meaning: str
    decoding: Decoding
    group: Group


_ID, _POINTS, _MOMENT = Decoding.ID, Decoding.POINTS, Decoding.MOMENT

FIELDS: tuple[Field, ...] = (
    Field(
        "till_id",
        "Integer",
        "Till",
        "Store or till where the transaction took place.",
        _ID,
        Group.SOURCE,
    ),
    Field(
        "point_category_id",
        "Integer",
        "Point category",
        "Kind of points, for example regular or promised; the ids belong to the organisation.",
        _ID,
        Group.OWNER,
    ),
    Field("program_id", "Integer", "Programme", "Loyalty programme.", _ID, Group.OWNER),
    Field(
        "event_log_id",
        "Integer",
        "Event log",
        "Event log entry that recorded this; the ledger finds it by this id.",
        _ID,
        Group.SOURCE,
    ),
    Field(
        "event_type_id",
        "Integer",
        "Event type",
        "Kind of event that gave the points.",
        Decoding.EVENT_TYPE,
        Group.SOURCE,
    ),
    Field(
        "points_source_type_id",
        "Integer",
        "Source type",
        "Kind of source that gave the points; the list of values is not published.",
        _ID,
        Group.SOURCE,
    ),
    Field(
        "original_points",
        "Integer",
        "Original points",
        "Documented as points initially awarded; it is 0 in every published sample, so the award is read "
        "from points_exclusive.",
        _POINTS,
        Group.POINTS,
    ),
    Field(
        "awarded_date",
        "Long",
        "Awarded",
        "When the points were awarded; for promised points the day they turn regular, which may lie ahead.",
        _MOMENT,
        Group.TIME,
    ),
    Field(
        "returned_exclusive_value",
        "Integer",
        "Returned",
        "Of the awarded points: taken back by a return.",
        _POINTS,
        Group.POINTS,
    ),
    Field(
        "points_source_id",
        "Integer",
        "Source",
        "What the points were given for; for TransactionAdd it reads as the transaction id.",
        _ID,
        Group.SOURCE,
    ),
    Field("id", "Integer", "Entry id", "Unique id of this allocation (points-awarded id).", _ID, Group.IDENTITY),
    Field(
        "cps_id",
        "Integer",
        "Points account (CPS)",
        "Documented as customer programme state; it reads as the customer's points account per programme and category.",
        _ID,
        Group.OWNER,
    ),
    Field(
        "original_customer_id",
        "Integer",
        "Earned by customer",
        "Customer before a merge or update; differs from the customer when accounts were merged.",
        _ID,
        Group.OWNER,
    ),
    Field(
        "expiry_strategy_id",
        "Integer",
        "Expiry strategy",
        "Rule that set the expiry.",
        _ID,
        Group.RULES,
    ),
    Field(
        "returned_value",
        "Integer",
        "Returned, inclusive",
        "Total value of returned points; 0 in every published sample, reads as including child entries.",
        _POINTS,
        Group.POINTS,
    ),
    Field(
        "redeemed_exclusive_value",
        "Integer",
        "Redeemed",
        "Of the awarded points: spent, converted or transferred out.",
        _POINTS,
        Group.POINTS,
    ),
    Field(
        "expiry_date",
        "Long",
        "Expires",
        "When the points expire; set at award, and later changes of expiry move it.",
        _MOMENT,
        Group.TIME,
    ),
    Field(
        "auto_update_time",
        "Long",
        "Last change",
        "When the entry was last changed by the system.",
        _MOMENT,
        Group.TIME,
    ),
    Field(
        "redeemed_value",
        "Integer",
        "Redeemed, inclusive",
        "Value of points redeemed; 0 in every published sample, reads as including child entries.",
        _POINTS,
        Group.POINTS,
    ),
    Field(
        "expired_exclusive_value",
        "Integer",
        "Expired",
        "Of the awarded points: expired.",
        _POINTS,
        Group.POINTS,
    ),
    Field(
        "allocation_strategy_id",
        "Integer",
        "Allocation strategy",
        "Rule that gave the points.",
        _ID,
        Group.RULES,
    ),
    Field(
        "points_value",
        "Integer",
        "Awarded, inclusive",
        "Total value of the points awarded; 0 in every published sample, reads as including child entries.",
        _POINTS,
        Group.POINTS,
    ),
    Field("org_id", "Integer", "Organisation", "Organisation.", _ID, Group.OWNER),
    Field(
        "expired_value",
        "Integer",
        "Expired, inclusive",
        "Value of points that expired; 0 in every published sample, reads as including child entries.",
        _POINTS,
        Group.POINTS,
    ),
    Field("customer_id", "Integer", "Customer", "Customer the points belong to.", _ID, Group.OWNER),
    Field(
        "points_exclusive",
        "Integer",
        "Awarded",
        "Points this entry awarded; it stays the same when they are redeemed, expire or are returned.",
        _POINTS,
        Group.POINTS,
    ),
    Field("status", "String", "Status", "What became of the entry.", Decoding.STATUS, Group.IDENTITY),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
