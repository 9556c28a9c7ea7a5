"""Secrets that are looked for: in every way in which a program could have written them down by mistake."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

_SHORTEST = 8
"""Characters of a half that is looked for; less stands in too many texts by chance."""


class Canary:
    """A secret and all its encodings.

    Args:
        secret: A password, an OAuth secret or a token.
        user: Who it belongs to, where the two are sent as a Basic pair.
    """

    def __init__(self, secret: str, user: str = "") -> None:
        self.secret = secret
        self.encodings: Mapping[str, bytes] = dict(_encodings(secret, user))

    def found_in(self, data: bytes) -> list[str]:
        """The encodings of it that stand in some bytes."""
        return [name for name, form in self.encodings.items() if form in data]


def _encodings(secret: str, user: str) -> Iterator[tuple[str, bytes]]:
    digest = hashlib.md5(secret.encode(), usedforsecurity=False).hexdigest()
    yield from _written("secret", secret)
    yield "MD5", digest.encode()
    yield "MD5 in capitals", digest.upper().encode()
    yield from _halves("MD5", digest)
    yield "reversed MD5", digest[::-1].encode()
    yield from _packed("secret", secret.encode())
    if user:
        pair = f"{user}:{digest}"
        yield from _packed("pair", pair.encode())
        yield from _written("header", base64.b64encode(pair.encode()).decode())
        yield from _packed("header", b"Basic " + base64.b64encode(pair.encode()))


def _written(what: str, text: str) -> Iterator[tuple[str, bytes]]:
    escaped = json.dumps(text)[1:-1]
    forms = {
        "plain": text,
        "reversed": text[::-1],
        "in capitals": text.upper(),
        "as a URL": quote(text, safe=""),
        "as a form": quote_plus(text),
        "as JSON": escaped,
        "as JSON with \\/": escaped.replace("/", "\\/"),
        "as JSON, odd characters as \\u": "".join(c if c.isalnum() else f"\\u{ord(c):04x}" for c in text),
        "as JSON, all as \\u": "".join(f"\\u{ord(c):04x}" for c in text),
        "as JSON, all as \\U": "".join(f"\\u{ord(c):04X}" for c in text),
        "for a shell": shlex.quote(text),
        "in a web page": html.escape(text),
        "in hexadecimal": text.encode().hex(),
        "in capital hexadecimal": text.encode().hex().upper(),
        "as bytes of Python": repr(text.encode())[2:-1],
    }
    for name, form in forms.items():
        yield f"{what} {name}", form.encode()
    yield from _halves(what, text)


def _halves(what: str, text: str) -> Iterator[tuple[str, bytes]]:
    middle = len(text) // 2
    if middle >= _SHORTEST:
        yield f"first half of the {what}", text[:middle].encode()
        yield f"second half of the {what}", text[middle:].encode()


def _packed(what: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    for name, form in (("base64", base64.b64encode(raw)), ("base64 for URLs", base64.urlsafe_b64encode(raw))):
        yield f"{what} in {name}", form
        yield f"{what} in {name}, no padding", form.rstrip(b"=")


def files_below(*folders: Path) -> Iterator[Path]:
    """All files below folders, also hidden ones."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())
