"""Adding what a screen of results shows to a case file, after its name and a note have been asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from neo_tui.domain.foreign import visible
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.recording import added_words
from neo_tui.services.casing import CaseStore, Failed, records
from neo_tui.ui.screens.case_adding import AddToCaseDialog

if TYPE_CHECKING:
    from neo_tui.ui.screens.base import NeoScreen


class Casing:
    """Adds questions to case files; remembers the file until the program ends.

    Args:
        store: Writes the files.
    """

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self.file = ""
        """The file that was named last; "" before the first."""

    def add(
        self,
        screen: NeoScreen[None],
        profile: Profile,
        pages: Mapping[int, Page],
        view: Viewpoint,
        failed: Failed | None = None,
    ) -> None:
        """Ask for the file and a note, and add the loaded pages; says what became of it.

        Args:
            screen: The one on top, whose answer it is.
            profile: The connection that asked.
            pages: The loaded pages by number.
            view: The present, and the profile's zone.
            failed: What went wrong at last, where that stands on the screen.
        """
        if not pages and failed is None:
            screen.neo.say("Nothing is loaded yet that could be added to a case.")
            return
        screen.run_worker(self._add(screen, profile, dict(pages), view, failed), exclusive=True, group="dialog")

    async def _add(
        self,
        screen: NeoScreen[None],
        profile: Profile,
        pages: Mapping[int, Page],
        view: Viewpoint,
        failed: Failed | None,
    ) -> None:
        def save(file: str, note: str) -> bool:
            return self._store.add(file, records(profile, pages, note, view, failed), view.now)

        suggested = self.file or f"case-{view.told(view.now):%Y-%m-%d}.neocase"
        added = await screen.neo.push_screen_wait(
            AddToCaseDialog(suggested, len(pages), save, failed=failed is not None)
        )
        if added is not None:
            self.file = added.file
            made = "new case" if added.made else "case"
            what = added_words(len(pages), failed)
            screen.neo.say(f"{what[0].upper()}{what[1:]} added to the {made} {visible(added.file)}.")
