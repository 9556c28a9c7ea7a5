"""Foreign text made visible: the one function that every text from outside passes at ingest.

Control characters could drive the terminal, bidirectional and zero-width ones could make a text read
as another (reliability.md §2, T1). They are replaced by visible marks; nothing is dropped.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[ -~]*\Z")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that take no ink: the combining grapheme joiner, Hangul fillers, Khmer vowels."""
_PICTURES = 0x2400
_DELETE = "\x7f"


def visible(text: str) -> str:
    """The text with every invisible or terminal-driving character made visible.

    C0 controls become their pictures (`␛`, `␊`), DEL `␡`, and C1, bidirectional, zero-width, line
    separating, unassigned, private-use and surrogate ones `<U+202E>`. All other text is unchanged.
    """
    if _PLAIN.match(text):
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character < " ":
        return chr(_PICTURES + ord(character))
    if character == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    if unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _BLANK_LETTERS:
        return f"<U+{ord(character):04X}>"
    return character


def visible_lines(text: str) -> list[str]:
    """The lines of a longer text, each made visible; only the line feed parts lines."""
    return [visible(line.removesuffix("\r")) for line in text.split("\n")]


def clip(text: str, limit: int) -> str:
    """At most `limit` characters of a text, and how many more there were."""
    return text if len(text) <= limit else f"{text[:limit]}… (+{len(text) - limit:,} more)"
