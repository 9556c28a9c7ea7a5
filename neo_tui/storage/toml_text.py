"""The text of a document with profiles, in the form that a person would add to by hand."""

from __future__ import annotations

from collections.abc import Mapping

import tomli_w

_LONG = {"end": "x" * 200}
"""A table too long for one line."""


def to_toml(document: Mapping[str, object]) -> str:
    """The text of a document; its `profiles`, the last key, are `[[profiles]]` tables each.

    Left alone, tomli-w writes short ones as `profiles = [{…}]`, and a `[[profiles]]` that somebody adds
    below makes that file one that cannot be read. It does so only when every table is short: so a long
    one is written after them and cut off again.

    Raises:
        ValueError, TypeError, RecursionError: It holds what TOML cannot.
    """
    tables = document.get("profiles")
    if not isinstance(tables, list) or not tables:
        return tomli_w.dumps(document)
    text = tomli_w.dumps({**document, "profiles": [*tables, _LONG]})
    return text.rpartition("[[profiles]]\nend = ")[0].rstrip("\n") + "\n"
