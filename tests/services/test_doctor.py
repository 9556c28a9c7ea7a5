"""The order of the checks: what is skipped for want of what, what is bounded, and what it comes to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.findings import Finding, Status
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.domain.token_claims import TokenClaims
from neo_tui.services import doctor as module
from neo_tui.services.connection import Connection
from neo_tui.services.doctor import Doctor
from neo_tui.services.doctor_ports import Check, Chosen
from neo_tui.services.secrets import Secrets

pytestmark = pytest.mark.anyio

FINE = Finding(Status.OK, "Fine.")
PROFILE = Profile("there", "neo.test", user="till", secret_source=SecretSource.ENVIRONMENT, secret_variable="WORD")


class Nobody:
    """A source that answers nothing."""

    proxy = ""

    def token_claims(self) -> TokenClaims | None:
        return None

    async def fetch(self, query: Query) -> Page:
        raise NeoError(Kind.AUTH, "Refused", f"{query.page}.", "Mend it.")

    async def aclose(self) -> None: ...


@dataclass
class World:
    """Everything that is looked at; `broken`: the names of what fails, and with what."""

    broken: dict[str, NeoError] = field(default_factory=dict)
    hangs: str = ""

    def look(self, name: str) -> Finding:
        if name in self.broken:
            raise self.broken[name]
        return FINE

    def config(self) -> Finding:
        return self.look("config")

    def settings(self) -> Finding:
        return self.look("settings")

    def credentials(self) -> Finding:
        return self.look("credentials")

    def state(self) -> Finding:
        return self.look("state")

    def writers(self) -> Finding | None:
        return None

    async def step(self, name: str) -> Finding:
        if self.hangs == name:
            await asyncio.Event().wait()
        return self.look(name)

    async def resolve(self) -> Finding:
        return await self.step("dns")

    async def connect(self) -> Finding:
        return await self.step("tcp")

    async def secure(self) -> Finding:
        return await self.step("tls")

    async def terminal(self) -> Finding:
        return await self.step("terminal")

    async def clipboard(self) -> Finding:
        return await self.step("clipboard")

    def doctor(self, profile: Profile | None = PROFILE, **environ: str) -> Doctor:
        async def sign_in() -> TokenClaims | None:
            return None

        return Doctor(
            choose=lambda: Chosen(profile, "it is the first") if profile else None,
            files=self,
            open_way=lambda _: self,
            connection=Connection(lambda _, __: Nobody(), Secrets(environ)),
            ask=lambda _, __: None,
            sign_in=sign_in,
            exchanges=(),
            terminal=self,
        )


async def told(doctor: Doctor) -> dict[str, Check]:
    return {check.name: check async for check in doctor.examine()}


def error(kind: Kind) -> NeoError:
    return NeoError(kind, "It failed", "So it is.", "Mend it.")


@pytest.mark.parametrize(
    ("name", "kind", "lost", "words", "code"),
    [
        ("dns", Kind.DNS, ("tcp", "tls", "token", "call"), "needs DNS", 3),
        ("tcp", Kind.CONNECT, ("tls", "token", "call"), "needs TCP", 3),
        ("tls", Kind.TLS, ("token", "call"), "needs TLS", 3),
        ("tls", Kind.CONFIG, ("token", "call"), "needs TLS", 2),
    ],
)
async def test_what_needs_a_failed_step_names_the_first_one(
    name: str, kind: Kind, lost: tuple[str, ...], words: str, code: int
) -> None:
    doctor = World({name: error(kind)}).doctor(WORD="let me in")
    found = await told(doctor)
    assert found[name].status is Status.FAILED
    assert found[name].action == "Mend it."
    assert {(found[each].status, found[each].summary) for each in lost} == {(Status.SKIPPED, words)}
    assert doctor.exit_code == code
    assert list(found)[-2:] == ["terminal", "clipboard"]


async def test_the_first_that_failed_gives_the_exit_code() -> None:
    doctor = World({"tcp": error(Kind.CONNECT)}).doctor()
    found = await told(doctor)
    assert found["secret"].status is Status.FAILED
    assert found["call"].summary == "needs TCP"
    assert doctor.exit_code == 2
    doctor = World().doctor(WORD="let me in")
    assert (await told(doctor))["call"].status is Status.FAILED
    assert doctor.exit_code == 1


@pytest.mark.parametrize(
    ("name", "limit", "code"), [("dns", "_STEP", 3), ("tls", "_TLS", 3), ("clipboard", "_LOCAL", 2)]
)
async def test_a_step_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, name: str, limit: str, code: int) -> None:
    monkeypatch.setattr(module, limit, 0.05)
    found = await told(World(hangs=name).doctor(WORD="let me in"))
    assert found[name].status is Status.FAILED
    assert "given up after 0.05 seconds" in found[name].summary
    assert found[name].exit_code == code
    assert 0.04 < found[name].seconds < 5


async def test_no_secret_is_kept_behind() -> None:
    doctor = World().doctor(WORD="let me in")
    await told(doctor)
    assert doctor.connection._given == {}
    with pytest.raises(NeoError):
        await Connection(lambda _, __: Nobody(), Secrets({})).source(PROFILE)


async def test_a_secret_that_a_person_gives_is_the_one_that_is_used() -> None:
    opened: list[Secret] = []

    def open_source(_: Profile, secret: Secret) -> Nobody:
        opened.append(secret)
        return Nobody()

    doctor = World().doctor(Profile("there", "neo.test", user="till"))
    doctor.connection = Connection(open_source, Secrets({}))
    doctor.ask = lambda connection, profile: connection.remember(profile, Secret("typed"))
    found = await told(doctor)
    assert found["secret"].status is Status.OK
    assert opened == [Secret("typed")]
