"""The connections: list, use, add, edit, delete, make the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile
from neo_tui.domain.profile_changes import copy_of
from neo_tui.domain.status import Tone
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.dialogs import ConfirmDialog
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.profile_table import Use, about_profile, profile_lines
from neo_tui.ui.widgets.toned import toned
from neo_tui.ui.widgets.top_line import TopLine


class ProfilesScreen(NeoScreen[None]):
    """Lists the connections."""

    CSS_PATH = "profiles.tcss"
    ABOUT = "A connection says where to ask and as whom. Enter uses one; switching forgets data and secrets."

    HINTS: ClassVar[Mapping[str, str]] = {"select": "use"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "use", "use", show=False, tooltip="Use this connection"),
        Binding("n,a", "add", "new", tooltip="Add a connection"),
        Binding("e", "edit", "edit", tooltip="Edit this connection"),
        Binding("c", "copy", "copy", tooltip="Add a copy of this connection, without its secret"),
        Binding("t", "test", "test", tooltip="Test this connection with one harmless question"),
        Binding("d,delete", "delete", "delete", tooltip="Delete this connection (asks first)"),
        Binding("i", "look_into", "requests", tooltip="Look into the requests of this run, such as those of a test"),
        Binding("u", "undo", "undo", tooltip="Take the last deletion back"),
        Binding(
            "asterisk,s",
            "set_default",
            "default",
            key_display="s",
            tooltip="The default: neo-tui get asks with it, the program until another was used",
        ),
        Binding("escape,q,backspace", "back", "back", tooltip="Back"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    list = query_one("#profiles", PickList)
    about = query_one("#about", Static)
    _testing = False

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static("Connections", classes="title", markup=False)
        yield PickList[Profile](id="profiles")
        yield Static("", id="marked", markup=False)
        yield Static("", id="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.list.can_focus = True
        self.neo.reload_profiles()
        self.fill()
        self.list.focus()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.is_mounted:  # after a dialog the mark stays where it was
            self.fill(self.marked.name if self.marked else None)

    def fill(self, marked: str | None = None) -> None:
        """List what is known, the one in use marked."""
        profiles = self.neo.profiles
        here = self.neo.profile.name if self.neo.profile else None
        names = [profile.name for profile in profiles.profiles]
        wanted = marked or here
        index = names.index(wanted) if wanted in names else 0
        lines = profile_lines(profiles.profiles, self._use_of_all, self.size.width - 4)
        self.list.offer(profiles.profiles, lines, index)
        self.refresh_bindings()
        location = self.neo.start.profile_store.location
        if self.neo.problem is not None:
            problem = self.neo.problem
            self.about.update(toned(f"! {problem.title}. {problem.cause} {problem.action}", Tone.WARNING))
        elif self.neo.undoable:
            self.about.update(toned(f"{self.neo.undoable} is deleted: u takes it back.", Tone.STRONG))
        elif names:
            self.about.update(toned(f"● in use   ★ default   kept in: {location}", Tone.MUTED))
        else:
            self.about.update(toned(f"There is none yet: n makes one. Kept in: {location}", Tone.PLAIN))

    @property
    def _use_of_all(self) -> Use:
        here = self.neo.profile.name if self.neo.profile else None
        session_only = self.neo.start.profile_store.session_only
        return Use(here, self.neo.profiles.default, self.neo.memory.used, self.neo.start.clock(), session_only)

    @on(PickList.OptionHighlighted)
    def _tell_marked(self) -> None:
        profile = self.marked
        self.query_one("#marked", Static).update(about_profile(profile, self._use_of_all) if profile else "")

    def on_resize(self) -> None:
        self.fill(self.marked.name if self.marked else None)

    @property
    def marked(self) -> Profile | None:
        """The connection the cursor is on."""
        item = self.list.marked
        return item if isinstance(item, Profile) else None

    @on(PickList.Picked)
    async def _picked(self, event: PickList.Picked) -> None:
        if isinstance(event.item, Profile):
            await self._take(event.item)

    async def action_use(self) -> None:
        if self.marked:
            await self._take(self.marked)
        else:
            self.action_add()

    async def _take(self, profile: Profile) -> None:
        await self.neo.use(profile)
        if self.neo.screen is self:
            self.dismiss(None)
            self.neo.form.connection_chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Keys that have nothing to act on are not offered."""
        if action in {"edit", "copy", "test", "delete", "set_default"}:
            return self.marked is not None
        return self.neo.undoable is not None if action == "undo" else True

    def action_add(self) -> None:
        self._open(None)

    def action_edit(self) -> None:
        if self.marked:
            self._open(self.marked)

    def action_copy(self) -> None:
        if self.marked:
            names = {profile.name for profile in self.neo.profiles.profiles}
            self._open(None, like=copy_of(self.marked, names))

    @work(exclusive=True, group="dialog")
    async def _open(self, profile: Profile | None, *, like: Profile | None = None) -> None:
        from neo_tui.ui.screens.profile_form import ProfileFormScreen  # noqa: PLC0415 - opened rarely

        saved = await self.neo.push_screen_wait(ProfileFormScreen(profile, like))
        if saved is not None:
            self.fill(saved.name)

    @work(exclusive=True, group="dialog")
    async def action_delete(self) -> None:
        profile = self.marked
        if profile is None:
            return
        dialog = ConfirmDialog(
            f"Delete the connection {profile.name}?",
            f"{profile.host}, {profile.auth}. A stored secret goes with it; u takes both back while neo-tui runs.",
            "delete",
        )
        if not await self.neo.push_screen_wait(dialog):
            return
        try:
            await self.neo.delete_profile(profile)
        except NeoError as error:
            self.neo.say(str(error), warning=True)
            return
        self.fill()

    @work(exclusive=True, group="dialog")
    async def action_undo(self) -> None:
        try:
            name = await self.neo.undo_delete()
        except NeoError as error:
            self.neo.say(str(error), warning=True)
            return
        self.fill(name)

    @work(exclusive=True, group="test")
    async def action_test(self) -> None:
        profile = self.marked
        if profile is None:
            return
        from neo_tui.services.trying import try_connection  # noqa: PLC0415 - opened rarely

        connection = self.neo.connection.apart()
        if not await self.neo.have_secret(profile, connection):
            return
        self._testing = True
        self.about.update(toned(f"Testing {profile.name} …   esc cancels", Tone.MUTED))
        try:
            tested = await try_connection(connection, profile)
        finally:
            self._testing = False
            await connection.leave()
        tone, sign = (Tone.GOOD, "✓") if tested.error is None else (Tone.WARNING, "!")
        self.about.update(toned(f"{sign} {profile.name}: {tested.sentence}", tone))

    def cancel_request(self) -> bool:
        """Cancel the test on its way."""
        if not self._testing:
            return False
        self.workers.cancel_group(self, "test")
        self.about.update(toned("The test was cancelled.", Tone.MUTED))
        return True

    def action_set_default(self) -> None:
        profile = self.marked
        if profile is None:
            return
        try:
            self.neo.show_profiles(self.neo.manager.set_default(profile.name))
        except NeoError as error:
            self.neo.say(str(error), warning=True)
        self.fill(profile.name)

    def action_look_into(self) -> None:
        self.neo.look_into_requests()

    def action_back(self) -> None:
        if not self.cancel_request():
            self.dismiss(None)
