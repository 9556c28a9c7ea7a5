"""A question as a curl line and as a command: a real shell reads the same out of it that the client sends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.api.auth import TOKEN_HEADER
from neo_tui.api.client import NeoClient
from neo_tui.api.tokens import TOKEN_PATH as TOKEN_PATH_ASKED
from neo_tui.cli.arguments import parser
from neo_tui.domain.pasted.read import read_pasted
from neo_tui.domain.pasted.secrets import is_gap
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.query import Draft, Query, entity_problem
from neo_tui.domain.secret import Secret
from neo_tui.domain.shell_word import shell_word
from neo_tui.presentation.requests import TOKEN_PATH, command, curl, curl_with_secret, url

WORD = "canary $word' \"with`all"
MD5 = "5f4dcc3b5aa765d61d8327deb882cf99"
EU = "eu.api.capillarytech.com"
PLAIN = Profile("plain", EU, Auth.BASIC, "till.01")
DIGEST = Profile("digest", EU, Auth.BASIC, "till.01", PasswordForm.MD5)
OAUTH = Profile("oauth", EU, Auth.OAUTH, "the-key")
ODD = Profile(
    "it's; odd", "http://[::1]:8080", user="till", path="/gate(way)/$x", scope="it's `x`", ca_bundle="my roots.pem"
)
QUERY = Query("hfjWDK0dek", 374819205, 15)
FAKE = """#!/bin/sh
case "$*" in
*--data-binary*) cat >"$BODY"; printf '{"data": {"ttlSeconds": 300, "accessToken" : "tok-1"}}'; exit ;;
esac
for word in "$@"; do printf '%s\\000' "$word"; done
"""


class Shell:
    """A real `sh` in which `curl` and `neo-tui` only tell what they were given."""

    def __init__(self, folder: Path) -> None:
        self.body = folder / "body"
        for name in ("curl", "neo-tui"):
            (folder / name).write_text(FAKE)
            (folder / name).chmod(0o700)
        self._environ = {"PATH": f"{folder}:{os.environ['PATH']}", "BODY": str(self.body), "LC_ALL": "C.UTF-8"}

    def run(self, line: str, program: str = "sh", **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [program, "-c", line], env={**self._environ, **variables}, capture_output=True, check=False, timeout=20
        )

    def words(self, line: str, program: str = "sh", **variables: str) -> list[str]:
        """What the program was given."""
        done = self.run(line, program, **variables)
        assert not done.stderr
        return done.stdout.decode().split("\0")[:-1]


@pytest.fixture(scope="module")
def shell() -> Iterator[Shell]:
    with TemporaryDirectory() as folder:
        yield Shell(Path(folder))


def option(words: list[str], name: str) -> list[str]:
    return [words[at + 1] for at, word in enumerate(words[:-1]) if word == name]


class Body(httpx.AsyncByteStream):
    """A body that is still to be read."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body


async def sent(profile: Profile, secret: str, query: Query) -> list[httpx.Request]:
    """What the real client sends."""
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        token = {"data": {"accessToken": "tok-1", "ttlSeconds": 300}}
        return httpx.Response(200, stream=Body(json.dumps(token if request.method == "POST" else []).encode()))

    async with NeoClient(profile, Secret(secret), transport=httpx.MockTransport(answer), environ={}) as client:
        await client.fetch(query)
    return requests


VARIABLES = {
    "NEO_TUI_USER": "till.01",
    "NEO_TUI_PASSWORD": WORD,
    "NEO_TUI_OAUTH_KEY": "the-key",
    "NEO_TUI_OAUTH_SECRET": "s3cret",
}


@pytest.mark.anyio
@pytest.mark.parametrize("with_secret", [False, True], ids=["variables", "secret"])
@pytest.mark.parametrize(
    ("profile", "secret"), [(PLAIN, WORD), (DIGEST, MD5), (OAUTH, "s3cret")], ids=lambda value: str(value)[:6]
)
async def test_a_curl_line_sends_what_the_client_sends(
    shell: Shell, profile: Profile, secret: str, with_secret: bool
) -> None:
    if with_secret:
        words = shell.words(curl_with_secret(profile, QUERY, Secret(secret)))
    else:
        variables = {**VARIABLES, "NEO_TUI_PASSWORD_MD5": MD5} if profile is DIGEST else VARIABLES
        words = shell.words(curl(profile, QUERY), **variables)
    *before, asked = await sent(profile, secret, QUERY)
    assert httpx.URL(words[0]) == asked.url
    headers = dict(header.split(": ", 1) for header in option(words, "--header"))
    for pair in option(words, "--user"):
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    assert headers.pop("Accept") == "application/json"
    for name in ("x-cap-neo-dag-scope", "Authorization", TOKEN_HEADER):
        assert headers.pop(name, None) == asked.headers.get(name)
    assert not headers
    for token in before:
        assert json.loads(shell.body.read_bytes()) == json.loads(token.content)
        assert token.url.path == TOKEN_PATH == TOKEN_PATH_ASKED


_IDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12) | st.text(
    "'\"\\$`!*?&|;<>(){}[]#~= \n-%", min_size=1, max_size=12
)
_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12) | _IDS
NASTY = ["\\'\";id>pwned;#", "a\\", "\\\\", "%self", "=ls", "it's", "a\\'b", "'", "", "~", "$(id)", "!!", "雪 \\n"]


@pytest.mark.parametrize("program", ["sh", "bash", "zsh", "fish"])
def test_whatever_stands_in_a_word_each_shell_reads_that_word(shell: Shell, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program}")
    assert shell.words("curl " + " ".join(map(shell_word, NASTY)), program=program) == NASTY


@settings(max_examples=30)
@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_any_words_are_read_by_a_shell_as_they_are(shell: Shell, words: list[str]) -> None:
    assert shell.words("curl " + " ".join(map(shell_word, words))) == words


@pytest.mark.parametrize("profile", [PLAIN, DIGEST, OAUTH], ids=lambda profile: profile.name)
def test_a_variable_that_is_not_set_sends_nothing(shell: Shell, profile: Profile) -> None:
    done = shell.run(curl(profile, QUERY), NEO_TUI_USER="till")
    assert done.returncode != 0
    assert not done.stdout
    assert b"NEO_TUI_" in done.stderr


@settings(max_examples=30, deadline=None)
@given(_IDS)
def test_no_id_whatever_gets_out_of_its_quotes(shell: Shell, entity: str) -> None:
    query = Query(entity, 5, 15, 2, 100)
    line = command(ODD, query, filter_text=f"left>0 {entity}", sort="-left,id", columns=("id", "left"), limit=3)
    words = shell.words(f"{curl(ODD, query)}\n{line}", NEO_TUI_USER="u", NEO_TUI_PASSWORD="p")
    assert words[:2] == ["--globoff", url(ODD, query)]
    assert dict(httpx.URL(words[1]).params) == query.parameters
    assert option(words, "--header")[0] == f"x-cap-neo-dag-scope: {ODD.scope}"
    assert option(words, "--cacert") == [ODD.ca_bundle]
    found = parser().read(words[words.index("get") :])
    assert (found.profile, found.entity, found.event, found.page, found.count) == (
        ODD.name,
        entity,
        "TransactionAdd",
        "2",
        "100",
    )
    assert (found.filter, found.sort, found.columns, found.limit) == (f"left>0 {entity}", "-left,id", "id,left", 3)


@settings(max_examples=40)
@given(_IDS.filter(lambda text: not entity_problem(text) and text == text.strip() and not is_gap(text)))
def test_what_goes_out_comes_in_again(entity: str) -> None:
    query = Query(entity, 5, 90, 2, 7)
    for profile in (PLAIN, DIGEST, OAUTH):
        pasted = read_pasted(curl(profile, query))
        assert (pasted.host, pasted.auth, pasted.dropped) == (EU, profile.auth, ())
        assert pasted.over(Draft()) == Draft("5", entity, "90", "2", "7")
        assert read_pasted(url(profile, query)).over(Draft()) == Draft("5", entity, "90", "2", "7")
        assert read_pasted(command(profile, query)).over(Draft()) == Draft("5", entity, "90", "2", "7")


def test_only_the_line_that_is_asked_for_it_has_the_secret() -> None:
    for profile in (PLAIN, DIGEST, OAUTH):
        told = curl(profile, QUERY) + command(profile, QUERY) + url(profile, QUERY)
        assert profile.user not in told
        assert "ookie" not in curl_with_secret(profile, QUERY, Secret(MD5))
        assert "canary" not in told
    assert "s3cret" in curl_with_secret(OAUTH, QUERY, Secret("s3cret"))


def test_a_command_is_as_short_as_the_view_allows() -> None:
    assert command(PLAIN, QUERY, stored=False) == (
        "neo-tui get --customer 374819205 --entity hfjWDK0dek --event TransactionAdd --count 10"
    )
    assert command(PLAIN, Query("-x", 5, 90), every_page=True) == (
        "neo-tui get --profile plain --customer 5 --entity=-x --event 90 --count 10 --all"
    )
