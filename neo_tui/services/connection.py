"""Which profile asks, with which secret: the one place where secrets rest in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile, SecretSource, header_problem
from neo_tui.domain.secret import Secret
from neo_tui.services.ports import AllocationSource, OpenSource

if TYPE_CHECKING:
    from neo_tui.domain.token_claims import TokenClaims
from neo_tui.services.secrets import Need, Secrets

ENVIRONMENT_NAME = "environment"
"""Name of the profile that the NEO_TUI_… variables make."""


class Connection:
    """Opens allocation sources; keeps a secret in memory until the profile is left.

    Args:
        open_source: Opens the API client of a profile.
        secrets: Where secrets come from.
    """

    def __init__(self, open_source: OpenSource, secrets: Secrets) -> None:
        self._open, self.secrets = open_source, secrets
        self._given: dict[str, Secret] = {}
        self._current: tuple[Profile, AllocationSource] | None = None
        self._opening = asyncio.Lock()

    def apart(self) -> Connection:
        """Another one with the same ends, such as for a test: it disturbs nothing that is in use."""
        other = Connection(self._open, self.secrets)
        other._given.update(self._given)
        return other

    def need(self, profile: Profile) -> Need | None:
        """What the person has to give before this profile can ask; None when nothing."""
        if profile.name in self._given or (self._current and self._current[0] == profile):
            return None
        return self.secrets.need(profile)

    def remember(self, profile: Profile, secret: Secret) -> None:
        """Keep a given secret in memory, until `leave` or `refuse`."""
        self._given[profile.name] = secret

    def program(self, profile: Profile) -> str:
        """The file that the profile's command would run; "" when there is none."""
        return self.secrets.commands.program(profile) if self.secrets.commands else ""

    def confirm(self, profile: Profile) -> None:
        """The person has seen the profile's command and said yes to it."""
        if self.secrets.commands is not None:
            self.secrets.commands.confirm(profile)

    async def source(self, profile: Profile) -> AllocationSource:
        """The source of a profile; the same one as long as the profile stays the same.

        However many ask at once, the secret is fetched once.

        Raises:
            NeoError: The secret cannot be had or sent.
        """
        async with self._opening:
            if self._current and self._current[0] == profile:
                return self._current[1]
            secret = self._given.get(profile.name) or await self._fetch(profile)
            if header_problem(secret.reveal(), "the secret") and profile.auth is Auth.OAUTH:
                raise NeoError(
                    Kind.CREDENTIALS,
                    "This secret cannot be sent",
                    "It is empty, or holds spaces around it or characters outside ASCII.",
                    "Check what was pasted, and give it again.",
                )
            await self.close()
            source = self._open(profile, secret)
            self._current = (profile, source)
            return source

    async def _fetch(self, profile: Profile) -> Secret:
        if self.secrets.guard is not None and profile.secret is None and not self._of_environment(profile):
            self.secrets.guard()
        return await self.secrets.fetch(profile)

    def _of_environment(self, profile: Profile) -> bool:
        """Whether exactly this profile is what the environment makes; its name could stand in the file, too."""
        try:
            return profile == environment_profile(self.secrets.environ)
        except NeoError:
            return False

    @property
    def proxy(self) -> str:
        """The proxy through which the source in use asks; "" when it does so straight, or none is in use."""
        return self._current[1].proxy if self._current else ""

    def token_claims(self) -> TokenClaims | None:
        """What the token of the source in use says of itself; None when there is none."""
        return self._current[1].token_claims() if self._current else None

    async def refuse(self, profile: Profile) -> None:
        """Forget a secret that the API refused, so that it is asked for, or fetched, again."""
        self._given.pop(profile.name, None)
        await self.close()

    async def leave(self) -> None:
        """Switch away: close the source and forget every secret."""
        self._given.clear()
        await self.close()

    async def close(self) -> None:
        """Close the source in use, if any."""
        current, self._current = self._current, None
        if current:
            await current[1].aclose()


def environment_profile(environ: Mapping[str, str]) -> Profile | None:
    """The profile that the NEO_TUI_… variables make; None when NEO_TUI_HOST is not set.

    Raises:
        NeoError: The variables contradict each other, or one is missing or malformed.
    """
    host = environ.get("NEO_TUI_HOST", "").strip()
    if not host:
        return None
    user, key = environ.get("NEO_TUI_USER", ""), environ.get("NEO_TUI_OAUTH_KEY", "")
    if user and key:
        raise _unusable("NEO_TUI_USER and NEO_TUI_OAUTH_KEY are both set.", "Unset one of them.")
    if key:
        profile = _from_variable(host, Auth.OAUTH, key, "NEO_TUI_OAUTH_SECRET", PasswordForm.PLAIN)
    elif user:
        md5 = environ.get("NEO_TUI_PASSWORD_MD5", "")
        if md5 and environ.get("NEO_TUI_PASSWORD", ""):
            raise _unusable("NEO_TUI_PASSWORD and NEO_TUI_PASSWORD_MD5 are both set.", "Unset one of them.")
        form = PasswordForm.MD5 if md5 else PasswordForm.PLAIN
        profile = _from_variable(host, Auth.BASIC, user, "NEO_TUI_PASSWORD_MD5" if md5 else "NEO_TUI_PASSWORD", form)
    else:
        raise _unusable(
            "NEO_TUI_HOST is set, but neither NEO_TUI_USER nor NEO_TUI_OAUTH_KEY.",
            "Set one of them, or unset NEO_TUI_HOST and use a profile.",
        )
    profile = replace(profile, zone=environ.get("NEO_TUI_ZONE", "").strip() or profile.zone)
    problems = profile.problems()
    if problems:
        raise _unusable(" ".join(problems.values()), "Correct the NEO_TUI_… variables.")
    return profile


def _from_variable(host: str, auth: Auth, user: str, variable: str, form: PasswordForm) -> Profile:
    return Profile(
        name=ENVIRONMENT_NAME,
        host=host,
        auth=auth,
        user=user,
        password_form=form,
        secret_source=SecretSource.ENVIRONMENT,
        secret_variable=variable,
    )


def _unusable(cause: str, action: str) -> NeoError:
    return NeoError(Kind.CONFIG, "The environment cannot be used", cause, action)
