"""One look at everything a connection needs, stage by stage: what is wrong, where, and what to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple

from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.exchange import Exchange
from neo_tui.domain.findings import Facts, Finding, Status, failure, overdue, skipped
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.token_claims import TokenClaims
from neo_tui.services.connection import Connection
from neo_tui.services.doctor_answers import call_finding, clock_finding, token_finding
from neo_tui.services.doctor_ports import Check, Chosen, Files, Terminal, Way
from neo_tui.services.doctor_secret import have_secret
from neo_tui.services.trying import try_connection


class _Stage(NamedTuple):
    name: str
    needs: tuple[str, ...]
    limit: float | None
    """Seconds; None for a stage that keeps a limit by itself, as it may ask a person, who may take longer."""
    overdue: int
    """The exit code when it takes longer."""
    run: Callable[[], Awaitable[Finding]]


_LOCAL, _STEP, _TLS, _ANSWER = 5.0, 6.0, 25.0, 35.0
"""Seconds; a little above the limits that each end keeps by itself."""
_NEEDED: Mapping[str, str] = {
    "profile": "a profile",
    "secret": "the secret",
    "dns": "DNS",
    "tcp": "TCP",
    "tls": "TLS",
    "token": "a token",
}


@dataclass
class Doctor:
    """Looks once.

    Args:
        choose: The profile to look at; None when there is none yet. Raises a `NeoError`.
        files: The files.
        open_way: The way to a profile's host. Raises a `NeoError`.
        connection: Opens the source and has the secret.
        ask: Asks a person for what a profile needs, on a terminal. Raises a `NeoError`.
        sign_in: Has the token ready that the opened source needs. Raises a `NeoError`.
        exchanges: Where the records of the source's requests come to stand.
        terminal: The terminal.
    """

    choose: Callable[[], Chosen | None]
    files: Files
    open_way: Callable[[Profile], Way]
    connection: Connection
    ask: Callable[[Connection, Profile], None]
    sign_in: Callable[[], Awaitable[TokenClaims | None]]
    exchanges: Sequence[Exchange]
    terminal: Terminal
    checks: list[Check] = field(default_factory=list, init=False)
    _chosen: Profile | None = field(default=None, init=False)
    _way: Way | None = field(default=None, init=False)

    @property
    def profile(self) -> Profile | None:
        """The profile that was looked at; None when there is none, or none that can be used."""
        return self._chosen

    @property
    def exit_code(self) -> int:
        """That of the first check that failed, which is what the others may come from; 0 when none did."""
        return next((check.exit_code for check in self.checks if check.status is Status.FAILED), ExitCode.ANSWERED)

    async def examine(self) -> AsyncIterator[Check]:
        """Each check as it is done, in their order."""
        try:
            missing: dict[str, str] = {}
            for stage in self._stages():
                check = await self._checked(stage, missing)
                self.checks.append(check)
                yield check
        finally:
            await self.connection.leave()

    async def _checked(self, stage: _Stage, missing: dict[str, str]) -> Check:
        """One stage; those that need what it does not give are skipped for want of the first that failed."""
        lacks = next((missing[name] for name in stage.needs if name in missing), "")
        started = monotonic()
        if lacks:
            missing[stage.name] = lacks
            found = skipped(f"needs {_NEEDED.get(lacks, lacks)}")
        else:
            found = await _bounded(stage)
            if found.status is Status.FAILED:
                missing[stage.name] = stage.name
        seconds = monotonic() - started if found.seconds is None else found.seconds
        return Check(stage.name, found.status, seconds, found.summary, found.action, found.facts, found.exit_code)

    def _stages(self) -> Iterator[_Stage]:
        ours, unreached = ExitCode.USAGE, ExitCode.UNREACHABLE
        files, terminal = self.files, self.terminal
        yield _Stage("config", (), _LOCAL, ours, lambda: asyncio.to_thread(files.config))
        yield _Stage("settings", (), _LOCAL, ours, lambda: asyncio.to_thread(files.settings))
        yield _Stage("credentials", (), _LOCAL, ours, lambda: asyncio.to_thread(files.credentials))
        yield _Stage("state", (), _LOCAL, ours, lambda: asyncio.to_thread(files.state))
        yield _Stage("profile", (), _LOCAL, ours, self._profile)
        yield _Stage(
            "secret", ("profile",), None, ours, lambda: have_secret(self.connection, self._used, files, self.ask)
        )
        yield _Stage("dns", ("profile",), _STEP, unreached, self._dns)
        yield _Stage("tcp", ("dns",), _STEP, unreached, self._tcp)
        yield _Stage("tls", ("tcp",), _TLS, unreached, self._tls)
        yield _Stage("token", ("tls", "secret"), _ANSWER, unreached, self._token)
        yield _Stage("call", ("token",), _ANSWER, unreached, self._call)
        yield _Stage("clock", (), _LOCAL, ours, self._clock)
        yield _Stage("terminal", (), _LOCAL, ours, terminal.terminal)
        yield _Stage("clipboard", (), _LOCAL, ours, terminal.clipboard)

    async def _profile(self) -> Finding:
        try:
            chosen = await asyncio.to_thread(self.choose)
        except NeoError as error:
            if any(check.name == "config" and check.status is Status.FAILED for check in self.checks):
                return Finding(
                    Status.FAILED, "No profile can be chosen: the file cannot be used.", exit_code=error.exit_code
                )
            return failure(error)
        if chosen is None:
            action = "Run neo-tui to make a profile, or set the variables that neo-tui --help lists."
            return Finding(Status.FAILED, "No connection yet: there are no profiles.", action, exit_code=ExitCode.USAGE)
        profile = chosen.profile
        name, host = visible(profile.name), visible(profile.host)
        if problems := profile.problems():
            facts: Facts = {"profile": name, "fields": tuple(problems)}
            told = " ".join(f"{field.replace('_', ' ')}: {visible(problem)}" for field, problem in problems.items())
            summary = f"{name} cannot be used. {told}"
            return Finding(Status.FAILED, summary, "Correct the profile.", facts, ExitCode.USAGE)
        self._chosen = profile
        facts = {
            "profile": name,
            "why": chosen.why,
            "host": host,
            "auth": profile.auth.value,
            "secret_source": profile.secret_source.value,
            "production": profile.production,
        }
        where = f"{'PRODUCTION, ' if profile.production else ''}{host}, {profile.auth.value}"
        return Finding(Status.OK, f"{name} ({where}), chosen: {chosen.why}.", facts=facts)

    async def _dns(self) -> Finding:
        self._way = self.open_way(self._used)
        return await self._way.resolve()

    async def _tcp(self) -> Finding:
        return await self._on_way.connect()

    async def _tls(self) -> Finding:
        return await self._on_way.secure()

    async def _token(self) -> Finding:
        if self._used.auth is not Auth.OAUTH:
            return skipped("Basic needs none")
        return token_finding(self.exchanges, await self.sign_in())

    async def _call(self) -> Finding:
        return call_finding(self.exchanges, await try_connection(self.connection, self._used))

    async def _clock(self) -> Finding:
        return clock_finding(self.exchanges) or skipped("needs an answer that tells the time")

    @property
    def _used(self) -> Profile:
        if self._chosen is None:
            raise RuntimeError("a stage that needs a profile ran without one")
        return self._chosen

    @property
    def _on_way(self) -> Way:
        if self._way is None:
            raise RuntimeError("a stage of the way ran before its beginning")
        return self._way


async def _bounded(stage: _Stage) -> Finding:
    """What comes of a stage within its limit."""
    try:
        async with asyncio.timeout(stage.limit):
            return await stage.run()
    except NeoError as error:
        return failure(error)
    except TimeoutError:
        return overdue(stage.limit or 0.0, stage.overdue)
