"""What `neo-tui doctor` writes can be pasted into a ticket: no secret is in it, however it ends."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import trustme

from neo_tui.demo.credentials import LOCKED_USERNAME, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from tests.headless.doctoring import Examine, closed_port, proxy_to, tls_of, write_profiles

PROXY_PASSWORD = "proxy-word-0001"
MD5 = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode().rstrip("=")


CANARIES = (
    *(PASSWORD, MD5, OAUTH_SECRET, PROXY_PASSWORD),
    *(packed(PASSWORD), packed(f"{USERNAME}:{MD5}"), packed(f"{USERNAME}:{PASSWORD}")),
    *(packed(f"{LOCKED_USERNAME}:{MD5}"), packed(f"me:{PROXY_PASSWORD}")),
)


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[DemoServer]:
    with DemoServer(tls=tls_of(authority, "neo.test")) as running:
        yield running


@pytest.mark.parametrize("text", [True, False])
@pytest.mark.parametrize(
    ("user", "trouble"),
    [
        (USERNAME, ""),
        (LOCKED_USERNAME, ""),
        ("demo-key", ""),
        ("demo-key-refused", ""),
        ("demo-key-garbage", ""),
        ("demo-key-no-token", ""),
        (USERNAME, "untrusted"),
        (USERNAME, "proxy down"),
        (USERNAME, "no proxy"),
        ("demo-key", "path"),
    ],
)
def test_no_secret_is_written(
    examine: Examine,
    own_environment: Path,
    authority: trustme.CA,
    server: DemoServer,
    user: str,
    trouble: str,
    text: bool,
) -> None:
    bundle = own_environment / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    more = [] if trouble == "untrusted" else [f'ca_bundle = "{bundle}"']
    more += ['path = "/nowhere"'] if trouble == "path" else []
    oauth = user.startswith("demo-key")
    write_profiles(own_environment, "neo.test", *more, auth="oauth" if oauth else "basic", user=user)
    with ExitStack() as stack:
        port, _ = stack.enter_context(proxy_to(server.port))
        port = closed_port() if trouble == "proxy down" else port
        scheme = "socks5" if trouble == "no proxy" else "http"
        told = examine(
            text=text,
            DOCTOR_SECRET=OAUTH_SECRET if oauth else PASSWORD,
            HTTPS_PROXY=f"{scheme}://me:{PROXY_PASSWORD}@127.0.0.1:{port}",
        )
    assert (told.code == 0) == (trouble == "" and user in {USERNAME, "demo-key"})
    assert "there" in told.out
    tokens = list(server._doorkeeper._issued)
    assert bool(tokens) == (user in {"demo-key", "demo-key-refused"})
    for canary in (*CANARIES, *tokens, *(token.rpartition(".")[2] for token in tokens)):
        assert canary not in told.out + told.err
