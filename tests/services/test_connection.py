"""Which secret asks, and how long it is remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Auth, PasswordForm, Profile, SecretSource
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.services.connection import Connection, environment_profile
from neo_tui.services.secrets import Need, Secrets

pytestmark = pytest.mark.anyio

ASKS = Profile("night", "eu.example", user="till")
NAMED = replace(ASKS, name="named", secret_source=SecretSource.ENVIRONMENT, secret_variable="NIGHT_SECRET")
STORED = replace(ASKS, name="stored", secret_source=SecretSource.FILE, secret=Secret("in-the-file"))


class Source:
    """Keeps what it was opened with."""

    def __init__(self, profile: Profile, secret: Secret) -> None:
        self.opened_with = (profile.name, secret.reveal())
        self.closed = False

    proxy = ""

    def token_claims(self) -> None:
        return None

    async def fetch(self, query: Query) -> Page:
        raise NotImplementedError(query)

    async def aclose(self) -> None:
        self.closed = True


@pytest.fixture
def connection() -> Connection:
    return Connection(Source, Secrets({"NIGHT_SECRET": "from-outside\n"}))


async def opened(connection: Connection, profile: Profile) -> Source:
    source = await connection.source(profile)
    assert isinstance(source, Source)
    return source


async def test_a_secret_comes_from_where_the_profile_says(connection: Connection) -> None:
    assert (await opened(connection, STORED)).opened_with == ("stored", "in-the-file")
    assert (await opened(connection, NAMED)).opened_with == ("named", "from-outside")
    connection.remember(ASKS, Secret("typed"))
    assert (await opened(connection, ASKS)).opened_with == ("night", "typed")


async def test_a_secret_that_is_not_known_yet_has_to_be_asked_for(connection: Connection) -> None:
    assert connection.need(ASKS) is Need.SECRET
    with pytest.raises(NeoError, match="The secret is not known yet") as told:
        await connection.source(ASKS)
    assert told.value.kind is Kind.CREDENTIALS


async def test_an_unset_variable_is_named(connection: Connection) -> None:
    with pytest.raises(NeoError, match="No secret in the environment") as told:
        await connection.source(replace(NAMED, secret_variable="OTHER"))
    assert "OTHER" in told.value.cause


async def test_one_profile_keeps_one_source_and_a_changed_one_gets_another(connection: Connection) -> None:
    first = await opened(connection, STORED)
    assert await opened(connection, STORED) is first
    second = await opened(connection, replace(STORED, host="us.example"))
    assert second is not first
    assert first.closed


async def test_a_refused_secret_is_forgotten(connection: Connection) -> None:
    connection.remember(ASKS, Secret("wrong"))
    source = await opened(connection, ASKS)
    await connection.refuse(ASKS)
    assert source.closed
    assert connection.need(ASKS) is Need.SECRET


async def test_leaving_forgets_every_typed_secret(connection: Connection) -> None:
    connection.remember(ASKS, Secret("one"))
    connection.remember(replace(ASKS, name="other"), Secret("two"))
    source = await opened(connection, ASKS)
    await connection.leave()
    assert source.closed
    assert connection.need(ASKS) is Need.SECRET
    assert connection.need(replace(ASKS, name="other")) is Need.SECRET
    await connection.close()  # a second time is nothing


@pytest.mark.parametrize("secret", ["", " led", "é", "two\nlines"])
async def test_an_oauth_secret_that_no_header_can_carry_is_not_sent(connection: Connection, secret: str) -> None:
    with pytest.raises(NeoError, match="This secret cannot be sent"):
        await connection.source(replace(STORED, auth=Auth.OAUTH, secret=Secret(secret)))


async def test_a_password_may_be_any_text_for_its_digest_is_sent(connection: Connection) -> None:
    source = await opened(connection, replace(STORED, secret=Secret(" pâss ")))
    assert source.opened_with[1] == " pâss "


BASIC = {"NEO_TUI_HOST": "http://127.0.0.1:4010", "NEO_TUI_USER": "till", "NEO_TUI_PASSWORD": "x"}


def test_no_host_no_profile() -> None:
    assert environment_profile({}) is None
    assert environment_profile({**BASIC, "NEO_TUI_HOST": "  "}) is None


@pytest.mark.parametrize(
    ("environ", "auth", "form", "variable"),
    [
        (BASIC, Auth.BASIC, PasswordForm.PLAIN, "NEO_TUI_PASSWORD"),
        (
            {"NEO_TUI_HOST": "eu.example", "NEO_TUI_USER": "till", "NEO_TUI_PASSWORD_MD5": "0" * 32},
            Auth.BASIC, PasswordForm.MD5, "NEO_TUI_PASSWORD_MD5",
        ),
        (
            {"NEO_TUI_HOST": "eu.example", "NEO_TUI_OAUTH_KEY": "till", "NEO_TUI_OAUTH_SECRET": "s"},
            Auth.OAUTH, PasswordForm.PLAIN, "NEO_TUI_OAUTH_SECRET",
        ),
    ],
)  # fmt: skip
def test_variables_make_a_profile(environ: dict[str, str], auth: Auth, form: PasswordForm, variable: str) -> None:
    profile = environment_profile(environ)
    assert profile is not None
    assert (profile.auth, profile.password_form, profile.secret_variable) == (auth, form, variable)
    assert (profile.user, profile.secret_source) == ("till", SecretSource.ENVIRONMENT)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"NEO_TUI_OAUTH_KEY": "k"}, "both set"),
        ({"NEO_TUI_PASSWORD_MD5": "0" * 32}, "both set"),
        ({"NEO_TUI_USER": ""}, "neither"),
        ({"NEO_TUI_HOST": "http://example.com"}, "https"),
    ],
)
def test_variables_that_contradict_each_other_say_which(changes: dict[str, str], told: str) -> None:
    with pytest.raises(NeoError, match="The environment cannot be used") as error:
        environment_profile(BASIC | changes)
    assert told in error.value.cause
    assert error.value.exit_code == 2
