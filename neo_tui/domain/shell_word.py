"""A word of a command line that sh, bash, zsh and fish read alike, whatever stands in it."""

from __future__ import annotations

import re

_BARE = re.compile(r"[\w@+:,./-][\w@+:,./=-]*", re.ASCII)
"""What needs no quotes: no `%`, which fish takes for a process, and no `=` first, which zsh takes for a program."""
_ESCAPED = re.compile(r"([\\']+)")


def shell_word(word: str) -> str:
    """The word, in quotes where it needs any.

    Backslashes stand outside of the quotes: in fish they mean something inside of single ones, too, so that what
    `shlex.quote` makes of one before a quote ends the quotes there.
    """
    if _BARE.fullmatch(word):
        return word
    parts = _ESCAPED.split(word)
    quoted = (f"'{part}'" if part else "" for part in parts[::2])
    escaped = ("".join(f"\\{character}" for character in part) for part in (*parts[1::2], ""))
    return "".join(one + two for one, two in zip(quoted, escaped, strict=True)) or "''"
