"""Who asks: the documented header, and secrets that cannot be sent."""

from __future__ import annotations

import hashlib

import pytest

from neo_tui.api.auth import Basic
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import PasswordForm
from neo_tui.domain.secret import Secret

pytestmark = pytest.mark.anyio


async def test_the_documented_header() -> None:
    # api.md §3.1: the vector that was computed and matches the old documents
    basic = Basic("store.server", Secret("server123"), PasswordForm.PLAIN)
    header = "Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3"
    assert await basic.headers() == {"Authorization": header}


async def test_an_md5_is_sent_as_given() -> None:
    plain = Basic("store.server", Secret("server123"), PasswordForm.PLAIN)
    hashed = Basic("store.server", Secret("8a16a6b70505eb1f1ff7cdc0cd5559a7"), PasswordForm.MD5)
    upper = Basic("store.server", Secret("8A16A6B70505EB1F1FF7CDC0CD5559A7"), PasswordForm.MD5)
    assert await hashed.headers() == await plain.headers()
    assert await upper.headers() != await plain.headers()


async def test_what_looks_like_an_md5_is_still_a_password() -> None:
    word = "8a16a6b70505eb1f1ff7cdc0cd5559a7"
    basic = Basic("store.server", Secret(word), PasswordForm.PLAIN)
    digest = hashlib.md5(word.encode(), usedforsecurity=False).hexdigest()
    assert digest in {secret.reveal() for secret in basic.secrets()}


async def test_a_password_is_hashed_as_utf_8() -> None:
    basic = Basic("till", Secret("Grüße 東京"), PasswordForm.PLAIN)
    digest = hashlib.md5("Grüße 東京".encode(), usedforsecurity=False).hexdigest()
    assert digest in {secret.reveal() for secret in basic.secrets()}


@pytest.mark.parametrize("word", ["", "server123", "8a16a6b70505eb1f1ff7cdc0cd5559a", "g" * 32, "0" * 32 + "\n"])
def test_what_is_no_md5_is_refused_without_showing_it(word: str) -> None:
    with pytest.raises(NeoError) as caught:
        Basic("till", Secret(word), PasswordForm.MD5)
    assert caught.value.kind is Kind.CREDENTIALS
    assert not word or word not in repr(caught.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NeoError) as caught:
        Basic("till", Secret("password\udce9"), PasswordForm.PLAIN)
    assert caught.value.kind is Kind.CREDENTIALS
    assert caught.value.__cause__ is None
