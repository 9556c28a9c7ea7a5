"""Reading a body within bounds: wire bytes, decoded bytes, and no encoding but gzip.

An answer of 1.8 KB may unpack to 1 GiB (reliability.md §5.4); here it stops at the cap.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

WIRE_CAP = 8 * 1024 * 1024
BODY_CAP = 16 * 1024 * 1024


class TooLargeError(Exception):
    """The body is larger than the cap."""


class TruncatedError(Exception):
    """The body ended before it was whole."""


class EncodingError(Exception):
    """The body is encoded in a way that was not asked for, or not as it says."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str) -> bytes:
    """The decoded body.

    Args:
        chunks: The bytes as they came.
        encoding: Value of the Content-Encoding header, "" when there is none.

    Raises:
        TooLargeError: Beyond a cap.
        TruncatedError: The compressed body is not whole.
        EncodingError: Neither plain nor gzip, or broken gzip.
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return await _plain(chunks)
    if encoding not in {"gzip", "x-gzip"}:
        raise EncodingError
    return await _gzip(chunks)


async def _plain(chunks: AsyncIterator[bytes]) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > WIRE_CAP:
            raise TooLargeError
    return bytes(body)


async def _gzip(chunks: AsyncIterator[bytes]) -> bytes:
    unpack = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    body, wire = bytearray(), 0
    async for chunk in chunks:
        wire += len(chunk)
        try:
            body += unpack.decompress(chunk, BODY_CAP + 1 - len(body))
        except zlib.error:
            raise EncodingError from None
        if wire > WIRE_CAP or len(body) > BODY_CAP or unpack.unconsumed_tail:
            raise TooLargeError
    if not unpack.eof:
        raise TruncatedError
    return bytes(body)
