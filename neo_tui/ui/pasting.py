"""A text pasted on the form: it fills the fields, and leads to the connection that its host belongs to.

Nothing is sent by it. What was pasted is read and let go; only checked values and sentences go on from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.foreign import visible
from neo_tui.domain.hosts import PRESETS, HostError
from neo_tui.domain.pasted.pasted import Pasted
from neo_tui.domain.pasted.read import read_pasted
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Draft
from neo_tui.presentation.pasted import listed, pasted_words
from neo_tui.ui.screens.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from neo_tui.ui.screens.form import FormScreen

_DOCUMENTED = frozenset(preset.host for preset in PRESETS)


_WARNING = "bold $warning"


class About(NamedTuple):
    """What is to be said of the connection."""

    sentence: str = ""
    elsewhere: bool = False
    """Whether asking now would ask somebody else than the text did."""


class PasteNote(Static):
    """Says below the fields what became of a pasted text."""

    DEFAULT_CSS = """
    PasteNote {
        height: auto; max-height: 7; margin: 0 1; padding: 0 1 0 15; color: $foreground;
    }
    """

    auto_links = False

    def __init__(self) -> None:
        super().__init__("", markup=False, classes="pasted")

    def tell(self, pasted: Pasted, before: Draft, about: About) -> None:
        """Say it; what may lead somebody wrong stands out."""
        first, *rest = pasted_words(pasted, before)
        parts = [(f"! {first}", _WARNING) if pasted.problem else (first, "")]
        parts += [(about.sentence, _WARNING if about.elsewhere else "")] if about.sentence else []
        parts += [(sentence, "") for sentence in rest]
        self.update(Content(" ").join(Content.styled(visible(text), style) for text, style in parts))


def take(form: FormScreen, text: str) -> bool:
    """Fill the form from a pasted text; answers whether it was more than what belongs into one field."""
    pasted = read_pasted(text, {profile.path for profile in form.neo.profiles.profiles})
    if pasted.recognised:
        form.run_worker(_fill(form, pasted), exclusive=True, group="paste")
    return pasted.recognised


async def _fill(form: FormScreen, pasted: Pasted) -> None:
    before = form.draft
    await _tell(form, pasted, before, About())
    if pasted.problem:
        return
    form.load(pasted.over(before))
    about = await _connect(form, pasted)
    if pasted.count:
        form.count.value = pasted.count  # a connection brings its own
    await _tell(form, pasted, before, about)
    _go_on(form, pasted)


async def _tell(form: FormScreen, pasted: Pasted, before: Draft, about: About) -> None:
    notes = form.query(PasteNote)
    note = notes.first() if notes else PasteNote()
    note.tell(pasted, before, about)
    if not notes:
        await form.mount(note, after=form.query_one("#last-row"))


def _go_on(form: FormScreen, pasted: Pasted) -> None:
    """Go to what was not in the text, what stands there marked; with everything in it, Enter asks."""
    if form.neo.profile is None:
        form.connection.focus()
    elif pasted.missing:
        form.field(pasted.missing[0]).input.focus()
    else:
        form.customer.input.go_to()


# ── the connection ──


async def _connect(form: FormScreen, pasted: Pasted) -> About:
    """Change to the connection that a text is about, or offer to make it."""
    neo = form.neo
    if pasted.profile:
        named = neo.profiles.get(pasted.profile)
        if named is None:
            return About(f"There is no connection {pasted.profile} here; {_in_use(neo.profile)}", elsewhere=True)
        return await _change(form, named)
    if not pasted.host or (neo.profile is not None and _host(neo.profile) == pasted.host):
        return About()
    fitting = [profile for profile in neo.profiles.profiles if _host(profile) == pasted.host]
    if len(fitting) > 1:
        names = listed([profile.name for profile in fitting])
        told = f"The host {pasted.host} belongs to several connections: {names}. ^o chooses; {_in_use(neo.profile)}"
        return About(told, elsewhere=True)
    meant = fitting[0] if fitting else await _offer(form, pasted)
    if meant is None:
        return About(f"It was for the host {pasted.host}; {_in_use(neo.profile)}", elsewhere=True)
    return await _change(form, meant)


async def _change(form: FormScreen, profile: Profile) -> About:
    if form.neo.profile is not None and form.neo.profile.name == profile.name:
        return About()
    await form.neo.use(profile)
    return About(f"The connection is {profile.name} now.")


async def _offer(form: FormScreen, pasted: Pasted) -> Profile | None:
    """Offer a new connection to a host; None when it was not wanted."""
    neo = form.neo
    odd = (
        "" if pasted.host in _DOCUMENTED else " It is none of the documented hosts: credentials are for hosts you know."
    )
    dialog = ConfirmDialog(
        "A new connection?",
        f"None of yours has the host {pasted.host}.{odd} Its form opens with the host filled in; nothing is sent.",
        "make one",
    )
    if not await neo.push_screen_wait(dialog):
        return None
    from neo_tui.ui.screens.profile_form import ProfileFormScreen  # noqa: PLC0415 - opened rarely

    like = Profile(name="", host=pasted.host, auth=pasted.auth or Auth.BASIC)
    saved = await neo.push_screen_wait(ProfileFormScreen(None, like))
    return neo.profiles.get(saved.name) if saved else None


def _host(profile: Profile) -> str:
    try:
        return str(profile.origin)
    except HostError:
        return ""


def _in_use(profile: Profile | None) -> str:
    return f"the connection in use is still {profile.name}." if profile else "no connection is in use."
