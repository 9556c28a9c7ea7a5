"""What the terminal program is started with; `cli` fills it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from neo_tui.domain.settings import Preferences
from neo_tui.services.connection import Connection
from neo_tui.services.ports import CheckFile, Clock, MemoryStore, ProfileStore, SaveFile

if TYPE_CHECKING:
    from neo_tui.services.casing import CaseStore
    from neo_tui.services.clipboard import Clipboard
    from neo_tui.services.history import History
    from neo_tui.services.recording import Recording
    from neo_tui.services.request_log import RequestLog


def _only_the_terminal() -> Clipboard:
    from neo_tui.services.clipboard import Clipboard  # noqa: PLC0415 - not needed before something is copied

    return Clipboard()


class Start(NamedTuple):
    """Everything the app needs from the world, and what it opens with."""

    profile_store: ProfileStore
    memory_store: MemoryStore
    connection: Connection
    clock: Clock
    requests: Callable[[], RequestLog]
    """Answers what remembers the requests of this run; it is made when it is first asked for."""
    history: Callable[[], History]
    """Makes what keeps the questions; called once, when the first frame stands."""
    profile: Profile | None = None
    """The profile chosen by argument, environment or default; None when there is none."""
    question: Draft | None = None
    """What the command line asked; None: what was typed last."""
    ask: bool = False
    """Whether to open straight on the results of `question`."""
    problem: NeoError | None = None
    """Why the profiles could not be read, when they could not."""
    private: bool = False
    """Whether nothing of the questions of earlier runs is read, and nothing of this one's kept."""
    preferences: Preferences = Preferences()
    """The settings, and what in their file could not be used."""
    clipboard: Callable[[], Clipboard] = _only_the_terminal
    """Makes what takes copied texts out; called once, when something is copied."""
    here: Callable[[], str] = str
    """Answers the IANA name of the viewer's zone, "" where it is not known; called when something is copied."""
    save: SaveFile | None = None
    """Writes what is exported; None where nothing is."""
    demo: bool = False
    """Whether the connections end with the program, as those to the bundled server do."""
    check_file: CheckFile | None = None
    """Sees whether a file can come to stand where it is wanted, before what goes into it is asked for."""
    banner: str = ""
    """A word on the data of the profile's host that stays in the top line, such as "demo data"."""
    cases: Callable[[], CaseStore] | None = None
    """Makes what writes case files, when it is first asked for; None where nothing is to be written."""
    recording: Callable[[str], Recording] | None = None
    """Reads a case file, or a response that somebody sent, of that name; raises a `NeoError`. None: none is read."""
