"""Every body the platform is known to send (api.md §2.2) becomes a page, or one error in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from neo_tui.api.exchange import Asked, Reply
from neo_tui.api.parsing import parse_page
from neo_tui.demo.rows import SAMPLE, text
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUESTION = Query("hfjWDK0dek", 374819205, 15, count=2)
ROW = text(SAMPLE)


def parse(
    body: str | bytes, status: int = 200, *, profile: Profile | None = None, secret: str = "", **headers: str
) -> Page:
    raw = body if isinstance(body, bytes) else body.encode()
    found = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = Asked("eu.api.example.com", "/x/neo", QUESTION.parameters, "id-1")
    reply = Reply(status, found, raw, asked, 0.25, (Secret(secret),))
    return parse_page(reply, QUESTION, profile or Profile("demo", "eu.api.example.com"), NOW)


def failure(body: str | bytes, status: int = 200, **more: str) -> NeoError:
    with pytest.raises(NeoError) as caught:
        parse(body, status, **more)  # type: ignore[arg-type] # headers and the secret are text
    error = caught.value
    assert error.title
    assert error.cause
    assert error.action
    assert error.request_id == "id-1"
    return error


# ── rows ──


@pytest.mark.parametrize("body", ["[]", " \r\n\t[ ] \n", b"\xef\xbb\xbf[]", "[]".encode("utf-16")])
def test_an_empty_array_is_no_rows(body: str | bytes) -> None:
    page = parse(body)
    assert (page.allocations, page.notes, page.has_next) == ((), (), False)
    assert (page.request_id, page.received_at, page.elapsed) == ("id-1", NOW, 0.25)


def test_rows_keep_their_text_and_their_order() -> None:
    page = parse(f'[ {ROW} ,\n{{"id": 1.0e0, "points_exclusive": 350.000}}]')
    assert [row.raw for row in page.allocations] == [ROW, '{"id": 1.0e0, "points_exclusive": 350.000}']
    assert page.has_next


def test_something_odd_among_rows_is_kept() -> None:
    page = parse(f"[{ROW},null]")
    assert [row.raw for row in page.allocations] == [ROW, "null"]


def test_more_rows_than_asked_for_are_shown_and_that_is_said() -> None:
    page = parse(f"[{ROW},{ROW},{ROW}]")
    assert len(page.allocations) == 3
    assert page.notes == ("2 rows were asked for and 3 came.",)


@pytest.mark.parametrize("name", ["data", "allocations", "items"])
def test_rows_in_an_envelope_are_unwrapped_visibly(name: str) -> None:
    page = parse(f'{{"errors":[],"success":true,"{name}":[{ROW}, {{"id":2}}]}}')
    assert [row.raw for row in page.allocations] == [ROW, '{"id":2}']
    assert f"“{name}”" in page.notes[0]


@pytest.mark.parametrize(
    "words",
    [
        '"errors":null,"warnings":null',
        '"errors":{}',
        '"status":{"success":true,"code":200,"message":"Success"}',
        '"status":{"code":200,"message":"Success"}',
        '"success":"true"',
        '"response":{"status":{"success":"true","code":200}}',
    ],
)
def test_an_envelope_that_went_well_may_be_empty(words: str) -> None:
    assert parse(f'{{{words},"data":[]}}').allocations == ()


def test_words_beside_rows_are_told() -> None:
    page = parse(f'{{"data":[{ROW}],"code":200,"message":"partial\x7f"}}')
    assert page.notes[1] == "Beside them the answer said: partial␡"


# ── errors inside 200 ──


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            '{"errors":[{"status":false,"code":9000,"message":"No data found"}]}',
            "It said: No data found (code 9000).",
        ),
        ('{"errors":[{"status":false,"code":9002,"message":"upstream"}]}', "It said: upstream (code 9002)."),
        ('{"warnings":[],"errors":[{"code":8015,"message":"x"}],"success":false}', "x (code 8015)"),
        ('{"data":null,"errors":[{"code":310126,"message":"no"}],"warnings":null}', "no (code 310126)"),
        ('{"errors":{"message":"one object"}}', "one object"),
        ('{"errors":["just text"]}', "just text"),
        ('{"errors":"only text"}', "only text"),
        ('{"errors":[{"msg":"short"}]}', "short"),
        ('{"errors":[{"code":7}]}', "Its code: 7."),
        ('{"errors":[{}]}', "does not say more"),
        ('{"errors":[{"message":"a"},{"message":"b","code":5,"path":"/x"}]}', "a · b (code 5, at /x)"),
        ('{"response":{"status":{"success":"false","code":500,"message":"v1"}}}', "v1 (code 500)"),
        ('{"response":{"status":{"code":500,"message":"v1"}}}', "v1 (code 500)"),
        ('{"status":{"success":false,"code":700,"message":"gateway"}}', "gateway (code 700)"),
        ('{"code":null,"message":"gateway"}', "It said: gateway."),
        ('{"code":500,"message":"UNKNOWN","err":"TypeError: x"}', "UNKNOWN (TypeError: x) (code 500)"),
        ('{"code":500,"message":"UNKNOWN: x","err":{"message":"x"}}', "UNKNOWN: x (code 500)"),
        ('{"code":500,"err":"TypeError: x"}', "TypeError: x (code 500)"),
        ('{"message":"block","code":"500"}', "block (code 500)"),
        (
            '{"code":500,"message":"{\\"code\\":8015,\\"message\\":\\"inner\\"}","err":{"message":"outer"}}',
            "inner (outer) (code 8015)",
        ),
        ('{"code":500,"message":"{not json"}', "{not json (code 500)"),
        ('{"code":500,"message":{"code":9,"message":"object"}}', "object (code 9)"),
        ('{"api1Output":{"x":1},"msg":"failed"}', "It said: failed."),
        ('{"error":"invalid_token","error_description":"too old"}', "too old"),
        ('{"type":"about:blank","title":"Invalid request","detail":"page must be >= 1"}', "Invalid request: page must"),
        ('{"title":"Gone astray"}', "Gone astray"),
        ('{"fault":{"message":"policy","code":"F1"}}', "policy (code F1)"),
        ('{"success":false}', "does not say more"),
        ('{"success":"False","message":"flagged"}', "flagged"),
        ('{"success":false,"msg":"flagged"}', "flagged"),
        (f'{{"data":[{ROW}],"errors":[{{"message":"half"}}]}}', "half"),
        ('{"data":[],"success":false}', "does not say more"),
        ('{"data":[],"code":500,"message":"crashed"}', "crashed"),
        ('[{"status":false,"code":500,"message":"in an array"}]', "in an array"),
    ],
)
def test_an_error_object_is_an_error_and_not_zero_rows(body: str, words: str) -> None:
    error = failure(body)
    assert error.kind is Kind.API
    assert words in error.cause
    assert "200 OK" in error.cause
    assert error.body


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "The answer is empty"),
        (" \n", "The answer is empty"),
        ("{}", "An empty object came"),
        ("null", "Not an array came, but: null"),
        ("true", "but: true"),
        ("1e400", "but: 1e400"),
        ('"text\\u001b"', "but:"),
        ('{"data":null,"errors":null}', "An object came"),
        ('{"data":{"id":1}}', "An object came"),
        ('{"code":500}', "An object came"),
        ('{"success":true,"error":5}', "An object came"),
        ("[1,2]", "none of its elements"),
        ('[[{"id":1}]]', "none of its elements"),
        ('{"data":[1]}', "none of its elements"),
    ],
)
def test_another_shape_is_told_with_the_body(body: str, words: str) -> None:
    error = failure(body)
    assert error.kind is Kind.SHAPE
    assert words in error.cause
    assert error.body == body


# ── not JSON ──


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("[1,2", "position 4"),
        ("[NaN]", "NaN is not valid JSON"),
        ('[{"a":1}] tail', "extra data"),
        ("[" * 5000, "nested too deeply"),
        (b'["\xe9"]', "position 2: not UTF-8 text"),
        ("upstream\x1b[2J error", "upstream␛[2J error"),
    ],
)
def test_broken_json_is_told_with_its_place(body: str | bytes, words: str) -> None:
    error = failure(body)
    assert error.kind is Kind.NOT_JSON
    assert words in error.cause
    assert "\x1b" not in error.cause + error.body


def test_forty_characters_around_the_fault_are_shown() -> None:
    error = failure("[" + "1," * 50 + "oops," + "2," * 50)
    assert error.cause.endswith(f"Around it: {'1,' * 10}oops,{'2,' * 7}2")


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        ("<html><title>Sign\n in &amp; accept</title></html>", {}, "It reads: Sign in & accept."),
        ("  <!doctype html><script>x<1</script><p>Welcome</p>", {}, "It reads: Welcome."),
        ("Bitte anmelden", {"content_type": "text/HTML; charset=x"}, "It reads: Bitte anmelden."),
        ("<title>\x1b]52;c;x\x07</title>", {}, "It reads: ␛]52;c;x␇."),
        (b"<title>Acc\xe8s refus\xe9</title>", {}, "It reads: Acc"),
        ("<html></html>", {}, "It reads: nothing."),
    ],
)
def test_a_web_page_is_told_as_one(body: str | bytes, headers: dict[str, str], words: str) -> None:
    error = failure(body, 200, **headers)
    assert (error.kind, error.title) == (Kind.NOT_JSON, "A web page came, not the API's answer")
    assert words in error.cause
    assert "VPN" in error.action


# ── statuses ──


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (201, Kind.STATUS),
        (204, Kind.SHAPE),
        (304, Kind.STATUS),
        (400, Kind.REJECTED),
        (401, Kind.AUTH),
        (498, Kind.AUTH),
        (403, Kind.FORBIDDEN),
        (404, Kind.NOT_FOUND),
        (405, Kind.STATUS),
        (408, Kind.SERVER),
        (415, Kind.STATUS),
        (418, Kind.STATUS),
        (425, Kind.SERVER),
        (429, Kind.RATE_LIMIT),
        (461, Kind.SERVER),
        (500, Kind.SERVER),
        (502, Kind.SERVER),
        (503, Kind.SERVER),
        (504, Kind.SERVER),
        (521, Kind.SERVER),
        (999, Kind.SERVER),
    ],
)
def test_each_status_has_its_kind(status: int, kind: Kind) -> None:
    error = failure("", status)
    assert error.kind is kind
    assert str(status) in f"{error.title} {error.cause}"


@pytest.mark.parametrize(
    ("status", "body", "kind", "title", "field"),
    [
        (
            403,
            '{"errors":[{"code":4000,"message":"Not authorized. Access is denied!"}]}',
            Kind.FORBIDDEN,
            "Access denied",
            None,
        ),
        (
            503,
            '{"errors":[{"code":4001,"message":"Authorization status unavailable"}]}',
            Kind.SERVER,
            "Access could not be checked",
            None,
        ),
        (
            400,
            '{"errors":[{"code":8015,"message":"x"}]}',
            Kind.REJECTED,
            "The customer was not found",
            "customer",
        ),
        (
            400,
            '{"errors":[{"code":8069,"message":"x"}]}',
            Kind.REJECTED,
            "This customer was merged into another",
            "customer",
        ),
        (404, '{"code":"1218","message":"x"}', Kind.NOT_FOUND, "The customer is not enrolled", "customer"),
        (400, '{"code":1064,"message":"x"}', Kind.REJECTED, "The organisation is not valid", None),
        (200, '{"code":8069,"message":"x"}', Kind.API, "This customer was merged into another", "customer"),
        (200, '{"code":9000,"message":"x"}', Kind.API, "The API answered with an error", "entity"),
    ],
)
def test_the_codes_of_the_platform_are_decoded(
    status: int, body: str, kind: Kind, title: str, field: str | None
) -> None:
    error = failure(body, status)
    assert (error.kind, error.title, error.field) == (kind, title, field)


@pytest.mark.parametrize(
    ("message", "path", "field"),
    [
        ("must be integer", "/queryParams/customer_id", "customer"),
        ("must be string", "/queryParams/entity_id", "entity"),
        ("must be integer", "/queryParams/event_type_id", "event"),
        ("must be >= 1", "/queryParams/page", "page"),
        ("must be <= 100", "/queryParams/count", "count"),
        ("must have required property 'entity_id'", "/queryParams", "entity"),
        ("must have required property 'page'", "/queryParams", "page"),
        ("customer_id is not valid", "", "customer"),
        ("the page was not found, in any count", "/queryParams", None),
    ],
)
def test_a_rejected_parameter_names_its_field(message: str, path: str, field: str | None) -> None:
    for name in ("path", "instancePath"):
        error = failure(f'{{"errors":[{{"code":6001,"message":"{message}","{name}":"{path}"}}]}}', 400)
        assert (error.kind, error.field) == (Kind.REJECTED, field)
        assert message in error.cause


def test_a_404_says_all_it_may_mean() -> None:
    error = failure('{"message":"no Route matched"}', 404)
    for words in ("no rows", "wrong path", "scope", "not live", "withdrawn", "no Route matched"):
        assert words in error.cause
    assert error.field == "entity"


def test_a_server_that_asks_to_wait_is_heard() -> None:
    error = failure("", 429, retry_after="90")
    assert error.retry_after == 90.0
    assert "asks to wait 1 min" in error.action
    assert failure("", 503, retry_after="Sun, 01 Mar 2026 14:00:00 GMT").retry_after == 7200.0
    assert failure("", 429, retry_after="soon").retry_after is None
    assert failure("", 429, retry_after="0").action == "Wait a minute, then try again."


def test_refused_credentials_hint_at_what_the_profile_says() -> None:
    with pytest.raises(NeoError) as caught:
        parse("", 401, profile=Profile("prod\x1b", "eu.api.example.com", auth=Auth.OAUTH))
    assert "prod␛" in caught.value.cause
    assert "OAuth key and secret" in caught.value.action


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://login.example.com/start?token=abc", "points to https://login.example.com."),
        ("https://user:word@login.example.com:8443/", "points to https://login.example.com:8443."),
        ("//login.example.com/x", "points to login.example.com."),
        ("/elsewhere?token=abc", "points to another path of the same host."),
        ("http://[broken", "points to an address that cannot be read."),
        ("https://h:99999/", "points to an address that cannot be read."),
        ("https://ev\u202eil.example/", "points to https://ev<U+202E>il.example."),
    ],
)
def test_a_redirect_names_the_other_origin_only(location: str, words: str) -> None:
    error = failure("", 302, location=location)
    assert error.kind is Kind.REDIRECT
    assert words in error.cause
    assert "abc" not in repr(error)
    assert "word" not in repr(error)


# ── what is too much ──


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("[" + "{}," * 25_000 + "{}]", "25,001 rows came"),
        ('{"data":[' + "{}," * 25_000 + "{}]}", "25,001 rows came"),
        ("[" + "1," * 1_000_001 + "1]", "more than a million values"),
    ],
)
def test_more_than_any_page_holds_is_refused(body: str, words: str) -> None:
    error = failure(body)
    assert error.kind is Kind.TOO_LARGE
    assert words in error.cause
    assert len(error.body) < 2100


def test_a_huge_error_is_told_by_its_beginning() -> None:
    error = failure('{"message":"crashed","dump":"' + "x" * 2**20 + '"}', 500)
    assert error.kind is Kind.SERVER
    assert "crashed" in error.cause
    assert len(error.cause) < 600


# ── what must not be shown ──


@pytest.mark.parametrize("status", [200, 400, 401, 500])
@pytest.mark.parametrize(
    "body",
    [
        '{"message":"bad: the-secret-01"}',
        "<title>the-secret-01</title>",
        "[the-secret-01",
        '"the-secret-01"',
        '{"errors":[{"code":"the-secret-01","message":"x","path":"the-secret-01"}]}',
        '[{"message":"the-secret-01"}]',
    ],
)
def test_an_answer_that_repeats_a_secret_does_not_show_it(status: int, body: str) -> None:
    error = failure(body, status, secret="the-secret-01", x_cap_echo="the-secret-01")
    assert "the-secret-01" not in f"{error.title}{error.cause}{error.action}{error.facts}{error.body}"


def test_words_beside_rows_are_masked_too() -> None:
    page = parse(f'{{"data":[{ROW}],"message":"hello the-secret-01"}}', secret="the-secret-01")
    assert page.notes[1] == "Beside them the answer said: hello ****"


@pytest.mark.parametrize(
    "echo",
    [
        "YWI/OmY4ZDA+", r"YWI\/OmY4ZDA+", r"YWI\u002fOmY4ZDA\u002B", "YWI%2FOmY4ZDA%2B", r"{\"a\":\"YWI\\\/OmY4ZDA+\"}",
        "ab?:f8d0>", r"ab\u003F:f8d0\u003e", "ab%3f%3Af8d0%3E",
    ],
)  # fmt: skip
def test_an_echo_is_masked_however_it_is_escaped(echo: str) -> None:
    error = failure(f'{{"message":"Bad credentials: Basic {echo} – sorry"}}', 401, secret="ab?:f8d0>")
    shown = f"{error.title}{error.cause}{error.action}{error.facts}{error.body}"
    assert "****" in error.cause
    assert "sorry" in error.cause
    for telling in ("YWI", "OmY4", "f8d0"):
        assert telling not in shown


def test_rows_that_repeat_a_secret_show_a_mask_and_say_so() -> None:
    page = parse(f'[{{"id": 12345678, "status": "the\\u002dsecret-01", "points": 1.50}},{ROW}]', secret="the-secret-01")
    assert page.allocations[0].raw == '{"id": 12345678, "status": "****", "points": 1.50}'
    assert page.allocations[1].raw == ROW
    assert "secret-01" not in page.body
    assert page.notes == (
        "The answer repeats the secret that asked for it; **** stands in its place, also in the raw text.",
    )


@pytest.mark.parametrize("secret", ["12345678", "EXPI"])
def test_rows_that_happen_to_hold_a_number_or_a_short_word_stay(secret: str) -> None:
    sent = '[{"id": 12345678, "status": "EXPIRED"}]'
    page = parse(sent, secret=secret)
    assert (page.body, page.notes) == (sent, ())


def test_a_long_body_is_cut_and_says_so() -> None:
    error = failure("x" * 5000, 500)
    assert error.body == "x" * 2000 + "… (+3,000 more)"
    assert len(error.cause) < 600


def test_lines_of_a_body_stay_lines() -> None:
    assert failure("one\r\ntwo\x1b\nthree", 500).body == "one\ntwo␛\nthree"
