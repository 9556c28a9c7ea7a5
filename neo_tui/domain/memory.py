"""What the form remembers over a restart; never a secret."""

from __future__ import annotations

from dataclasses import dataclass, field

from neo_tui.domain.query import Draft

MAX_RECENT = 30
"""How many recent questions are kept."""


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

    def asked(self, question: Question) -> Memory:
        """With that question on top of the recent ones, once."""
        others = tuple(known for known in self.recent if not known.same_as(question))
        return Memory(question.profile, question.draft, (question, *others)[:MAX_RECENT])
