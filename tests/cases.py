"""Cases to be written, read, damaged and looked into."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from neo_tui.domain.case import Answer, Asked, Checked, Failure, Note, Noted, Record
from neo_tui.domain.clock import Skew
from neo_tui.domain.errors import Fact, Kind
from neo_tui.domain.profile import Auth
from neo_tui.domain.query import Query

NOW = datetime(2026, 11, 25, 4, 30, 15, 123456, tzinfo=UTC)
KEY = "0123456789abcdef"
TOOL = "neo-tui 0.1.0"
ROW = b'[{"id":31787856,"points_exclusive":50.00,"status":"EXPIRED"}]'


def asked(key: str = KEY, query: Query | None = None) -> Asked:
    """A question."""
    host = "eu.api.capillarytech.com"
    query = query or Query("hfjWDK0dek", 374819205, 15)
    return Asked(key, NOW, "eu", host, Auth.OAUTH, "Asia/Kolkata", True, query)


def answer(body: bytes = ROW, page: int = 1, key: str = KEY) -> Answer:
    """A page of it."""
    digest = hashlib.sha256(body).hexdigest()
    skew = Skew(timedelta(milliseconds=-3500), timedelta(microseconds=620001))
    return Answer(key, page, NOW + timedelta(seconds=page), 0.090227, "1c6ce5f4", body, digest, skew=skew)


def everything() -> list[Record]:
    """One record of each kind."""
    found = (
        Noted("balance-negative", "error", 2**70, "10 awarded, 20 redeemed: −10 left."),
        Noted("other-organisation", "error", None, "The rows belong to 2 organisations."),
    )
    return [
        Note(NOW, "Ticket 4711"),
        asked(),
        answer(),
        answer(b"\xef\xbb\xbf[]", 2),
        Failure(
            KEY,
            4,
            NOW,
            Kind.FORBIDDEN,
            "Access denied",
            "The API answered 403: “पैसा”.",
            "Ask whoever may.",
            (Fact("Request id", "1c6ce5f5"), Fact("HTTP status", "403")),
            '{"errors":[]}',
        ),
        Answer(KEY, 3, NOW, 0.0, "abc", b"", "", not_found=True),
        Checked(KEY, NOW, 1, False, found),
        Note(NOW, "She says: “all gone”\nपैसा 🙂", KEY),
    ]
