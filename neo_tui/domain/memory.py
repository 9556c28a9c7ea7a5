"""What the form remembers over a restart; never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from neo_tui.domain.column_choice import ColumnChoice
from neo_tui.domain.query import Draft
from neo_tui.domain.settings import Keep

MAX_RECENT = 100
"""How many recent questions are kept."""
MAX_USED = 200
"""How many profiles' last uses are kept."""
MAX_CHOICES = 400
"""How many choices of columns are kept."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question asked before, as the form lists it."""

    profile: str
    draft: Draft
    title: str = ""
    """A name for it; "" shows the ids."""
    note: str = ""
    outcome: str = ""
    """What came of it, in a few words: "3 rows", "not found"."""

    def same_as(self, other: Question) -> bool:
        """Whether both ask the same, on whatever page."""
        mine, theirs = self.draft, other.draft
        return (self.profile, mine.customer, mine.entity, mine.event) == (
            other.profile,
            theirs.customer,
            theirs.entity,
            theirs.event,
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """The last draft, the last profile and the recent questions, newest first."""

    profile: str = ""
    draft: Draft = field(default_factory=Draft)
    recent: tuple[Question, ...] = ()
    used: Mapping[str, datetime] = field(default_factory=dict)
    """When each profile was last answered, aware, by its name."""
    theme: str = ""
    """The chosen theme; "" when none was chosen."""
    columns: Mapping[tuple[str, str], ColumnChoice] = field(default_factory=dict)
    """The chosen columns by the profile's name and that of the set."""

    def with_columns(self, profile: str, name: str, choice: ColumnChoice | None) -> Memory:
        """With columns chosen for a profile's set of that name; None: those of the set."""
        others = {key: known for key, known in self.columns.items() if key != (profile, name)}
        if choice is not None:
            others[profile, name] = choice
        return replace(self, columns=dict(list(others.items())[-MAX_CHOICES:]))

    def asked(self, question: Question) -> Memory:
        """With that question on top of the recent ones, once."""
        others = tuple(known for known in self.recent if not known.same_as(question))
        recent = (question, *others)[:MAX_RECENT]
        return replace(self, profile=question.profile, draft=question.draft, recent=recent)

    def used_at(self, profile: str, now: datetime) -> Memory:
        """With that profile used now."""
        latest = sorted({**self.used, profile: now}.items(), key=lambda each: each[1], reverse=True)
        return replace(self, used=dict(latest[:MAX_USED]))

    def kept(self, keep: Keep) -> Memory:
        """What of it may be kept: recent questions are nothing without their ids, which could not be asked again."""
        if keep is Keep.ON:
            return self
        draft = replace(self.draft, customer="", entity="") if keep is Keep.WITHOUT_IDS else Draft()
        return replace(self, draft=draft, recent=())
