"""What a token says of itself, read without asking anybody."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.masking import Masks
from neo_tui.domain.secret import Secret
from neo_tui.domain.token_claims import TokenClaims, claims_of


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def token(claims: object, signature: str = "c2lnbmF0dXJl") -> str:
    payload = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    return f"{packed(b'{}')}.{packed(payload)}.{signature}"


def test_the_documented_claims_are_read() -> None:
    claims = {
        "exp": 1772366700,
        "iat": 1772366400.5,
        "jti": "j-1",
        "sub": "Desk\u202e client",
        "client_id": 4711,
        "org_id": 12345678901234567890,
        "token_use": "access",
        "has_psi_access": False,
        "scopes": ["a"],
        "nothing": None,
    }
    assert claims_of(token(claims)) == TokenClaims(
        org_id="12345678901234567890",
        client="Desk<U+202E> client",
        client_id="4711",
        issued_at=datetime(2026, 3, 1, 12, 0, 0, 500_000, tzinfo=UTC),
        expires_at=datetime(2026, 3, 1, 12, 5, tzinfo=UTC),
        further=(("jti", "j-1"), ("token_use", "access"), ("has_psi_access", "false")),
    )


def test_the_signature_is_never_told() -> None:
    assert "c2lnbmF0dXJl" not in repr(claims_of(token({"sub": "x"})))


@pytest.mark.parametrize("moment", ["1e400", "-1", "253402300800", "1e9999999", "true", '"1772366400"', "null", "[]"])
def test_a_moment_that_is_none_is_left_out(moment: str) -> None:
    claims = claims_of(token(f'{{"exp": {moment}}}'.encode()))
    assert claims is not None
    assert claims.expires_at is None


def test_much_is_cut() -> None:
    claims = claims_of(token({f"claim{number}": "x" * 500 for number in range(90)}))
    assert claims is not None
    assert len(claims.further) == 40
    assert max(len(value) for _, value in claims.further) < 220


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "abc.def.ghi",
        "..",
        "a.b",
        "a.b.c.d",
        token([1, 2]),
        token(b"not JSON"),
        token(b"\xff\xfe"),
        token(b"[" * 5000),
        token(b'{"exp": NaN}'),
        token({"sub": "x" * 70_000}),
        "e30.e.c2ln",
        "e30.e3\u0660.c2ln",
        token({"sub": "x"}) + "\n",
    ],
)
def test_what_is_no_such_token_is_none(text: str) -> None:
    assert claims_of(text) is None


@given(st.text(max_size=200) | st.binary(max_size=200).map(token))
def test_nothing_raises(text: str) -> None:
    claims_of(text)


def test_a_secret_inside_a_token_is_masked() -> None:
    claims = claims_of(token({"sub": "the-secret-01", "a the-secret-01": "x"}), Masks([Secret("the-secret-01")]))
    assert claims is not None
    assert (claims.client, claims.further) == ("****", (("a ****", "x"),))
