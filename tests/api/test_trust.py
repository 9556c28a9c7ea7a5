"""Whom we trust: real files, real certificates, and no request to anybody else."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from neo_tui.api.tls import tls_context, trust_stores
from neo_tui.domain.errors import Kind, NeoError
from tests.api.sockets import Serve, answering, client, failed, http, recorded, server_context, written

pytestmark = pytest.mark.anyio

EMPTY_CRL = b"-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n"


def refused(ca_bundle: str = "", **environ: str) -> NeoError:
    with pytest.raises(NeoError) as caught:
        tls_context(ca_bundle, environ)
    with pytest.raises(NeoError):
        trust_stores(ca_bundle, environ)
    error = caught.value
    assert (error.kind, error.title) == (Kind.CONFIG, "The certificates cannot be loaded")
    assert error.__cause__ is None
    return error


def unreadable(path: Path) -> Path:
    path.write_bytes(b"")
    path.chmod(0)
    return path


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "ca_bundle"])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "does not exist"),
        (b"", "holds no certificates"),
        (b"not a certificate", "holds no certificates"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds no certificates"),
        (EMPTY_CRL, "holds no certificates"),
        (b"\0" * (16 * 1024 * 1024 + 1), "is too large"),
        ("folder", "is not a file"),
        ("pipe", "is not a file"),
    ],
)
async def test_a_file_that_does_not_do_is_named(
    tmp_path: Path, variable: str, content: bytes | str | None, why: str
) -> None:
    path = tmp_path / "authority\u202e.pem"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "folder":
        path.mkdir()
    elif content == "pipe":
        os.mkfifo(path)
    bundle, environ = (str(path), {}) if variable == "ca_bundle" else ("", {variable: str(path)})
    error = refused(bundle, **environ)
    assert variable in error.cause
    assert why in error.cause
    assert "authority<U+202E>.pem" in error.cause


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    assert "may not be read" in refused(SSL_CERT_FILE=str(unreadable(tmp_path / "a.pem"))).cause


async def test_odd_paths_are_named() -> None:
    assert "does not exist" in refused("~/none.pem").cause
    assert "cannot be read" in refused("a\0b").cause
    assert "cannot be read" in refused("~nobody-of-that-name/none.pem").cause
    assert len(refused("x" * 5000).cause) < 400


needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="names in a folder are made by openssl")


async def test_a_folder_that_does_not_do_is_named(tmp_path: Path, authority: trustme.CA) -> None:
    assert "does not exist" in refused(SSL_CERT_DIR=str(tmp_path / "none")).cause
    file = written(authority.cert_pem, tmp_path / "authority.pem")
    assert "holds no certificates under the names" in refused(SSL_CERT_DIR=str(tmp_path)).cause
    assert "is not a folder" in refused(SSL_CERT_DIR=file).cause


@needs_openssl
async def test_one_folder_of_several_that_does_not_do_is_named(tmp_path: Path, authority: trustme.CA) -> None:
    both = os.pathsep.join((hashed(authority, tmp_path / "good"), str(tmp_path / "none")))
    assert str(tmp_path / "none") in refused(SSL_CERT_DIR=both).cause


def hashed(authority: trustme.CA, folder: Path) -> str:
    """A folder as “openssl rehash” leaves it, with one certificate."""
    folder.mkdir()
    plain = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(plain))
    # Python does not know the hash of a subject; the command does.
    command = ["openssl", "x509", "-noout", "-subject_hash", "-in", str(plain)]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    plain.rename(folder / f"{name}.0")
    return str(folder)


@needs_openssl
async def test_a_folder_is_trusted(serve: Serve, tmp_path: Path, authority: trustme.CA) -> None:
    folder = hashed(authority, tmp_path / "good")
    assert ("SSL_CERT_DIR", folder, 1) in trust_stores("", {"SSL_CERT_DIR": folder})
    url = await serve(answering(http(b"[]")), tls=server_context(authority.issue_cert("localhost")))
    [exchange] = await recorded(url, environ={"SSL_CERT_DIR": folder})
    assert exchange.status == 200


async def test_the_stores_are_told(tmp_path: Path, authority: trustme.CA) -> None:
    file = written(authority.cert_pem, tmp_path / "authority.pem")
    told = {store.name: store for store in trust_stores(file, {"SSL_CERT_FILE": file})}
    assert (told["SSL_CERT_FILE"].path, told["SSL_CERT_FILE"].certificates) == (file, 1)
    assert (told["ca_bundle"].path, told["ca_bundle"].certificates) == (file, 1)
    assert told["certifi"].certificates > 100


async def test_the_variables_of_somebody_else_do_not_matter() -> None:
    context = tls_context("", {"SSL_CERT_FILE": "", "REQUESTS_CA_BUNDLE": "/none", "CURL_CA_BUNDLE": "/none"})
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


# ── over real connections ──


async def test_the_profile_s_bundle_is_trusted_beside_the_rest(
    serve: Serve, authority: trustme.CA, tmp_path: Path
) -> None:
    bundle = written(authority.cert_pem, tmp_path / "authority.pem")
    context = tls_context(bundle, {})
    assert context.cert_store_stats()["x509"] > 100
    url = await serve(answering(http(b"[]")), tls=server_context(authority.issue_cert("localhost")))
    assert (await failed(client(url, environ={}))).kind is Kind.TLS
    [exchange] = await recorded(url, environ={"SSL_CERT_FILE": bundle})
    assert exchange.status == 200


async def test_a_broken_variable_is_told_with_the_first_question(serve: Serve, tmp_path: Path) -> None:
    heads: list[bytes] = []
    url = (await serve(answering(http(b"[]")), heads)).replace("http:", "https:")
    error = await failed(client(url, environ={"SSL_CERT_FILE": str(tmp_path / "none")}))
    assert error.kind is Kind.CONFIG
    assert "SSL_CERT_FILE does not exist" in error.cause
    assert heads == []


async def test_plain_http_to_this_machine_needs_no_certificates(serve: Serve) -> None:
    [exchange] = await recorded(await serve(answering(http(b"[]"))), environ={"SSL_CERT_FILE": "/none"})
    assert (exchange.status, exchange.tls, exchange.timings.tls) == (200, None, None)


@pytest.mark.parametrize("trouble", ["expired", "not yet valid", "another host", "unknown issuer", "self-signed"])
async def test_a_certificate_that_does_not_do_gets_no_request(
    serve: Serve, authority: trustme.CA, trusting: dict[str, str], trouble: str
) -> None:
    now = datetime.now(UTC)
    certificate = {
        "expired": lambda: authority.issue_cert("localhost", not_after=now - timedelta(days=1)),
        "not yet valid": lambda: authority.issue_cert("localhost", not_before=now + timedelta(days=1)),
        "another host": lambda: authority.issue_cert("eu.api.example.com"),
        "unknown issuer": lambda: trustme.CA().issue_cert("localhost"),
        "self-signed": lambda: authority.issue_cert("localhost"),
    }[trouble]()
    words = {
        "expired": "has expired",
        "not yet valid": "is not valid yet",
        "another host": "belongs to another host",
        "unknown issuer": "an issuer that this machine does not know",
        "self-signed": "self-signed|an issuer that this machine does not know",
    }[trouble]
    context = server_context(certificate)
    if trouble == "self-signed":
        trusting = {}
    heads: list[bytes] = []
    error = await failed(client(await serve(answering(http(b"[]")), heads, tls=context), environ=trusting))
    assert error.kind is Kind.TLS
    assert any(word in error.cause for word in words.split("|"))
    assert "Nothing was sent" in error.action
    assert heads == []


async def test_an_old_tls_gets_no_request(serve: Serve, authority: trustme.CA, trusting: dict[str, str]) -> None:
    context = server_context(authority.issue_cert("localhost"))
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    heads: list[bytes] = []
    error = await failed(client(await serve(answering(http(b"[]")), heads, tls=context), environ=trusting))
    assert error.kind is Kind.TLS
    assert heads == []


async def test_session_keys_are_written_nowhere(
    serve: Serve, authority: trustme.CA, trusting: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    url = await serve(answering(http(b"[]")), tls=server_context(authority.issue_cert("localhost")))
    keys.unlink(missing_ok=True)  # the server of the test may have made it
    [exchange] = await recorded(url, environ={**trusting, "SSLKEYLOGFILE": str(keys)})
    assert exchange.status == 200
    assert not keys.exists()
