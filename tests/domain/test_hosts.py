"""Hosts: a pasted URL is cut down, and credentials go nowhere they should not."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.hosts import PRESETS, HostError, Origin, is_loopback, parse_host


@pytest.mark.parametrize(
    ("text", "url", "shown"),
    [
        ("eu.api.capillarytech.com", "https://eu.api.capillarytech.com", "eu.api.capillarytech.com"),
        ("  EU.api.CapillaryTech.com  ", "https://eu.api.capillarytech.com", "eu.api.capillarytech.com"),
        (
            "https://eu.api.capillarytech.com/x/neo?a=1#b",
            "https://eu.api.capillarytech.com",
            "eu.api.capillarytech.com",
        ),
        ("https://eu.api.capillarytech.com:443", "https://eu.api.capillarytech.com", "eu.api.capillarytech.com"),
        ("eu.api.capillarytech.com:8443", "https://eu.api.capillarytech.com:8443", "eu.api.capillarytech.com:8443"),
        ("http://127.0.0.1:4010", "http://127.0.0.1:4010", "http://127.0.0.1:4010"),
        ("http://localhost", "http://localhost", "http://localhost"),
        ("http://localhost:80/", "http://localhost", "http://localhost"),
        ("http://[::1]:4010", "http://[::1]:4010", "http://[::1]:4010"),
        ("[2001:db8::1]", "https://[2001:db8::1]", "[2001:db8::1]"),
        ("10.0.0.1", "https://10.0.0.1", "10.0.0.1"),
    ],
)
def test_what_is_typed_or_pasted_becomes_one_origin(text: str, url: str, shown: str) -> None:
    origin = parse_host(text)
    assert origin.url == url
    assert str(origin) == shown
    assert parse_host(str(origin)) == origin


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Give the host"),
        ("eu api", "a space or an invisible character"),
        ("eu\u200b.api.example", "eu<U+200B>.api.example"),
        ("https://user:pw@example.com", "leave out what stands before @"),
        ("ftp://example.com", "Only https is spoken here, not ftp."),
        ("http://example.com", "http would send the credentials unprotected"),
        ("http://127.0.0.1.example.com", "unprotected"),
        ("https://", "This is not a host"),
        ("example.com:99999", "This is not a host"),
        ("example.com:port", "This is not a host"),
        ("-bad-.com", "This is not a host"),
        ("1.2.3", "This is not a host"),
        ("https://[::1", "This is not a host"),
        ("a" * 64 + ".com", "This is not a host"),
        (".".join(["abcdefghi"] * 26), "This is not a host"),
    ],
)
def test_what_cannot_be_a_host_is_told(text: str, words: str) -> None:
    with pytest.raises(HostError) as told:
        parse_host(text)
    assert words in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        "https://till:hunter2@eu.example.com",
        "till:hunter2@eu.example.com",
        "https://till:hunter2@eu example.com",
        "https://till:hunter2@-bad-.com",
        "https://till:hunter2/x@eu.example.com",
        "https://till:hunter2@eu.example.com:99999",
    ],
)
def test_a_password_in_a_host_is_never_said_back(text: str) -> None:
    with pytest.raises(HostError) as told:
        parse_host(text)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", True), ("127.8.9.1", True), ("::1", True), ("10.0.0.1", False), ("example.com", False)],
)
def test_which_hosts_can_only_be_this_machine(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_the_presets_are_hosts() -> None:
    assert [preset.region for preset in PRESETS]
    for preset in PRESETS:
        assert str(parse_host(preset.host)) == preset.host


@given(st.text(max_size=60))
def test_any_text_is_an_origin_or_a_sentence(text: str) -> None:
    origin: Origin | None = None
    with contextlib.suppress(HostError):
        origin = parse_host(text)
    assert origin is None or origin.scheme == "https" or is_loopback(origin.host)
