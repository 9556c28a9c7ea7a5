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
        EncodingError: Neither plain nor gzip once, or broken gzip.
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
    unpack = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    wire = 0
    async for chunk in chunks:
        wire += len(chunk)
        if wire > WIRE_CAP:
            raise TooLargeError(WIRE_CAP)
        try:
            body += unpack.decompress(chunk, BODY_CAP + 1 - len(body))
        except zlib.error:
            raise EncodingError from None
        if len(body) > BODY_CAP:
            raise TooLargeError(BODY_CAP)
        if unpack.unused_data:
            raise EncodingError  # something stands behind the end: not what a server that gzips once sends
    if wire and not unpack.eof:
        raise TruncatedError
    return bytes(body)
