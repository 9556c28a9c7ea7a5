"""Foreign text made visible: the one function that every text from outside passes at ingest.

Control characters could drive the terminal, bidirectional and zero-width ones could make a text read
as another (reliability.md §2, T1). They are replaced by visible marks; nothing is dropped.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters, marks and signs that take no ink: the combining grapheme joiner, Hangul fillers, inherent Khmer
vowels, Mongolian variation selectors, the empty Braille cell."""
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0))))
"""Variation selectors: 256 invisible values that can carry a hidden text behind any letter. The two that only
choose between the text and the emoji form of a sign (U+FE0E, U+FE0F) are ordinary and stay."""
_HIDDEN = _BLANK | _SELECTORS
_PICTURES = 0x2400
_DELETE = "\x7f"


def visible(text: str) -> str:
    """The text with every invisible or terminal-driving character made visible.

    C0 controls become their pictures (`␛`, `␊`), DEL `␡`, and C1, bidirectional, zero-width, line
    separating, unassigned, private-use and surrogate ones `<U+202E>`. All other text is unchanged.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if character < " ":
        return chr(_PICTURES + ord(character))
    if character == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    if unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _HIDDEN:
        return f"<U+{ord(character):04X}>"
    return character


def visible_lines(text: str) -> list[str]:
    """The lines of a longer text, each made visible; only LF and CR LF part lines."""
    return [visible(line) for line in text.replace("\r\n", "\n").split("\n")]


def clip(text: str, limit: int) -> str:
    """At most `limit` characters of a text, and how many more there were."""
    return text if len(text) <= limit else f"{text[:limit]}… (+{len(text) - limit:,} more)"
