"""The table of event types says what the document says, and helps where it is silent."""

from __future__ import annotations

import pytest

from neo_tui.domain.event_types import EVENT_TYPES, Family, event_type

DOCUMENTED = [
    "NewBill",
    "CustomerRegistration",
    "PointsRedemption",
    "VoucherRedemption",
    "ReturnBill",
    "TrackerConditionSuccess",
    "SocialConnect",
    "NewBillDVS",
    "TransactionFinished",
    "ReferralPostProcessing",
    "TransactionUpdate",
    "CustomerUpdate",
    "EmailOpen",
    "EmailClick",
    "TransactionAdd",
    "DelayedAccrual",
    "Scan",
    "GroupTransactionAdd",
    "GroupTransactionUpdate",
    "GroupReturnBill",
    "GroupMemberJoin",
    "GroupMemberLeave",
    "GenericEvent",
    "PointsTransfer",
    "TargetCompleted",
    "PointsRedemptionReversal",
    "PartnerProgramDeLinking",
    "PartnerProgramLinking",
    "PartnerProgramTierUpdate",
    "TierReassessment",
    "PointsContributionToGroup",
    "AllocateGoodwillPoints",
    "AllocatePromotionPoints",
    "PointsExpiry",
    "PointsExpiryReminder",
    "TierDowngrade",
    "TierDowngradeReminder",
    "TierDowngradeOnReturn",
    "PromotionPointsExpiryAdjustment",
    "PartnerProgramExpiryReminder",
    "MergeCustomer",
    "BulkAllocatePoints",
    "TrackerDataImport",
    "TrackerReturnsDataImport",
    "CustomerProgramEnrollmentImport",
    "CustomerPromotionImport",
    "BillPointsPromotionImport",
    "ExpireBillPromotionImport",
    "ExpireCustomerPromotionImport",
    "LineItemsPointsPromotionImport",
    "RedemptionsImport",
    "TransactionDeductionImport",
    "TransactionMLPImport",
    "PartnerProgramLinkingImport",
    "PartnerProgramDeLinkingImport",
    "PartnerProgramTierRenewImport",
    "SuppPartnerProgramLinkingImport",
    "SuppPartnerProgramDelinkingImport",
    "SuppPartnerProgramUpdateImport",
    "WarehouseBasedSlabImport",
    "LoyaltyBenefitsImport",
    "BillImport",
    "BillLineItemsImport",
    "CustomerImport",
    "HistoricalPointsImport",
    "PartnerProgramTierUpdateImport",
    "PointsExpiryUpdateByRefTypeAndIdImport",
    "UpdatePromotionsPointsExpiryDateImport",
    "PointsLedgerBulkJob",
    "UpdatePointsExpiryInDateRangeImport",
    "UserGroup2Create",
    "LoyaltySlabEarlyExpiry",
    "TransactionCleanupImport",
    "OutlierStatusImport",
    "ManualPointsAdjustment",
    "ManualPointsAdjustmentImport",
    "ManualPointsConversion",
    "ReturnTargetCompletedEvent",
    "IssuePromotionForEntityEvent",
    "PointsLedgerRecreation",
    "ConvertPointsToReward",
    "EarnPromotionForEntityEvent",
    "RevokeIssuePromotionEvent",
    "RevokeEarnPromotionEvent",
    "ManualSlabAdjustment",
    "ManualCurrencyAllocation",
    "TierAgnosticPartnerProgramExpiry",
    "TierDowngradeEvent",
    "TierRenewEvent",
]


def test_all_89_documented_types_are_there_by_their_numbers() -> None:
    assert len(DOCUMENTED) == 89
    assert [(kind.id, kind.name) for kind in EVENT_TYPES] == list(enumerate(DOCUMENTED, start=1))
    assert [event_type(number).name for number in range(1, 90)] == DOCUMENTED


def test_each_type_has_a_family_search_words_and_one_sentence_about_its_entity_id() -> None:
    for kind in EVENT_TYPES:
        assert kind.known
        assert kind.family is not Family.OTHER
        assert kind.hint.endswith(".")
        assert all(alias == alias.lower() and alias.isalpha() for alias in kind.aliases), kind
    assert {kind.family for kind in EVENT_TYPES} == set(Family) - {Family.OTHER}


@pytest.mark.parametrize(
    ("number", "family"),
    [
        (15, "transactions"),
        (3, "points"),
        (36, "tiers"),
        (28, "partner programmes"),
        (21, "groups"),
        (41, "customer"),
        (25, "targets"),
        (33, "promotions"),
        (13, "engagement"),
        (62, "imports"),
    ],
)
def test_a_family_reads_as_a_word(number: int, family: str) -> None:
    assert str(event_type(number).family) == family


def test_what_is_documented_about_entity_ids_is_told_as_fact_and_the_rest_is_not() -> None:
    assert event_type(15).hint == "Transaction id (createdId), event unique id or request id."
    assert event_type(23).hint.startswith("Request id of the behavioural event")
    readings = ("Probably", "Not documented")
    assert all(kind.hint.startswith(readings) for kind in EVENT_TYPES if kind.id not in {15, 23})


@pytest.mark.parametrize("number", [0, 90, -1, 2**40])
def test_a_number_the_document_does_not_list_is_allowed_and_called_unknown(number: int) -> None:
    kind = event_type(number)
    assert (kind.id, kind.name, kind.known) == (number, "unknown", False)
    assert kind.label == kind.title == f"#{number} (unknown)"
    assert "asked all the same" in kind.hint


def test_a_type_is_named_for_a_sentence_and_for_a_list() -> None:
    assert event_type(15).label == "TransactionAdd"
    assert event_type(15).title == "15 TransactionAdd"
