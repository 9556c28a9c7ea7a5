"""Bodies in several gzip members, within the same bounds as those in one."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator

import pytest

from neo_tui.api.bounded import BODY_CAP, EncodingError, TooLargeError, TruncatedError, read_body

pytestmark = pytest.mark.anyio
TWO = gzip.compress(b'[{"id":') + gzip.compress(b" 7}]")


async def parts(body: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


@pytest.mark.parametrize("size", [1, 7, 27, 1000])
async def test_members_are_one_body_wherever_they_are_cut(size: int) -> None:
    assert await read_body(parts(TWO, size), "gzip", bytearray()) == b'[{"id": 7}]'


@pytest.mark.parametrize("size", [1, 1000])
async def test_a_last_member_that_is_not_whole_is_told(size: int) -> None:
    with pytest.raises(TruncatedError):
        await read_body(parts(TWO[:-4], size), "gzip", bytearray())


async def test_what_is_no_member_is_told() -> None:
    with pytest.raises(EncodingError):
        await read_body(parts(TWO + b"garbage", 1000), "gzip", bytearray())


async def test_members_together_stay_within_the_bounds() -> None:
    half = gzip.compress(b" " * (BODY_CAP // 2 + 1))
    with pytest.raises(TooLargeError):
        await read_body(parts(half + half, 65536), "gzip", bytearray())
    with pytest.raises(EncodingError):
        await read_body(parts(gzip.compress(b"") * 100_000, 65536), "gzip", bytearray())
