"""The answer of the token endpoint, so far as it may be looked into: its tokens masked.

It is taken apart and put together again: a search through its text would miss a token that is escaped,
cut, or in another encoding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from neo_tui.domain.json_text import JsonTextError, Number, Object, Value, decode_bytes, read
from neo_tui.domain.masking import MASK
from neo_tui.domain.secret import Secret

_LARGEST = 64 * 1024
"""Bytes; what is larger is no token's answer."""
_TELLING = re.compile(r"token|secret|password|jwt", re.IGNORECASE)
"""Names whose texts are masked; a name like `tokenType` is no loss."""
_JWT = re.compile(r"eyJ[A-Za-z0-9_=-]*\.[A-Za-z0-9_=.-]*")


def masked_answer(body: bytes) -> tuple[bytes, tuple[Secret, ...]]:
    """The answer without its tokens, and the tokens.

    Empty when it is no JSON object: then nobody can tell what in it is a token.
    """
    if len(body) > _LARGEST:
        return b"", ()
    try:
        value = read(decode_bytes(body))
    except JsonTextError:
        return b"", ()
    if not isinstance(value, Object):
        return b"", ()
    tokens = tuple(Secret(text) for text in _tokens(value, telling=False))
    return _written(value, telling=False).encode("utf-8", "replace"), tokens


def _tokens(value: Value, *, telling: bool) -> Iterator[str]:
    if isinstance(value, Object):
        for name, inner in value.items():
            yield from _tokens(inner, telling=telling or bool(_TELLING.search(name)))
    elif isinstance(value, list):
        for inner in value:
            yield from _tokens(inner, telling=telling)
    elif isinstance(value, str):
        if telling:
            yield value
        else:
            yield from _JWT.findall(value)


def _written(value: Value, *, telling: bool) -> str:
    """The value as JSON again, with every number letter for letter."""
    if isinstance(value, Object):
        members = (
            f"{json.dumps(name)}: {_written(inner, telling=telling or bool(_TELLING.search(name)))}"
            for name, inner in value.items()
        )
        return f"{{{', '.join(members)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_written(inner, telling=telling) for inner in value)}]"
    if isinstance(value, str):
        if telling:
            return json.dumps(MASK)
        return str(value) if isinstance(value, Number) else json.dumps(_JWT.sub(MASK, value), ensure_ascii=False)
    return json.dumps(value)
