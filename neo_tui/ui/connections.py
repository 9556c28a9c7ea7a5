"""The connections of the app: which one is in use, and what adding, switching and deleting them means."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeVar

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.services.connection import ENVIRONMENT_NAME, Connection
from neo_tui.services.secrets import Need
from neo_tui.ui.crash import CrashReportingApp
from neo_tui.ui.keyboard import OrderedKeysApp
from neo_tui.ui.painting import CellDiffApp
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.start import Start

if TYPE_CHECKING:
    from neo_tui.domain.secret import Secret
    from neo_tui.services.profile_manager import Deleted, ProfileManager
    from neo_tui.services.request_log import RequestLog
    from neo_tui.ui.casing import Casing
    from neo_tui.ui.screens.form import FormScreen

# What the first frame does not need is imported when it is used (performance.md).
# ruff: noqa: PLC0415

PRIVATE = "private: no question is kept"

Result = TypeVar("Result")


class ConnectionsApp(OrderedKeysApp[Result], CellDiffApp[Result], CrashReportingApp[Result]):
    """Keeps the connections; the app itself keeps the questions."""

    RECORDING: ClassVar[bool] = False
    """Whether what is shown is recorded, and nothing is asked."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start = start
        self.profile = start.profile
        self.problem = start.problem
        """Why the stored profiles cannot be read, when they cannot; said in the form and in their list."""
        self.profiles = Profiles((start.profile,) if start.profile else ())
        self._deleted: Deleted | None = None
        self._manager: ProfileManager | None = None

    @property
    @abstractmethod
    def form(self) -> FormScreen:
        """The form, the screen below all others."""

    @abstractmethod
    def back_to_form(self, error: NeoError | None) -> None:
        """Back to the form; results of another connection are gone with their screen."""

    @abstractmethod
    def say(self, text: str, *, warning: bool = False) -> None:
        """A short message that goes by itself; the text is never markup."""

    @property
    def connection(self) -> Connection:
        """Opens the clients and keeps the secrets."""
        return self.start.connection

    @property
    def manager(self) -> ProfileManager:
        """Changes profiles and their stored secrets."""
        if self._manager is None:
            from neo_tui.services.profile_manager import ProfileManager

            self._manager = ProfileManager(self.start.profile_store, self.connection.secrets)
        return self._manager

    @cached_property
    def casing(self) -> Casing | None:
        """What adds answers to case files; None where nothing is to be written."""
        from neo_tui.ui.casing import Casing

        return Casing(self.start.cases()) if self.start.cases else None

    @property
    def banner(self) -> str:
        """What the top line says of the data; it holds only for the host that the program was started with."""
        here, first = self.profile, self.start.profile
        banner = self.start.banner if here and first and here.host == first.host else ""
        proxy = f"via proxy {self.connection.proxy}" if self.connection.proxy else ""
        private = PRIVATE if self.start.private else ""
        return " · ".join(part for part in (banner, proxy, private) if part)

    @property
    def requests(self) -> RequestLog:
        """The requests of this run, to this connection."""
        return self.start.requests()

    def look_into_requests(self, request_id: str = "") -> None:
        """Open the requests of this run, at the one of that id."""
        from neo_tui.ui.screens.requests import RequestsScreen

        self.push_screen(RequestsScreen(request_id))

    def reload_profiles(self) -> None:
        """Read the stored profiles; on failure keep those known, and the reason."""
        try:
            stored = self.start.profile_store.load()
        except NeoError as error:
            self.problem = error
            self._show()
            return
        self.problem = None
        self.show_profiles(stored)

    def show_profiles(self, stored: Profiles) -> None:
        """Take over what is stored; the profile in use follows its edits."""
        here = self.profile
        extra = () if here is None or stored.get(here.name) or here.name != ENVIRONMENT_NAME else (here,)
        self.profiles = Profiles((*extra, *stored.profiles), stored.default)
        if here is not None and not extra:
            self.profile = stored.get(here.name)
        if self.profile is None:
            self.profile = self.profiles.chosen
        self._show()

    def _show(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, NeoScreen):
                screen.show_connection()
        self.form.tell_connection()

    async def use(self, profile: Profile) -> None:
        """Switch to a profile: its predecessor's data and secrets are forgotten."""
        if self.profile is None or profile.name != self.profile.name:
            await self._forget()
            self.back_to_form(None)
        self.profile = profile
        self.form.field("count").value = str(profile.count)
        self._show()

    async def _forget(self) -> None:
        """Forget what the connection in use has brought: data on the screen, secrets, recorded requests."""
        for screen in self.screen_stack:
            if isinstance(screen, NeoScreen):
                await screen.let_go()
        await self.connection.leave()
        self.requests.clear()

    async def action_next_profile(self, by: int) -> None:
        """Go through the profiles with ← and →."""
        known = self.profiles.profiles
        if len(known) < 2:  # noqa: PLR2004 - one is no choice
            return
        names = [profile.name for profile in known]
        here = names.index(self.profile.name) if self.profile and self.profile.name in names else 0
        await self.use(known[(here + by) % len(known)])

    async def save_profile(self, profile: Profile, replaces: Profile | None) -> None:
        """Store a new or edited profile: the first one, and the one in use, are used from now on.

        Raises:
            NeoError: It cannot be saved; nothing has changed.
        """
        stored = await self.manager.put(profile, replaces)
        saved = stored.get(profile.name)
        in_use = self.profile is None or (replaces is not None and replaces.name == self.profile.name)
        if in_use or len(stored.profiles) == 1:
            await self._forget()
            self.profile = saved
            self.form.field("count").value = str(profile.count)
        self.show_profiles(stored)

    async def delete_profile(self, profile: Profile) -> None:
        """Delete a profile; when it was in use, another is. `undo_delete` takes it back.

        Raises:
            NeoError: It cannot be saved.
        """
        stored, self._deleted = await self.manager.delete(profile)
        if self.profile is not None and self.profile.name == profile.name:
            await self._forget()
            self.profile = None
        self.show_profiles(stored)

    async def undo_delete(self) -> str | None:
        """Take the last deletion back; answers the profile's name, None when there is nothing to take back.

        Raises:
            NeoError: It cannot be saved; it can be tried again.
        """
        if self._deleted is None:
            return None
        stored = await self.manager.restore(self._deleted)
        name, self._deleted = self._deleted.profile.name, None
        self.show_profiles(stored)
        return name

    @property
    def undoable(self) -> str | None:
        """Name of the profile whose deletion can be taken back."""
        return self._deleted.profile.name if self._deleted else None

    def open_profiles(self) -> None:
        """Open the list of connections."""
        from neo_tui.ui.screens.profiles import ProfilesScreen

        if not any(isinstance(screen, ProfilesScreen) for screen in self.screen_stack):
            self.push_screen(ProfilesScreen())

    async def have_secret(self, profile: Profile, connection: Connection | None = None) -> bool:
        """Whether the profile can ask; asks the person for what is needed first.

        Args:
            profile: Which one.
            connection: Who is to ask; the one in use when None.
        """
        connection = connection or self.connection
        need = connection.need(profile)
        if need is None:
            return True
        from neo_tui.ui.screens.secret_dialogs import CommandDialog, SecretDialog

        if need is Need.CONFIRMATION:
            if not await self.push_screen_wait(CommandDialog(profile, connection.program(profile))):
                return False
            connection.confirm(profile)
            return True
        secret: Secret | None = await self.push_screen_wait(SecretDialog(profile))
        if not secret:
            return False
        connection.remember(profile, secret)
        return True
