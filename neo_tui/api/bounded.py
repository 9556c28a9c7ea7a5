"""Reading a body within bounds: wire bytes, decoded bytes, and no encoding but gzip.

An answer of 1.8 KB may unpack to 1 GiB, and httpx takes a truncated gzip for a whole one
(reliability.md §5.4); here the first stops at the cap and the second is told.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

WIRE_CAP = 8 * 1024 * 1024
"""Most bytes that are read from the connection."""
BODY_CAP = 16 * 1024 * 1024
"""Most bytes that they may unpack to."""

_MOST_MEMBERS = 1000
"""Each costs time however little it holds; `rest` is copied once a member."""


class BodyError(Exception):
    """A body that cannot be used."""


class TooLargeError(BodyError):
    """The body is larger than `cap` bytes."""

    def __init__(self, cap: int) -> None:
        super().__init__(cap)
        self.cap = cap


class TruncatedError(BodyError):
    """The compressed body ended before it was whole."""


class EncodingError(BodyError):
    """The body is encoded in a way that was not asked for, or not as it says."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str, into: bytearray) -> bytes:
    """The decoded body.

    Args:
        chunks: The bytes as they came.
        encoding: Value of the Content-Encoding header, "" when there is none.
        into: Takes the decoded bytes as they come, so that what came of a broken body is known too.

    Raises:
        TooLargeError: Beyond a cap.
        TruncatedError: The compressed body is not whole.
        EncodingError: Neither plain nor gzip, or broken gzip.
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return await _plain(chunks, into)
    if encoding in {"gzip", "x-gzip"}:
        return await _gzip(chunks, into)
    raise EncodingError


async def _plain(chunks: AsyncIterator[bytes], body: bytearray) -> bytes:
    async for chunk in chunks:
        body += chunk
        if len(body) > WIRE_CAP:
            raise TooLargeError(WIRE_CAP)
    return bytes(body)


async def _gzip(chunks: AsyncIterator[bytes], body: bytearray) -> bytes:
    """One gzip member after another: servers may send several (RFC 1952 §2.2)."""
    unpack = _member()
    wire, members = 0, 1
    async for chunk in chunks:
        wire += len(chunk)
        if wire > WIRE_CAP:
            raise TooLargeError(WIRE_CAP)
        rest = chunk
        while rest:
            if unpack.eof:
                unpack, members = _member(), members + 1
            if members > _MOST_MEMBERS:
                raise EncodingError
            try:
                body += unpack.decompress(rest, BODY_CAP + 1 - len(body))
            except zlib.error:
                raise EncodingError from None
            if len(body) > BODY_CAP:
                raise TooLargeError(BODY_CAP)
            rest = unpack.unused_data
    if wire and not unpack.eof:
        raise TruncatedError
    return bytes(body)


def _member() -> zlib._Decompress:
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
