"""`neo-tui doctor` on the way to a server: each step as it goes well, and as it goes wrong."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from neo_tui import __version__
from neo_tui.demo.credentials import LOCKED_USERNAME, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from tests.headless.doctoring import SECRET, Examine, closed_port, proxy_to, tls_of, write_profiles


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    """The certificate of somebody who signs certificates."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def secure_server(authority: trustme.CA) -> Iterator[DemoServer]:
    with DemoServer(tls=tls_of(authority, "localhost", datetime.now(UTC) + timedelta(days=90, hours=1))) as server:
        yield server


def test_a_good_connection_without_tls(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    path = write_profiles(own_environment, demo_server.url)
    told = examine(**SECRET)
    assert told.code == 0
    assert told.document["version"] == __version__
    assert told.document["profile"] == "there"
    assert told.statuses("config", "credentials", "state", "profile", "secret", "tcp", "call", "clock") == ["ok"] * 8
    assert told.statuses("dns", "tls", "token") == ["skipped"] * 3
    assert "this machine" in told["dns"]["summary"]
    assert "plain http" in told["tls"]["summary"]
    assert "it is the default" in told["profile"]["summary"]
    assert told["config"]["facts"]["path"] == str(path)
    assert told["config"]["facts"]["mode"] == "0600"
    assert told["call"]["facts"]["status"] == 200
    assert told["call"]["facts"]["request_id"] == demo_server.requests.all()[-1].headers["x-cap-request-id"]
    assert told.err == ""
    assert len(demo_server.requests.all()) == 1


def test_a_good_connection_with_tls(
    examine: Examine, own_environment: Path, secure_server: DemoServer, bundle: str
) -> None:
    write_profiles(own_environment, secure_server.url, f'ca_bundle = "{bundle}"')
    told = examine(**SECRET)
    assert told.code == 0
    assert told.statuses("dns", "tcp", "tls", "call", "clock") == ["ok"] * 5
    facts = told["tls"]["facts"]
    assert facts["protocol"] == "TLSv1.3"
    assert facts["issuer"].startswith("Test Authority")
    assert facts["days_left"] == 90
    assert facts["vouched_by"] == ["ca_bundle"]
    assert "127.0.0.1" in told["dns"]["facts"]["addresses"]


def test_a_certificate_that_ends_soon_is_a_warning(
    examine: Examine, own_environment: Path, authority: trustme.CA, bundle: str
) -> None:
    with DemoServer(tls=tls_of(authority, "localhost", datetime.now(UTC) + timedelta(days=20, hours=1))) as server:
        write_profiles(own_environment, server.url, f'ca_bundle = "{bundle}"')
        told = examine(**SECRET)
    assert told.code == 0
    assert told["tls"]["status"] == "warning"
    assert "(20 days left)" in told["tls"]["summary"]
    assert told["call"]["status"] == "ok"


def test_an_expired_certificate_and_an_unknown_issuer_end_at_tls(
    examine: Examine, own_environment: Path, authority: trustme.CA, bundle: str
) -> None:
    with DemoServer(tls=tls_of(authority, "localhost", datetime.now(UTC) - timedelta(days=1))) as server:
        for more, words in (((f'ca_bundle = "{bundle}"',), "has expired"), ((), "does not know")):
            write_profiles(own_environment, server.url, *more)
            told = examine(**SECRET)
            assert told.code == 3
            assert told["tls"]["status"] == "failed"
            assert words in told["tls"]["summary"]
            assert told["call"]["summary"] == "needs TLS"
        assert server.requests.all() == ()


def test_a_bundle_that_is_not_there_is_a_matter_of_configuration(
    examine: Examine, own_environment: Path, secure_server: DemoServer
) -> None:
    write_profiles(own_environment, secure_server.url, 'ca_bundle = "/none.pem"')
    told = examine(**SECRET)
    assert told.code == 2
    assert "does not exist" in told["tls"]["summary"]


def test_nobody_listens(examine: Examine, own_environment: Path) -> None:
    write_profiles(own_environment, f"http://127.0.0.1:{closed_port()}")
    told = examine(**SECRET)
    assert told.code == 3
    assert told.statuses("dns", "tcp", "tls", "token", "call", "clock") == ["skipped", "failed", *["skipped"] * 4]
    assert "nothing listens" in told["tcp"]["summary"]
    assert told["call"]["summary"] == "needs TCP"


def test_a_name_that_nobody_knows(examine: Examine, own_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    write_profiles(own_environment, "neo.invalid")
    told = examine(**SECRET)
    assert told.code == 3
    assert "Cannot find host neo.invalid" in told["dns"]["summary"]
    assert {told[name]["summary"] for name in ("tcp", "tls", "token", "call")} == {"needs DNS"}


def test_refused_credentials(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    write_profiles(own_environment, demo_server.url, user=LOCKED_USERNAME)
    told = examine(**SECRET)
    assert told.code == 1
    assert told["call"]["status"] == "failed"
    assert told["call"]["facts"]["status"] == 401
    assert told["call"]["facts"]["request_id"] in told["call"]["summary"]
    assert told["clock"]["status"] == "ok"  # a refusal tells the time, too
    assert len(demo_server.requests.all()) == 1  # asked once: more could lock the user out


@pytest.mark.parametrize(
    ("ahead", "status", "code"),
    [(-3, "ok", 0), (3, "ok", 0), (20, "warning", 0), (-20, "warning", 0), (600, "failed", 2), (-7200, "failed", 2)],
)
def test_a_clock_that_differs(examine: Examine, own_environment: Path, ahead: int, status: str, code: int) -> None:
    with DemoServer(skew=ahead) as server:
        write_profiles(own_environment, server.url)
        told = examine(**SECRET)
    assert told.code == code
    assert told["clock"]["status"] == status
    assert told["clock"]["facts"]["ahead_seconds"] == pytest.approx(-ahead, abs=2.5)
    if status != "ok":
        assert ("behind" if ahead > 0 else "ahead of") in told["clock"]["summary"]


# ── through a proxy ──


def test_through_a_proxy(examine: Examine, own_environment: Path, authority: trustme.CA, bundle: str) -> None:
    with DemoServer(tls=tls_of(authority, "neo.test")) as server, proxy_to(server.port) as (port, heads):
        write_profiles(own_environment, "neo.test", f'ca_bundle = "{bundle}"')
        told = examine(**SECRET, HTTPS_PROXY=f"http://me:proxy-word-0001@127.0.0.1:{port}")
    assert told.code == 0
    assert told["tcp"]["facts"] == {
        "remote": f"127.0.0.1:{port}",
        "proxy": f"127.0.0.1:{port}",
        "proxy_variable": "HTTPS_PROXY",
    }
    assert "which HTTPS_PROXY names" in told["tcp"]["summary"]
    assert told["call"]["facts"]["proxy"] == f"127.0.0.1:{port}"
    assert all(head.startswith(b"CONNECT neo.test:443 ") for head in heads)


def test_a_proxy_that_is_down_or_no_proxy(examine: Examine, own_environment: Path) -> None:
    write_profiles(own_environment, "neo.test")
    told = examine(**SECRET, HTTPS_PROXY=f"http://127.0.0.1:{closed_port()}")
    assert told.code == 3
    assert told["tcp"]["status"] == "failed"
    assert "HTTPS_PROXY" in told["tcp"]["summary"]
    told = examine(**SECRET, HTTPS_PROXY="socks5://me:proxy-word-0001@127.0.0.1:1080")
    assert told.code == 3
    assert told.statuses("secret", "dns") == ["ok", "failed"]
    assert "socks5" in told["dns"]["summary"]


# ── OAuth ──


@pytest.mark.parametrize(
    ("key", "status", "ttl"),
    [
        ("demo-key", "ok", 300),
        ("demo-key-text-ttl", "ok", 300),
        ("demo-key-no-ttl", "ok", None),
        ("demo-key-short", "warning", 3),
        ("demo-key-opaque", "ok", 300),
    ],
)
def test_a_token_and_what_it_says_of_itself(
    examine: Examine, own_environment: Path, demo_server: DemoServer, key: str, status: str, ttl: int | None
) -> None:
    write_profiles(own_environment, demo_server.url, auth="oauth", user=key)
    told = examine(DOCTOR_SECRET=OAUTH_SECRET)
    assert told.code == 0
    facts = told["token"]["facts"]
    assert (told["token"]["status"], facts["ttl_seconds"]) == (status, ttl)
    if key == "demo-key-opaque":
        assert "does not say whose" in told["token"]["summary"]
    else:
        assert (facts["organisation"], facts["client"], facts["client_id"]) == ("50914", "neo-tui demo", key)
        assert datetime.fromisoformat(facts["expires_at"]) > datetime.now(UTC)
    assert told["call"]["status"] == "ok"
    # One token for both: the call uses the one that the check before it had.
    assert [request.method for request in demo_server.requests.all()] == ["POST", "GET"]


@pytest.mark.parametrize(
    ("key", "words"),
    [("demo-key-zero-ttl", "no life left"), ("demo-key-down", "answered 503"), ("demo-key-forbidden", "answered 403")],
)
def test_no_token_is_to_be_had(
    examine: Examine, own_environment: Path, demo_server: DemoServer, key: str, words: str
) -> None:
    write_profiles(own_environment, demo_server.url, auth="oauth", user=key)
    told = examine(DOCTOR_SECRET=OAUTH_SECRET)
    assert told.code == 1
    assert told["token"]["status"] == "failed"
    assert words in told["token"]["summary"]
    assert told["call"]["summary"] == "needs a token"


def test_a_token_that_is_refused_fails_the_call(
    examine: Examine, own_environment: Path, demo_server: DemoServer
) -> None:
    write_profiles(own_environment, demo_server.url, auth="oauth", user="demo-key-refused")
    told = examine(DOCTOR_SECRET=OAUTH_SECRET)
    assert told.code == 1
    assert told.statuses("token", "call") == ["ok", "failed"]


# ── the environment ──


def test_the_connection_of_the_environment(examine: Examine, demo_server: DemoServer) -> None:
    variables = {"NEO_TUI_HOST": demo_server.url, "NEO_TUI_USER": USERNAME, "NEO_TUI_PASSWORD": PASSWORD}
    told = examine(**variables)
    assert told.code == 0
    assert "NEO_TUI_" in told["profile"]["facts"]["why"]
    assert told["secret"]["facts"] == {"source": "environment", "variable": "NEO_TUI_PASSWORD"}
    told = examine(**variables, NEO_TUI_OAUTH_KEY="x")
    assert told.code == 2
    assert "both set" in told["profile"]["summary"]
    told = examine(NEO_TUI_HOST="https://me:canary-word@neo.test", NEO_TUI_USER=USERNAME)
    assert told.code == 2
    assert "canary-word" not in told.out
