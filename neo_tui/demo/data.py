"""Every question that finds rows, and its rows as JSON text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from neo_tui.demo import live, nightly, oddities, several, single
from neo_tui.demo.rows import (
    BULK_ALLOCATE,
    DELAYED_ACCRUAL,
    SAMPLE,
    SAMPLE_CUSTOMER,
    SAMPLE_ENTITY,
    SAMPLE_TYPE,
    TRANSACTION_ADD,
    Key,
    Row,
    text,
)

Texts = Mapping[Key, tuple[str, ...]]


def rows(key: Key, now: datetime) -> tuple[str, ...]:
    """The rows of a question, each as JSON text; none when nobody knows it.

    Args:
        key: Customer, entity (the event's unique id, or its transaction id) and event type.
        now: The present, aware, for the stories that need one.
    """
    found = _fixed().get(key)
    return found if found is not None else _findable(_singles(single.present(now))).get(key, ())


@cache
def _fixed() -> Texts:
    many: dict[Key, Iterable[str]] = {
        (410000106, "mUltiP0007", TRANSACTION_ADD): map(text, several.programmes()),
        (410000107, "bUlk237008", BULK_ALLOCATE): map(text, several.bulk(410000107, 237)),
        (410000108, "bAdSum0009", TRANSACTION_ADD): oddities.contradictions(),
        (410000109, "oDdVal0010", TRANSACTION_ADD): oddities.odd(),
        (410000110, "hOstil0011", TRANSACTION_ADD): oddities.hostile(),
        (410000124, "oThers0025", TRANSACTION_ADD): oddities.others(),
        (410000116, "fUll200017", BULK_ALLOCATE): map(text, several.bulk(410000116, 20)),
        (410000131, "sWeep00022", DELAYED_ACCRUAL): map(text, several.converted()),
        (410000131, "sWeep00022", BULK_ALLOCATE): map(text, several.bulk(410000131, 120)),
        live.WATCHED: live.state(0),
        nightly.COPIED: nightly.original(),
        (410000117, "mOving0018", BULK_ALLOCATE): map(text, several.bulk(410000117, 24)),
    }
    sample = {(SAMPLE_CUSTOMER, SAMPLE_ENTITY, SAMPLE_TYPE): SAMPLE}
    return _findable(_singles(sample | single.fixed()) | {key: tuple(texts) for key, texts in many.items()})


def _singles(found: Mapping[Key, Row]) -> dict[Key, tuple[str, ...]]:
    return {key: (text(row),) for key, row in found.items()}


def _findable(found: dict[Key, tuple[str, ...]]) -> Texts:
    """The same, found by the transaction's id too: a bill's points_source_id (api.md §1.2, §1.5)."""
    by_transaction = {}
    for (customer, _, kind), texts in found.items():
        if kind == TRANSACTION_ADD:
            # Odd rows may name another source; the bill is what most of them name.
            sources = Counter(json.loads(row)["points_source_id"] for row in texts)
            by_transaction[customer, str(sources.most_common(1)[0][0]), kind] = texts
    return found | by_transaction
