"""Which profile asks, with which secret: the one place where secrets rest in memory."""

from __future__ import annotations

from collections.abc import Mapping

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile, SecretSource, header_problem
from neo_tui.domain.secret import Secret
from neo_tui.services.ports import AllocationSource, OpenSource

ENVIRONMENT_NAME = "environment"
"""Name of the profile that the NEO_TUI_… variables make."""


class Connection:
    """Opens allocation sources and keeps prompted secrets in memory until the profile is left."""

    def __init__(self, open_source: OpenSource, environ: Mapping[str, str]) -> None:
        self._open = open_source
        self._environ = environ
        self._prompted: dict[str, Secret] = {}
        self._current: tuple[Profile, AllocationSource] | None = None

    def secret(self, profile: Profile) -> Secret | None:
        """The profile's secret, or None when the person has to be asked for it.

        Raises:
            NeoError: The named variable is unset, or holds what cannot be sent.
        """
        if profile.secret_source is SecretSource.PROMPT:
            return self._prompted.get(profile.name)
        if profile.secret_source is SecretSource.FILE:
            return profile.secret
        value = self._environ.get(profile.secret_variable, "")
        if not value:
            raise NeoError(
                Kind.CREDENTIALS,
                "No secret in the environment",
                f"Profile {profile.name} takes its secret from the variable {profile.secret_variable}, "
                "which is not set.",
                "Set it before starting neo-tui, or choose another source in the profile.",
            )
        return Secret(value.strip("\r\n"))

    def remember(self, profile: Profile, secret: Secret) -> None:
        """Keep a prompted secret in memory, until `leave` or `refuse`."""
        self._prompted[profile.name] = secret

    async def source(self, profile: Profile) -> AllocationSource:
        """The source of a profile; the same one as long as the profile stays the same.

        Raises:
            NeoError: There is no secret yet, or it cannot be had or sent.
        """
        if self._current and self._current[0] == profile:
            return self._current[1]
        secret = self.secret(profile)
        if secret is None:
            raise NeoError(
                Kind.CREDENTIALS,
                "The secret is not known yet",
                f"Profile {profile.name} asks for its secret and keeps it in memory only.",
                "Give it when asked.",
            )
        if header_problem(secret.reveal(), "the secret") and profile.auth is Auth.OAUTH:
            raise NeoError(
                Kind.CREDENTIALS,
                "This secret cannot be sent",
                "It is empty, or holds spaces around it or characters outside ASCII.",
                "Check what was pasted, and give it again.",
            )
        if self._current:
            await self._current[1].aclose()
        source = self._open(profile, secret)
        self._current = (profile, source)
        return source

    async def refuse(self, profile: Profile) -> None:
        """Forget a prompted secret that the API refused, so that it is asked for again."""
        self._prompted.pop(profile.name, None)
        await self.close()

    async def leave(self) -> None:
        """Switch away: close the source and forget every prompted secret."""
        self._prompted.clear()
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
