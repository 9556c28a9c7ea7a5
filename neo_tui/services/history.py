"""The history of this and earlier runs: what is put into it, and what the person does with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.errors import NeoError
from neo_tui.domain.history import MAX_PINNED, Entry, Outcome, failed, loaded
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.settings import Keep, Settings
from neo_tui.services.ports import Clock, HistoryStore

_MakeOutcome = Callable[[Entry | None], Outcome]


class History:
    """Keeps the questions that are asked. Nothing here raises, whatever the disk says.

    The same question asked again, with no other in between, is one entry that counts how often; its outcome is the
    last one.

    Args:
        store: Where it is kept.
        settings: What is kept of it, and for how long.
        clock: Answers the aware present.
    """

    def __init__(self, store: HistoryStore, settings: Settings, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._now: Entry | None = None
        self._asked: tuple[str, str, Query] | None = None
        self._received: datetime | None = None
        self._unkept: dict[str, Entry] = {}
        self._removed: list[list[Entry]] = []
        self._gone: set[str] = set()

    @property
    def keep(self) -> Keep:
        """What is kept of a question."""
        return self._settings.history

    @property
    def settings(self) -> Settings:
        """The settings it follows."""
        return self._settings

    @property
    def location(self) -> str:
        """Where it is kept, in words."""
        return self._store.location

    @property
    def lasts(self) -> bool:
        """Whether what is kept outlives the program."""
        return self._store.lasts

    @property
    def problem(self) -> str:
        """Why the last change could not be kept, as the middle of a sentence; "" when it was."""
        return self._store.problem

    # ── what is asked ──

    def answered(self, profile: Profile, page: Page) -> None:
        """A page has been shown: of a question that was asked just now, or again, or one that was turned to."""
        again = self._is_now(profile, page.query)
        shown_before = page.received_at == self._received
        if again and self._now is not None and (shown_before or page.query.page != self._now.page):
            return
        self._received = page.received_at
        complete = page.query.page == 1 and not page.has_next
        self._ask(profile, page.query, lambda _: loaded(page.allocations, page.query, complete=complete))

    def refused(self, profile: Profile, query: Query, error: NeoError) -> None:
        """A question has failed."""
        self._ask(profile, query, lambda before: failed(error, before.outcome if before else None))

    def record(self, profile: Profile, query: Query, rows: Sequence[Allocation], *, complete: bool) -> None:
        """More of a question's rows are loaded: its entry tells of all of them; it is not counted as asked again.

        Args:
            profile: The connection that asked.
            query: The question, on whatever page.
            rows: All rows that are loaded, of all pages.
            complete: Whether they are all there are.
        """
        outcome = loaded(rows, query, complete=complete)
        if not self._is_now(profile, query) or self._now is None:
            self._ask(profile, query, lambda _: outcome)
            return
        if self.keep is Keep.OFF or self._now.key in self._gone or outcome == self._now.outcome:
            return
        self._now = replace(self._now, outcome=outcome)
        self._store.came(self._now)
        self._see_to(self._now)

    def _ask(self, profile: Profile, query: Query, outcome: _MakeOutcome) -> None:
        if self.keep is Keep.OFF:
            return
        here = self._now if self._is_now(profile, query) else None

        def make(last: Entry | None) -> Entry:
            same = last is not None and (
                (here is not None and last.key == here.key) or last.asks(profile.name, profile.host, query)
            )
            unkept = here if last is None and here is not None and here.key in self._unkept else None
            known = last if same else unkept
            entry = Entry(
                known.key if known else os.urandom(8).hex(),
                self._clock(),
                profile.name,
                profile.host,
                profile.production,
                str(query.customer_id),
                query.entity_id,
                query.event_type_id,
                query.page,
                query.count,
                outcome(known),
                known.times + 1 if known else 1,
            )
            return entry.without_ids if self.keep is Keep.WITHOUT_IDS else entry

        self._now = self._store.asked(make)
        self._asked = (profile.name, profile.host, query)
        self._see_to(self._now)

    def _is_now(self, profile: Profile, query: Query) -> bool:
        """Whether it is the question that was asked last in this run, on whatever page, however many rows a page."""
        if self._asked is None:
            return False
        name, host, asked = self._asked
        mine, other = ((one.customer_id, one.entity_id, one.event_type_id) for one in (asked, query))
        return (name, host) == (profile.name, profile.host) and mine == other

    def _see_to(self, entry: Entry) -> None:
        """What the disk did not take is kept until the program ends."""
        if self._store.problem:
            self._unkept[entry.key] = entry
        else:
            self._unkept.pop(entry.key, None)

    # ── what is done with it ──

    def entries(self) -> list[Entry]:
        """All there are, in no particular order; none where nothing is kept."""
        if self.keep is Keep.OFF:
            return []
        stored = self._store.load()
        if self.keep is Keep.WITHOUT_IDS:
            stored = [entry.without_ids for entry in stored]
        unkept = dict(self._unkept)
        kept = [unkept.pop(entry.key, entry) for entry in stored]
        return [*kept, *unkept.values()]

    def left_over(self) -> int:
        """How many entries of earlier times are stored although nothing is kept now."""
        return len(self._store.load()) if self.keep is Keep.OFF else 0

    def mark(self, entry: Entry, *, pinned: bool, title: str, note: str) -> Entry | None:
        """Pin an entry or let it go, name it, write about it; None when too many are pinned already."""
        if pinned and not entry.pinned and sum(each.pinned for each in self.entries()) >= MAX_PINNED:
            return None
        marked = replace(entry, pinned=pinned, title=title, note=note)
        self._store.marked(marked)
        if entry.key in self._unkept or self._store.problem:
            self._unkept[entry.key] = marked
        return marked

    def remove(self, entries: Sequence[Entry]) -> None:
        """Remove entries; `undo` takes it back while the program runs."""
        keys = {entry.key for entry in entries}
        self._store.remove(keys)
        self._forget(entries)

    def clear(self) -> None:
        """Remove everything that is stored; `undo` takes back what was listed."""
        entries = self.entries()
        self._store.clear()
        self._forget(entries)

    def _forget(self, entries: Sequence[Entry]) -> None:
        if self._store.problem:  # they are still there
            return
        for entry in entries:
            self._unkept.pop(entry.key, None)
        self._gone |= {entry.key for entry in entries}
        if entries:
            self._removed.append(list(entries))

    @property
    def undoable(self) -> int:
        """How many entries `undo` would put back."""
        return len(self._removed[-1]) if self._removed else 0

    def undo(self) -> list[Entry]:
        """Put back what was removed last."""
        if not self._removed:
            return []
        entries = self._removed.pop()
        self._gone -= {entry.key for entry in entries}
        self._store.restore(entries)
        for entry in entries:
            self._see_to(entry)
        return entries

    def tidy(self) -> None:
        """Remove for good what is beyond the bounds; not where nothing is kept, for then nothing is touched."""
        if self.keep is not Keep.OFF:
            self._store.tidy(self._clock(), self._settings)
