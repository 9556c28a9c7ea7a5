"""Writing a list as it was chosen, and saying what of it was left out."""

from __future__ import annotations

from typing import TextIO

from neo_tui.headless.output import say
from neo_tui.presentation.exporters.list_choice import EVERYTHING, ListChoice
from neo_tui.presentation.exporters.listing import Listing, listing_text
from neo_tui.presentation.exporters.names import Format


def write_list(out: TextIO, kind: Format, listing: Listing, choice: ListChoice = EVERYTHING) -> None:
    """Write a list in a format.

    Args:
        out: Where to.
        kind: How.
        listing: All of it.
        choice: Which of it.
    """
    chosen, left_out = choice.of(listing)
    out.write(listing_text(kind, chosen))
    if left_out:
        say(left_out)
