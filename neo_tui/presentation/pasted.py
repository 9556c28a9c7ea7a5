"""What is said of a text that was pasted on the form: what was filled in, what was left outside."""

from __future__ import annotations

from collections.abc import Sequence

from neo_tui.domain.pasted.pasted import Dropped, Pasted
from neo_tui.domain.query import Draft

_CALLED = {"customer": "customer id", "entity": "entity id", "event": "event type", "count": "rows a page"}
_PLURAL = frozenset({Dropped.CREDENTIALS, Dropped.COOKIES})


def pasted_words(pasted: Pasted, before: Draft) -> list[str]:
    """Sentences: what was filled in and what was not, which secrets were dropped, and why something was left out.

    Args:
        pasted: What was read.
        before: What stood in the form.
    """
    filled = [called for name, called in _CALLED.items() if getattr(pasted, name)]
    words = [f"Filled in from the paste: {listed(filled)}."] if filled else []
    if pasted.problem:
        words.append(f"Nothing was filled in. {pasted.problem}")
    else:
        words += _missing(pasted, before)
    if pasted.dropped:
        words.append(dropped_words(pasted.dropped))
    if pasted.page not in {"", "1"}:
        words.append(f"It was for page {pasted.page}; here asking begins with page 1.")
    return [*words, *pasted.notes]


def _missing(pasted: Pasted, before: Draft) -> list[str]:
    missing = [name for name in pasted.missing if name not in pasted.masked]
    stays = [_CALLED[name] for name in missing if getattr(before, name).strip()]
    empty = [_CALLED[name] for name in missing if not getattr(before, name).strip()]
    words = [f"Not in it: {listed(empty)}."] if empty else []
    if stays:
        words.append(f"Not in it: {listed(stays)}; what stood there stays.")
    return words


def dropped_words(dropped: Sequence[Dropped]) -> str:
    """Which kinds of secrets were dropped: `Cookies were in it and were dropped`, as a sentence."""
    verb = "were" if len(dropped) > 1 or dropped[0] in _PLURAL else "was"
    told = listed([str(kind) for kind in dropped])
    return f"{told[0].upper()}{told[1:]} {verb} in it and {verb} dropped."


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1] if words else "") if part)
