"""Our own secrets masked in what came back, in whatever form a server, a gateway or a proxy repeats them.

An echo is seldom the plain word: it stands in JSON, in a URL, in a web page, in a dump of the header.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from neo_tui.domain.secret import Secret

MASK = "****"
_SHORTEST = 4
"""Characters; masking shorter secrets would blot out half of every text."""
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""A body may come in them (`json_text.decode_bytes`)."""


class Masks:
    """Replaces secrets by `MASK`; has no `repr` that tells them."""

    __slots__ = ("_words",)

    def __init__(self, secrets: Iterable[Secret]) -> None:
        words = {form for secret in secrets for form in _forms(secret.reveal())}
        # Longest first, so that a secret inside another leaves no rest.
        self._words = sorted(words, key=len, reverse=True)

    def text(self, text: str) -> str:
        """The text without secrets."""
        for word in self._words:
            text = text.replace(word, MASK)
        return text

    def body(self, body: bytes) -> bytes:
        """The body without secrets; all other bytes as they were."""
        for encoding in ("utf-8", *(_WIDE if b"\0" in body else ())):
            mask = MASK.encode(encoding)
            for word in self._words:
                body = body.replace(word.encode(encoding, "replace"), mask)
        return body

    def first_part(self, body: bytes, limit: int) -> bytes:
        """At most `limit` bytes of the body without secrets; one that lies across the end is not told by halves."""
        longest = 4 * max(map(len, self._words), default=0)
        if len(body) <= limit + longest:
            return self.body(body)[:limit]
        masked = self.body(body[: limit + longest])
        return masked[: max(0, min(limit, len(masked) - longest))]


def _forms(word: str) -> Iterator[str]:
    """The ways in which a secret may be written."""
    if not word:
        return
    raw = word.encode("utf-8", "replace")
    digest = hashlib.md5(raw, usedforsecurity=False).hexdigest()
    yield from (digest, digest.upper())
    if len(word) < _SHORTEST:
        return
    yield from (word, raw.decode("latin-1"), raw.hex(), raw.hex().upper())
    for escaped in (quote(raw, safe=""), quote(raw), quote_plus(raw)):
        yield from (escaped, _lower_escapes(escaped))
    for ascii_only in (True, False):
        escaped = json.dumps(word, ensure_ascii=ascii_only)[1:-1]
        yield from (escaped, escaped.replace("/", "\\/"))
    yield from (html.escape(word), html.escape(word, quote=False))
    for packed in (base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
        yield packed.decode("ascii")
        yield packed.decode("ascii").rstrip("=")


def _lower_escapes(escaped: str) -> str:
    """`%2F` as `%2f`."""
    first, *rest = escaped.split("%")
    return "%".join((first, *(part[:2].lower() + part[2:] for part in rest)))
