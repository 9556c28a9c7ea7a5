"""A redirect is told and never followed: the place it points to hears nothing at all."""

from __future__ import annotations

import json

import pytest

from neo_tui.api.redirects import place_of
from neo_tui.api.tokens import TOKEN_PATH
from neo_tui.domain.errors import Kind
from tests.api.sockets import Serve, Silent, answering, client, failed, http, oauth_client

pytestmark = pytest.mark.anyio

SHAPES = {
    "another port": ("301 Moved", "http://127.0.0.1:{port}/x?session=abc", "http://127.0.0.1:{port}."),
    "another host": ("302 Found", "http://localhost:{port}/x?session=abc", "http://localhost:{port}."),
    "after a POST": ("303 See Other", "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}."),
    "the same method": ("307 Temporary", "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}."),
    "the same method, for good": ("308 Permanent", "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}."),
    "another scheme": ("302 Found", "https://127.0.0.1:{port}/", "https://127.0.0.1:{port}."),
    "no scheme": ("302 Found", "//127.0.0.1:{port}/x", "127.0.0.1:{port}."),
    "with a user": ("302 Found", "http://session:abc@127.0.0.1:{port}/", "http://127.0.0.1:{port}."),
    "relative": ("302 Found", "/login?session=abc", "another path of the same host."),
    "a file": ("302 Found", "file:///etc/session", "no web address, but to file:."),
    "a script": ("302 Found", "javascript:session(abc)", "no web address, but to javascript:."),
    "nowhere": ("302 Found", None, "nowhere: it does not say where."),
    "garbage": ("302 Found", "http://[session", "an address that cannot be read."),
    "backslashes": ("302 Found", "\\\\127.0.0.1:{port}\\session", "an address that cannot be read."),
    "bytes": ("302 Found", "http://s\xe9ssion\x7f:99999999/", "an address that cannot be read."),
    "many choices": ("300 Multiple Choices", "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}."),
    "use a proxy": ("305 Use Proxy", "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}."),
}


@pytest.mark.parametrize(("status", "location", "told"), SHAPES.values(), ids=SHAPES)
async def test_a_redirect_is_told_and_not_followed(
    serve: Serve, silent: Silent, status: str, location: str | None, told: str
) -> None:
    heads: list[bytes] = []
    line = [] if location is None else [f"Location: {location.format(port=silent.port)}"]
    error = await failed(client(await serve(answering(http(b"", *line, status=status)), heads)))
    assert error.kind is Kind.REDIRECT
    assert f"points to {told.format(port=silent.port)}" in error.cause
    assert "session" not in repr(error)
    assert len(heads) == 1
    assert await silent.heard_nothing()


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
async def test_a_redirected_token_endpoint_does_not_pass_the_secret_on(
    serve: Serve, silent: Silent, status: str
) -> None:
    heads: list[bytes] = []
    moved = http(b"", f"Location: http://127.0.0.1:{silent.port}{TOKEN_PATH}", status=status)
    error = await failed(oauth_client(await serve(answering(moved), heads), "oauth-secret-0001"))
    assert error.kind is Kind.REDIRECT
    assert [head.split()[0] for head in heads] == [b"POST"]
    assert await silent.heard_nothing()


async def test_a_redirected_question_does_not_pass_the_token_on(serve: Serve, silent: Silent) -> None:
    heads: list[bytes] = []
    token = http(json.dumps({"data": {"accessToken": "a.b.c", "ttlSeconds": 300}}).encode(), "Connection: close")
    moved = http(b"", f"Location: http://127.0.0.1:{silent.port}/", status="302 Found")

    async def script(*line: object) -> None:
        await answering(token if len(heads) == 1 else moved)(*line)  # type: ignore[arg-type] # passed on

    error = await failed(oauth_client(await serve(script, heads), "oauth-secret-0001"))
    assert error.kind is Kind.REDIRECT
    assert b"a.b.c" in heads[1]
    assert len(heads) == 2
    assert await silent.heard_nothing()


async def test_a_chain_and_a_loop_end_at_their_first_link(serve: Serve) -> None:
    first: list[bytes] = []
    second: list[bytes] = []
    urls: list[str] = []

    async def onwards(*line: object) -> None:
        moved = http(b"", f"Location: {urls[1]}/", status="302 Found")
        await answering(moved)(*line)  # type: ignore[arg-type] # passed on

    async def back(*line: object) -> None:
        moved = http(b"", f"Location: {urls[0]}/", status="302 Found")
        await answering(moved)(*line)  # type: ignore[arg-type] # passed on

    urls += [await serve(onwards, first), await serve(back, second)]
    assert (await failed(client(urls[0]))).kind is Kind.REDIRECT
    assert (len(first), len(second)) == (1, 0)


async def test_not_modified_is_no_redirect(serve: Serve) -> None:
    assert (await failed(client(await serve(answering(http(b"", status="304 Not Modified")))))).kind is Kind.STATUS


def test_a_place_is_short_and_visible() -> None:
    assert len(place_of(f"https://{'a' * 5000}.example.com/")) < 160
    assert place_of("https://ev\u202eil.example.com/") == "https://ev<U+202E>il.example.com"
    assert place_of("https://[::1]:8443/x") == "https://[::1]:8443"
    assert place_of(f"{'x' * 5000}:y") == f"no web address, but to {'x' * 20}… (+4,980 more):"
