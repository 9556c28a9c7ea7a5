"""What an error may show of a reply: never what was sent to say who asks."""

from __future__ import annotations

from neo_tui.api.exchange import Asked, Reply
from neo_tui.domain.errors import Fact
from neo_tui.domain.secret import Secret


def reply(headers: dict[str, str], body: bytes = b"", *secrets: str) -> Reply:
    asked = Asked("host", "/path", {"customer_id": "7", "entity_id": "a\x1bb"}, "id-1")
    return Reply(404, headers, body, asked, 1.2345, tuple(Secret(secret) for secret in secrets))


def test_the_details_come_in_a_good_order() -> None:
    assert reply({}).facts == (
        Fact("Request id", "id-1"),
        Fact("HTTP status", "404"),
        Fact("Elapsed", "1,234 ms"),
        Fact("Host", "host"),
        Fact("Path", "/path"),
        Fact("Customer", "7"),
        Fact("Entity", "a␛b"),
    )


def test_the_headers_of_the_platform_are_told() -> None:
    headers = {
        "x-cap-requestid": "server-1",
        "x-cap-api-version": "7\x1b[2J",
        "cf-ray": "8f-FRA",
        "x-cap-empty": "",
        "x-cap-api-oauth-token": "never",
        "set-cookie": "never",
    }
    told = {fact.label: fact.value for fact in reply(headers).facts}
    assert told["Server's request id"] == "server-1"
    assert told["x-cap-api-version"] == "7␛[2J"
    assert told["cf-ray"] == "8f-FRA"
    assert "x-cap-empty" not in told
    assert "never" not in repr(told)


def test_our_own_request_id_is_not_told_twice() -> None:
    labels = [fact.label for fact in reply({"x-cap-requestid": "id-1"}).facts]
    assert "Server's request id" not in labels


def test_a_flood_of_headers_is_cut() -> None:
    facts = reply({f"x-cap-{number}": "y" * 5000 for number in range(100)}).facts
    assert len(facts) < 20
    assert max(len(fact.value) for fact in facts) < 200


def test_what_was_sent_is_masked_where_it_comes_back() -> None:
    body = b'{"you":"till:secret-pair, secret, word \xff","it":"abc"}'
    echo = reply({"x-cap-echo": "secret-pair"}, body, "secret", "secret-pair", "abc", "")
    assert echo.shown == b'{"you":"till:****, ****, word \xff","it":"abc"}'
    assert echo.body == body
    assert Fact("x-cap-echo", "****") in echo.facts
    assert echo.header("nothing") == ""


def test_what_was_sent_is_masked_in_the_name_of_a_header_too() -> None:
    echo = reply({"x-cap-secret-word": "value"}, b"", "secret-word")
    assert Fact("x-cap-****", "value") in echo.facts
