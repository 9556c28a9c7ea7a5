"""Whether a connection works, found out with one harmless question."""

from __future__ import annotations

from typing import NamedTuple

from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.services.connection import Connection

QUESTION = Query(entity_id="neo-tui-test", customer_id=1, event_type_id=15, page=1, count=1)
"""Ids that no customer has: an answer without rows, or one that says so, is what a good connection gives."""


class Tested(NamedTuple):
    """What came of a test."""

    sentence: str
    """What a person wants to know, with the time it took."""
    error: NeoError | None = None
    """Why the connection does not work; None when it does."""

    @property
    def exit_code(self) -> int:
        """0 it works, 1 refused, 2 the profile or its secret cannot be used, 3 not reached."""
        return ExitCode.ANSWERED if self.error is None else self.error.exit_code


async def try_connection(connection: Connection, profile: Profile) -> Tested:
    """Ask one question that changes nothing; what is needed for it has been given before.

    A refused secret is forgotten, so that the next test asks for it again.
    """
    try:
        source = await connection.source(profile)
        page = await source.fetch(QUESTION)
    except NeoError as error:
        if error.field == "customer":
            # Only the API itself knows that it has no such customer.
            return Tested(f"{profile.host} answered, and knows no customer 1, as expected. The connection works.")
        await connection.refuse(profile)
        return Tested(str(error), error)
    took = f"{page.elapsed * 1000:,.0f} ms"
    return Tested(f"{profile.host} answered in {took} and accepted the credentials. The connection works.")
