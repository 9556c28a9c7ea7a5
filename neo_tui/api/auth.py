"""How a request says who asks: Basic with the MD5 of the password, or an OAuth token (api.md §3)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Protocol

from neo_tui.api.tokens import Monotonic, PostToken, Tokens
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.secret import Secret

TOKEN_HEADER = "X-CAP-API-OAUTH-TOKEN"  # noqa: S105 - a header's name
_MD5 = re.compile(r"[0-9a-fA-F]{32}\Z", re.ASCII)


class Authorization(Protocol):
    """Headers that say who asks."""

    async def headers(self) -> Mapping[str, str]:
        """The headers for the next request.

        Raises:
            NeoError: No token could be had.
        """
        ...

    def renew(self, refused: Mapping[str, str]) -> bool:
        """The API refused these headers: whether asking once more, with new ones, makes sense."""
        ...

    def secrets(self) -> tuple[Secret, ...]:
        """Every form in which a secret is sent, for masking it where an answer repeats it."""
        ...

    def token(self) -> Secret | None:
        """The token in use; None when there is none yet, or never will be."""
        ...


class Basic:
    """`Authorization: Basic base64(user:md5hex(password))` (api.md §3.1).

    Never asked for again on refusal: repeated wrong passwords may lock the user out.

    Raises:
        NeoError: The secret is not of the form that the profile says.
    """

    def __init__(self, user: str, secret: Secret, form: PasswordForm) -> None:
        digest = _digest(secret.reveal(), form)
        pair = base64.b64encode(f"{user}:{digest}".encode()).decode("ascii")
        self._pair = Secret(pair)
        self._secrets = (
            secret,
            self._pair,
            Secret(digest),
            Secret(f"{user}:{digest}"),
            Secret(f"{user}:{secret.reveal()}"),
        )

    async def headers(self) -> Mapping[str, str]:
        """The Authorization header."""
        return {"Authorization": f"Basic {self._pair.reveal()}"}

    def renew(self, refused: Mapping[str, str]) -> bool:  # noqa: ARG002 - the Protocol's word
        """No: the same password would be refused again."""
        return False

    def secrets(self) -> tuple[Secret, ...]:
        """The password, its MD5, and each of them with the user before it, as it stands in the header and in base64."""
        return self._secrets

    def token(self) -> Secret | None:
        """None: Basic has no tokens."""
        return None


def _digest(word: str, form: PasswordForm) -> str:
    if form is PasswordForm.MD5:
        if _MD5.match(word):
            return word
        raise NeoError(
            Kind.CREDENTIALS,
            "The secret is not an MD5",
            "The profile says that the secret is the MD5 of the password: 32 hexadecimal digits. This is not.",
            "Give the MD5, or say in the profile that the secret is the password itself.",
        )
    try:
        return hashlib.md5(word.encode(), usedforsecurity=False).hexdigest()
    except UnicodeEncodeError:
        raise NeoError(
            Kind.CREDENTIALS,
            "This secret cannot be sent",
            "It holds bytes that are not UTF-8 text.",
            "Check where it comes from, and give it again.",
        ) from None


class OAuth:
    """The token header, with a token that is renewed before it dies (api.md §3.2)."""

    def __init__(self, key: str, secret: Secret, post: PostToken, monotonic: Monotonic) -> None:
        self._secret = secret
        self._tokens = Tokens(key, secret, post, monotonic)

    async def headers(self) -> Mapping[str, str]:
        """The token header."""
        token = await self._tokens.token()
        return {TOKEN_HEADER: token.reveal()}

    def renew(self, refused: Mapping[str, str]) -> bool:
        """Yes; the token is dropped unless somebody else has renewed it meanwhile."""
        self._tokens.drop(Secret(refused.get(TOKEN_HEADER, "")))
        return True

    def secrets(self) -> tuple[Secret, ...]:
        """The OAuth secret and the tokens in use."""
        return (self._secret, *self._tokens.known())

    def token(self) -> Secret | None:
        """The token in use."""
        return self._tokens.current


def authorization(profile: Profile, secret: Secret, post: PostToken, monotonic: Monotonic) -> Authorization:
    """What a profile's requests say of who asks.

    Raises:
        NeoError: The secret is not of the form that the profile says.
    """
    if profile.auth is Auth.OAUTH:
        return OAuth(profile.user, secret, post, monotonic)
    return Basic(profile.user, secret, profile.password_form)
