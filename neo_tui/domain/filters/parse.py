"""From a typed text to a filter.

Terms are parted by spaces, and all must hold; `!` before a term turns it round. A term is a text to look for, or
a name with an operator and a value. `help.EXAMPLES` shows all of it.
"""

from __future__ import annotations

from neo_tui.domain.attributes import UnknownAttributeError, attribute
from neo_tui.domain.filters import about
from neo_tui.domain.filters.comparing import comparison
from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.filters.terms import Holds, Not, Term
from neo_tui.domain.filters.tokens import Token, tokens
from neo_tui.domain.filters.values import value_term
from neo_tui.domain.viewpoint import Viewpoint


def parse(text: str, view: Viewpoint) -> Filter:
    """Read a filter. An empty text makes one that keeps every row.

    Args:
        text: As it was typed.
        view: The present and the profile's zone, for its times, and what was asked, for checks.

    Raises:
        FilterError: It cannot be understood; tells where, and what to write instead.
    """
    return Filter(text, tuple(_term(token, view) for token in tokens(text)), view)


def _term(token: Token, view: Viewpoint) -> Term:
    term = _positive(token, view)
    return Not(term) if token.negated else term


def _positive(token: Token, view: Viewpoint) -> Term:
    if token.name is None:
        return Holds(token.whole.text)
    name = token.name.text.lower()
    if name in about.NAMES:
        return about.about_term(token, name)
    try:
        asked = attribute(name, about.NAMES)
    except UnknownAttributeError as error:
        raise token.name.wrong(f"{error} To look for the text, put it in quotes.") from None
    if token.operator == ":":
        return value_term(token, asked, view)
    return comparison(token, asked, view)
