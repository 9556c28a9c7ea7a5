"""Which proxy the environment means, and what is said when it means none."""

from __future__ import annotations

import base64

import pytest

from neo_tui.api.no_proxy import exempt
from neo_tui.api.proxy import proxy_for
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.hosts import parse_host

HOST = "eu.api.example.com"


def shown(host: str = HOST, **environ: str) -> str:
    proxy = proxy_for(parse_host(host), environ)
    return f"{proxy.url} {proxy.variable}" if proxy else ""


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({}, ""),
        ({"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128 HTTPS_PROXY"),
        ({"https_proxy": "http://proxy:3128/"}, "http://proxy:3128 https_proxy"),
        ({"ALL_PROXY": "proxy:3128"}, "http://proxy:3128 ALL_PROXY"),
        ({"all_proxy": "HTTP://Proxy"}, "http://proxy:80 all_proxy"),
        ({"HTTPS_PROXY": "https://proxy"}, "https://proxy:443 HTTPS_PROXY"),
        ({"HTTPS_PROXY": "http://[::1]:3128"}, "http://[::1]:3128 HTTPS_PROXY"),
        ({"HTTPS_PROXY": "http://user:word@10.0.0.1:8080"}, "http://10.0.0.1:8080 HTTPS_PROXY"),
        ({"HTTPS_PROXY": "http://one:1", "ALL_PROXY": "http://two:2"}, "http://one:1 HTTPS_PROXY"),
        ({"HTTPS_PROXY": " ", "https_proxy": "", "ALL_PROXY": "http://two:2"}, "http://two:2 ALL_PROXY"),
        ({"HTTP_PROXY": "http://proxy:3128", "http_proxy": "http://proxy:3128"}, ""),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": HOST}, ""),
        ({"HTTPS_PROXY": "socks5://proxy:3128", "no_proxy": ".example.com"}, ""),
    ],
)
def test_the_variable_that_counts(environ: dict[str, str], told: str) -> None:
    assert shown(**environ) == told


@pytest.mark.parametrize(
    "host",
    ["http://127.0.0.1:8080", "http://localhost", "https://127.0.0.1", "https://localhost:8443", "https://[::1]"],
)
def test_this_machine_and_plain_http_are_reached_straight(host: str) -> None:
    assert shown(host, HTTPS_PROXY="http://proxy:3128", ALL_PROXY="broken proxy") == ""


def test_who_we_are_to_the_proxy_is_known_and_not_shown() -> None:
    proxy = proxy_for(parse_host(HOST), {"HTTPS_PROXY": "http://us%40er:wo%2Frd%3A@proxy:3128"})
    assert proxy is not None
    assert base64.b64decode(proxy.authorization.reveal()) == b"us@er:wo/rd:"
    assert not any(word in repr(proxy) + str(proxy) + proxy.shown + proxy.url for word in ("us@er", "us%40er", "wo/rd"))
    assert {secret.reveal() for secret in proxy.secrets()} == {"wo/rd:", proxy.authorization.reveal()}


BROKEN = [
    ("socks5://proxy:1080", "names a socks5 proxy", "socks5://proxy:1080"),
    ("socks5h://user:sesame@proxy:1080", "names a socks5h proxy", "socks5h://****@proxy:1080"),
    ("ftp://proxy", "names a ftp proxy", "ftp://proxy"),
    ("http://", "is not the address", "http://"),
    ("http://:3128", "is not the address", "http://:3128"),
    ("http://proxy:sesame", "is not the address", "http://proxy:****"),
    ("http://user:sesame", "is not the address", "http://user:****"),
    ("http://proxy:99999", "is not the address", "http://proxy:99999"),
    ("http://proxy:0", "is not the address", "http://proxy:0"),
    ("http://user:ses/ame@proxy:3128", "is not the address", "http://****@proxy:3128"),
    ("http://user:ses@ame#x@proxy:3128", "is not the address", "http://****@proxy:3128"),
    ("user:sesame@pro xy:3128", "holds a space", "****@pro xy:3128"),
    ("http://proxy:3128/path?sesame", "is not the address", "http://proxy:3128"),
    ("http://proxy:3128#sesame", "is not the address", "http://proxy:3128"),
    ("http://[::1", "is not the address", "http://[:"),
    ("http://prox\x1by:3128", "holds a space or an invisible", "http://prox␛y:3128"),
    ("http://-proxy-:3128", "is not the address", "http://-proxy-:3128"),
    ("://", "is not the address", ":"),
]


@pytest.mark.parametrize(("value", "why", "masked"), BROKEN, ids=[value for value, _, _ in BROKEN])
def test_what_is_no_proxy_is_told_in_one_sentence(value: str, why: str, masked: str) -> None:
    with pytest.raises(NeoError) as caught:
        shown(all_proxy=value)
    error = caught.value
    assert error.kind is Kind.PROXY
    assert error.cause.startswith(f"all_proxy {why}")
    assert masked in error.cause
    assert "all_proxy" in error.action
    assert not any(word in repr(error) for word in ("ses", "ame@", "ame#"))


def test_a_long_value_is_cut() -> None:
    with pytest.raises(NeoError) as caught:
        shown(HTTPS_PROXY="ftp://" + "x" * 5000)
    assert len(caught.value.cause) < 250


@pytest.mark.parametrize(
    ("host", "value"),
    [
        (HOST, "*"),
        (HOST, HOST),
        (HOST, "EU.API.Example.COM."),
        (f"{HOST}.", HOST),
        (HOST, "example.com"),
        (HOST, ".example.com"),
        (HOST, "*.example.com"),
        (HOST, "a.test, b.test,, .com"),
        (HOST, "a.test b.test example.com"),
        (HOST, f"{HOST}:443"),
        ("10.1.2.3", "10.1.2.3"),
        ("10.1.2.3", "10.0.0.0/8"),
        ("10.1.2.3", "10.9.9.9/8"),
        ("10.1.2.3", "10.1.2.3:443"),
        ("2001:db8::1", "2001:db8::/32"),
        ("2001:db8::1", "[2001:db8::1]:443"),
        ("2001:db8::1", "[2001:db8::1]"),
        ("2001:db8:0::1", "2001:db8::1"),
    ],
)
def test_these_hosts_need_no_proxy(host: str, value: str) -> None:
    assert exempt(host, 443, value)


@pytest.mark.parametrize(
    ("host", "value"),
    [
        (HOST, ""),
        (HOST, ",, ,"),
        (HOST, "api.example"),
        (HOST, "u.api.example.com"),
        (HOST, f"{HOST}:8443"),
        (HOST, f"x{HOST}"),
        (HOST, f"{HOST}.test"),
        (HOST, "."),
        (HOST, "*."),
        (HOST, ":443"),
        (HOST, "[::1]:80"),
        (HOST, "[::1"),
        (HOST, "10.0.0.0/8"),
        (HOST, "10.0.0.0/99"),
        (HOST, "\x00\ud800"),
        (HOST, f"https://{HOST}"),
        (HOST, f"{HOST}:99999999"),
        ("10.1.2.3", "11.0.0.0/8"),
        ("10.1.2.3", ".2.3"),
        ("10.1.2.3", "10.1.2"),
        ("10.1.2.3", "10.1.2.3/x"),
        ("10.1.2.3", "2001:db8::/32"),
        ("2001:db8::1", "2001:db8::2"),
    ],
)
def test_these_hosts_go_through_the_proxy_and_nothing_is_raised(host: str, value: str) -> None:
    assert not exempt(host, 443, value)
