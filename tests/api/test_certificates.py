"""What is told of a certificate that is not as one expects."""

from __future__ import annotations

import pytest

from neo_tui.api.certificates import issuer_of, not_after


@pytest.mark.parametrize("text", [None, "", "soon", "Feb 03 00:00:00 99999 GMT"])
def test_a_date_that_cannot_be_read_is_none(text: str | None) -> None:
    assert not_after({"notAfter": text}) is None


def test_a_name_that_is_none_is_empty() -> None:
    assert issuer_of({}) == ""
    assert issuer_of({"issuer": "somebody"}) == ""
