"""Our own secrets masked in what came back, in whatever form a server, a gateway or a proxy repeats them.

An echo is seldom the plain word: it stands in JSON, in a URL, in a web page, in a dump of the header, or in
one of these inside another. So the words are looked for in the text as it is, and in what it reads as
once its escapes are undone, over and over; what is found is masked where it stands.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
import shlex
from collections.abc import Iterable, Iterator
from urllib.parse import quote_plus

from neo_tui.domain.escapes import places, readings
from neo_tui.domain.secret import Secret
from neo_tui.domain.shell_word import shell_word

MASK = "****"
_SHORTEST = 4
"""Characters; masking shorter secrets would blot out half of every text."""
_SHORTEST_PACKED = 8
"""Characters of base64 that are looked for in the middle of other base64."""
_LONGER = 16
"""How many bytes an escaped character may take: `\\\\u002f` in a text inside a text, in UTF-16."""
_LITTLE = b"\xff\xfe"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)


class Masks:
    """Replaces secrets by `MASK`; has no `repr` that tells them.

    Args:
        secrets: What to mask.
        shortest: Characters that a secret has at least to be masked as it is; its digests are in any case.
    """

    __slots__ = ("_longest", "_packed", "_words")

    def __init__(self, secrets: Iterable[Secret], shortest: int = _SHORTEST) -> None:
        known = [secret.reveal() for secret in secrets]
        self._words = {form.lower() for word in known for form in _forms(word, shortest)}
        self._packed = {form for word in known if len(word) >= shortest for form in _packed(word)}
        self._longest = max(map(len, self._words | self._packed), default=0)

    def text(self, text: str) -> str:
        """The text without secrets, in whatever case they are written."""
        done, parts = 0, list[str]()
        for start, end in places(text, self._words, self._packed):
            parts += (text[done:start], MASK)
            done = end
        return "".join((*parts, text[done:])) if parts else text

    def body(self, body: bytes) -> bytes:
        """The body without secrets; all other bytes as they were."""
        encoding: str = json.detect_encoding(body)
        if not encoding.startswith("utf-8"):
            if encoding in {"utf-16", "utf-32"}:  # Python would drop the byte order mark and write one of its own
                encoding += "-le" if body.startswith(_LITTLE) else "-be"
            with contextlib.suppress(UnicodeError):  # it may only look like that encoding
                return self._encoded(body, encoding, "surrogatepass")
        return self._encoded(body, "utf-8", "surrogateescape")

    def _encoded(self, body: bytes, encoding: str, errors: str) -> bytes:
        text = body.decode(encoding, errors)
        masked = self.text(text)
        return body if masked == text else masked.encode(encoding, errors)

    def strings(self, document: str) -> str:
        """A JSON document without secrets in its texts; its numbers stay to the last digit, and it stays JSON."""
        masked = self.text(document)
        if masked == document:
            return document
        return _STRING.sub(lambda found: f'"{self.text(found[0][1:-1])}"', document)

    def first_part(self, body: bytes, limit: int) -> bytes:
        """At most `limit` bytes of the body without secrets; one that lies across the end is not told by halves."""
        longest = _LONGER * self._longest
        if len(body) <= limit + longest:
            return self.body(body)[:limit]
        masked = self.body(body[: limit + longest])
        return masked[: max(0, min(limit, len(masked) - longest))]


def _forms(word: str, shortest: int) -> Iterator[str]:
    """The ways in which a secret may be written, beside those that `escapes` undoes."""
    if not word:
        return
    raw = word.encode("utf-8", "replace")
    yield hashlib.md5(raw, usedforsecurity=False).hexdigest()
    if len(word) < shortest:
        return
    yield from (word, raw.decode("latin-1"), raw.hex(), quote_plus(raw), word.replace(" ", "+"))
    # A part of it may look like an escape, and is undone with those around it.
    yield from (reading.text for reading in readings(word) if len(reading.text) >= shortest)
    if "'" in word or "\\" in word:
        yield from (shlex.quote(word)[1:-1], shell_word(word).strip("'"))
    if not word.isascii():
        yield "".join(map(_in_halves, word))
        # As who knows another encoding, or none beside ASCII, makes of it.
        yield from (word.encode("ascii", kind).decode() for kind in ("replace", "ignore"))
        yield from (raw.decode("ascii", "replace"), word.encode("latin-1", "replace").decode("ascii", "replace"))


def _in_halves(character: str) -> str:
    """A character as JSON escapes it: one beyond U+FFFF in two."""
    pair = character.encode("utf-16-be", "surrogatepass")
    return "".join(chr(int.from_bytes(pair[at : at + 2])) for at in range(0, len(pair), 2))


def _packed(word: str) -> Iterator[str]:
    """The secret in base64: by itself, and as it looks in the middle of something longer."""
    raw = word.encode("utf-8", "replace")
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw).decode("ascii").rstrip("=")
        shared = (0, 2, 3)[before]  # characters that are made of what stands before, too
        # The last character is made of what follows as well, unless the bits are used up.
        core = whole[shared : len(whole) - ((before + len(raw)) % 3 > 0)]
        found = {core} if len(core) >= _SHORTEST_PACKED else set[str]()
        if not before:
            found |= {whole, base64.b64encode(raw).decode("ascii")}
        for text in found:
            yield from (text, text.translate(_FOR_URLS))


_FOR_URLS = str.maketrans("+/", "-_")
