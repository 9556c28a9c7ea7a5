"""`neo-tui profiles test`: one harmless question, and whether the connection works."""

from __future__ import annotations

from typing import TextIO

from neo_tui.domain.errors import OURS, ExitCode, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.domain.secret import Secret
from neo_tui.headless.output import connection_words, say, say_error
from neo_tui.headless.prompt import give_what_is_needed
from neo_tui.services.connection import Connection
from neo_tui.services.trying import Tested, try_connection


async def try_profile(connection: Connection, profile: Profile, given: Secret | None, out: TextIO) -> int:
    """Ask, and write the verdict as one line on `out`; why it is bad goes to stderr. Answers the exit code.

    Args:
        connection: Opens the source and has the secret.
        profile: What is tested.
        given: The secret to try, whatever the profile says; it is not stored.
        out: Where the verdict goes.
    """
    if problems := profile.problems():
        for name, problem in problems.items():
            say(f"neo-tui: {name.replace('_', ' ')}: {problem}")
        return _tell(profile, "not tested: the profile cannot be used.", ExitCode.USAGE, out)
    say(f"{connection_words(profile)} · one question about a customer that does not exist")
    try:
        if given is not None:
            connection.remember(profile, given)
        else:
            give_what_is_needed(connection, profile)
        tested = await try_connection(connection, profile)
    except NeoError as error:
        tested = Tested(str(error), error)
    finally:
        await connection.close()
    if tested.error is None:
        return _tell(profile, tested.sentence, tested.exit_code, out)
    say_error(tested.error)
    verdict = "not tested" if tested.error.kind in OURS else "the connection does not work"
    return _tell(profile, f"{verdict}: {tested.error.title}.", tested.exit_code, out)


def _tell(profile: Profile, verdict: str, code: int, out: TextIO) -> int:
    out.write(f"{visible(profile.name)}: {verdict}\n")
    out.flush()
    return code
