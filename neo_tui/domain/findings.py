"""What looking at one part of a connection brings to light: a status, a sentence, what to do, and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from neo_tui.domain.errors import ExitCode, NeoError

Fact = str | int | float | bool | tuple[str, ...] | None
"""What JSON has a word for; texts are visible texts, and none is secret."""
Facts = Mapping[str, Fact]


class Status(StrEnum):
    """How a check ended. The value is the machine-readable name."""

    OK = "ok"
    WARNING = "warning"
    """It works, and somebody should look at it."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not looked at, for the reason that is told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one look. All texts are visible texts; none holds a secret.

    Attributes:
        status: How it ended.
        summary: One or two sentences.
        action: What the person can do; "" when nothing.
        facts: The same for programs, by names of small letters.
        exit_code: What the program answers to the shell when this failed.
        seconds: How long it took; None when whoever looked shall measure it.
    """

    status: Status
    summary: str
    action: str = ""
    facts: Facts = field(default_factory=lambda: MappingProxyType({}))
    exit_code: int = ExitCode.ANSWERED
    seconds: float | None = None


def failure(error: NeoError, facts: Facts | None = None) -> Finding:
    """The finding of what an error stopped, with the request's id where there is one."""
    found: dict[str, Fact] = {"kind": error.kind.value, **(facts or {})}
    summary = f"{error.title}. {error.cause}"
    if error.request_id:
        found["request_id"] = error.request_id
        summary = f"{summary} Request id: {error.request_id}."
    return Finding(Status.FAILED, summary, error.action, found, error.exit_code)


def skipped(why: str) -> Finding:
    """The finding of what was not looked at.

    Args:
        why: The reason, in a few words: "needs DNS".
    """
    return Finding(Status.SKIPPED, why)


def overdue(seconds: float, exit_code: int) -> Finding:
    """The finding of what took longer than its limit, in seconds."""
    action = "Try again; see whether the machine or the network hangs."
    return Finding(Status.FAILED, f"This was given up after {seconds:g} seconds.", action, exit_code=exit_code)
