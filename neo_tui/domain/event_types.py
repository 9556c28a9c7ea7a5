"""The 89 documented event types: number, name, family, search words, what an entity id usually is.

Names and numbers are documented; families and aliases are ours, to find them by. The hints follow
api.md §1.2 and block nothing: the API documents `entity_id` as a plain string.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Family(StrEnum):
    """What an event type has to do with; for finding, not from the API."""

    TRANSACTIONS = "transactions"
    POINTS = "points"
    TIERS = "tiers"
    PARTNERS = "partner programmes"
    GROUPS = "groups"
    CUSTOMER = "customer"
    TARGETS = "targets"
    PROMOTIONS = "promotions"
    ENGAGEMENT = "engagement"
    IMPORTS = "imports"
    OTHER = "other"


class EventType(NamedTuple):
    """One event type.

    Attributes:
        id: Its number, 1 to 89 when documented.
        name: Its documented name.
        family: What it has to do with.
        aliases: Other words people say for it, lower case.
        hint: What an entity id of this type usually is; a reading, never a rule.
        known: Whether the document lists it.
    """

    id: int
    name: str
    family: Family
    aliases: tuple[str, ...]
    hint: str
    known: bool = True

    @property
    def label(self) -> str:
        """`TransactionAdd`, or `#90 (unknown)`."""
        return self.name if self.known else f"#{self.id} (unknown)"

    @property
    def title(self) -> str:
        """`15 TransactionAdd`, or `#90 (unknown)`."""
        return f"{self.id} {self.name}" if self.known else self.label


_TRANSACTION = "Transaction id (createdId), event unique id or request id."
_BEHAVIOURAL = "Request id of the behavioural event, which is its event id too; usually a UUID."
_UNIQUE = "Probably the event's unique id, 10 letters and digits."
_REDEMPTION = "Probably the event's unique id; not the 6-character redemption id."
_RETURN = "Not documented. A return changes the entry of the purchase: ask for that with TransactionAdd."
_TARGET = "Probably the target event's unique id, or the number of the achieved-target log."
_IMPORT = "Not documented for imports; if the event has a unique id, try that."

_T, _P, _TI, _PA = Family.TRANSACTIONS, Family.POINTS, Family.TIERS, Family.PARTNERS
_G, _C, _TG, _PR = Family.GROUPS, Family.CUSTOMER, Family.TARGETS, Family.PROMOTIONS
_E, _I, _O = Family.ENGAGEMENT, Family.IMPORTS, Family.OTHER

_ROWS: tuple[tuple[str, Family, str, str], ...] = (
    ("NewBill", _T, "purchase sale invoice receipt", _UNIQUE),
    ("CustomerRegistration", _C, "signup enrolment enroll join welcome", _UNIQUE),
    ("PointsRedemption", _P, "redeem burn spend use", _REDEMPTION),
    ("VoucherRedemption", _P, "coupon redeem", _REDEMPTION),
    ("ReturnBill", _T, "refund", _RETURN),
    ("TrackerConditionSuccess", _TG, "tracker milestone", _UNIQUE),
    ("SocialConnect", _E, "facebook twitter", _UNIQUE),
    ("NewBillDVS", _T, "purchase sale voucher", _UNIQUE),
    ("TransactionFinished", _T, "purchase sale bill complete", _UNIQUE),
    ("ReferralPostProcessing", _C, "refer friend", _UNIQUE),
    ("TransactionUpdate", _T, "purchase bill edit change retro", _UNIQUE),
    ("CustomerUpdate", _C, "profile edit change", _UNIQUE),
    ("EmailOpen", _E, "mail campaign", _UNIQUE),
    ("EmailClick", _E, "mail campaign", _UNIQUE),
    ("TransactionAdd", _T, "purchase bill sale invoice receipt earn", _TRANSACTION),
    ("DelayedAccrual", _P, "promised conversion pending delay", _UNIQUE),
    ("Scan", _E, "receipt qr code", _UNIQUE),
    ("GroupTransactionAdd", _G, "purchase bill sale fleet family", _UNIQUE),
    ("GroupTransactionUpdate", _G, "purchase bill edit fleet family", _UNIQUE),
    ("GroupReturnBill", _G, "refund fleet family", _RETURN),
    ("GroupMemberJoin", _G, "fleet family", _UNIQUE),
    ("GroupMemberLeave", _G, "fleet family", _UNIQUE),
    ("GenericEvent", _E, "behavioural behavioral behaviour behavior", _BEHAVIOURAL),
    ("PointsTransfer", _P, "gift send share", _UNIQUE),
    ("TargetCompleted", _TG, "milestone streak challenge", _TARGET),
    ("PointsRedemptionReversal", _P, "redeem undo cancel reverse", _UNIQUE),
    ("PartnerProgramDeLinking", _PA, "supplementary unlink", _UNIQUE),
    ("PartnerProgramLinking", _PA, "supplementary link", _UNIQUE),
    ("PartnerProgramTierUpdate", _PA, "supplementary upgrade", _UNIQUE),
    ("TierReassessment", _TI, "slab reassess", _UNIQUE),
    ("PointsContributionToGroup", _G, "fleet family pool", _UNIQUE),
    ("AllocateGoodwillPoints", _P, "goodwill gesture apology compensation manual", _UNIQUE),
    ("AllocatePromotionPoints", _PR, "promo bonus", _UNIQUE),
    ("PointsExpiry", _P, "expire expired lapse", _UNIQUE),
    ("PointsExpiryReminder", _E, "expire notice", _UNIQUE),
    ("TierDowngrade", _TI, "slab", _UNIQUE),
    ("TierDowngradeReminder", _E, "slab notice", _UNIQUE),
    ("TierDowngradeOnReturn", _TI, "slab refund", _UNIQUE),
    ("PromotionPointsExpiryAdjustment", _PR, "promo expire extend", _UNIQUE),
    ("PartnerProgramExpiryReminder", _PA, "supplementary expire notice", _UNIQUE),
    ("MergeCustomer", _C, "merged account duplicate", _UNIQUE),
    ("BulkAllocatePoints", _P, "mass upload manual", _UNIQUE),
    ("TrackerDataImport", _I, "tracker", _IMPORT),
    ("TrackerReturnsDataImport", _I, "tracker refund", _IMPORT),
    ("CustomerProgramEnrollmentImport", _I, "enrolment join", _IMPORT),
    ("CustomerPromotionImport", _I, "promo bonus", _IMPORT),
    ("BillPointsPromotionImport", _I, "promo bonus", _IMPORT),
    ("ExpireBillPromotionImport", _I, "promo expiry", _IMPORT),
    ("ExpireCustomerPromotionImport", _I, "promo expiry", _IMPORT),
    ("LineItemsPointsPromotionImport", _I, "promo bonus", _IMPORT),
    ("RedemptionsImport", _I, "redeem burn", _IMPORT),
    ("TransactionDeductionImport", _I, "debit", _IMPORT),
    ("TransactionMLPImport", _I, "multi loyalty programme", _IMPORT),
    ("PartnerProgramLinkingImport", _I, "supplementary link", _IMPORT),
    ("PartnerProgramDeLinkingImport", _I, "supplementary unlink", _IMPORT),
    ("PartnerProgramTierRenewImport", _I, "supplementary renewal", _IMPORT),
    ("SuppPartnerProgramLinkingImport", _I, "supplementary link", _IMPORT),
    ("SuppPartnerProgramDelinkingImport", _I, "supplementary unlink", _IMPORT),
    ("SuppPartnerProgramUpdateImport", _I, "supplementary", _IMPORT),
    ("WarehouseBasedSlabImport", _I, "tier", _IMPORT),
    ("LoyaltyBenefitsImport", _I, "", _IMPORT),
    ("BillImport", _I, "transaction purchase", _IMPORT),
    ("BillLineItemsImport", _I, "transaction purchase", _IMPORT),
    ("CustomerImport", _I, "registration", _IMPORT),
    ("HistoricalPointsImport", _I, "migration past", _IMPORT),
    ("PartnerProgramTierUpdateImport", _I, "supplementary", _IMPORT),
    ("PointsExpiryUpdateByRefTypeAndIdImport", _I, "expire extend", _IMPORT),
    ("UpdatePromotionsPointsExpiryDateImport", _I, "promo expire extend", _IMPORT),
    ("PointsLedgerBulkJob", _I, "ledger", _IMPORT),
    ("UpdatePointsExpiryInDateRangeImport", _I, "expire extend", _IMPORT),
    ("UserGroup2Create", _G, "fleet family", _UNIQUE),
    ("LoyaltySlabEarlyExpiry", _TI, "tier expire", _UNIQUE),
    ("TransactionCleanupImport", _I, "bill", _IMPORT),
    ("OutlierStatusImport", _I, "fraud", _IMPORT),
    ("ManualPointsAdjustment", _P, "correction debit credit", _UNIQUE),
    ("ManualPointsAdjustmentImport", _I, "correction debit credit", _UNIQUE),
    ("ManualPointsConversion", _P, "promised unlock delayed", _UNIQUE),
    ("ReturnTargetCompletedEvent", _TG, "milestone refund", _TARGET),
    ("IssuePromotionForEntityEvent", _PR, "promo", _UNIQUE),
    ("PointsLedgerRecreation", _P, "rebuild", _UNIQUE),
    ("ConvertPointsToReward", _P, "redeem voucher catalogue", _UNIQUE),
    ("EarnPromotionForEntityEvent", _PR, "promo", _UNIQUE),
    ("RevokeIssuePromotionEvent", _PR, "promo cancel undo", _UNIQUE),
    ("RevokeEarnPromotionEvent", _PR, "promo cancel undo", _UNIQUE),
    ("ManualSlabAdjustment", _TI, "tier correction", _UNIQUE),
    ("ManualCurrencyAllocation", _P, "alternate currency", _UNIQUE),
    ("TierAgnosticPartnerProgramExpiry", _PA, "supplementary expire", _UNIQUE),
    ("TierDowngradeEvent", _TI, "slab", _UNIQUE),
    ("TierRenewEvent", _TI, "slab renewal", _UNIQUE),
)

EVENT_TYPES: tuple[EventType, ...] = tuple(
    EventType(number, name, family, tuple(aliases.split()), hint)
    for number, (name, family, aliases, hint) in enumerate(_ROWS, start=1)
)
"""All documented event types in the order of their numbers."""


def event_type(number: int) -> EventType:
    """The type of that number; one that is not in the table is allowed and shown as unknown."""
    if 1 <= number <= len(EVENT_TYPES):
        return EVENT_TYPES[number - 1]
    return EventType(
        number,
        "unknown",
        Family.OTHER,
        (),
        "Not one of the 89 documented event types; it can be asked all the same.",
        known=False,
    )
