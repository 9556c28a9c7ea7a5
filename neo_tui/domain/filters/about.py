"""`is:…` and `check:…`: what is known about a row beyond its values."""

from __future__ import annotations

from neo_tui.domain.attributes import meant, nearest
from neo_tui.domain.checks.catalogue import CHECKS
from neo_tui.domain.checks.check import Severity
from neo_tui.domain.filters.terms import AnyOf, Found, Marked, OfRow, Term
from neo_tui.domain.filters.tokens import Piece, Token
from neo_tui.domain.filters.values import reads_never

_IS: dict[str, Term] = {
    "merged": OfRow("earned on a merged account", lambda row: row.merged_from is not None),
    "found": Found("found by a check"),
    "never": OfRow("expires never", reads_never),
    "odd": OfRow("odd", lambda row: bool(row.notes)),
    "marked": Marked(),
}

_CHECKS = {check.name: check for check in CHECKS}
_SEVERITIES = {severity.value: severity for severity in Severity}

NAMES = ("is", "check")
"""What stands before the colon here; no attribute has these names."""


def about_term(token: Token, name: str) -> Term:
    """The term of `is` or `check`, a colon and values; any of them.

    Raises:
        FilterError: There is no such word or check; the message names the nearest.
    """
    if token.operator != ":":
        example = "is:merged" if name == "is" else "check:error"
        raise token.whole.wrong(f"{name} is written with a colon: {example}.")
    terms = tuple(_is(piece) if name == "is" else _check(piece) for piece in token.values)
    return terms[0] if len(terms) == 1 else AnyOf(terms)


def _is(piece: Piece) -> Term:
    word = piece.text.lower()
    if word not in _IS:
        raise piece.wrong(f"A row can be {', '.join(list(_IS)[:-1])} or {list(_IS)[-1]}: write is:merged.")
    return _IS[word]


def _check(piece: Piece) -> Term:
    word = piece.text.lower()
    if severity := _SEVERITIES.get(word):
        checks = tuple(check for check in CHECKS if check.severity is severity)
        article = "an" if word[0] in "aeiou" else "a"
        return Found(f"found by {article} {word} check", checks, together=True)
    if check := _CHECKS.get(word):
        return Found(f"found by {check.name}", (check,), together=True)
    near = meant(nearest(word, (*_SEVERITIES, *_CHECKS))) or "neo-tui check --list tells all."
    raise piece.wrong(f"There is no such check; {near}")
