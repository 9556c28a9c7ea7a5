"""JSON is read without losing a digit, a key or a byte; what is not JSON says where."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from neo_tui.domain.json_text import (
    Element,
    JsonTextError,
    Number,
    Object,
    decode_bytes,
    elements,
    members,
    read,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)
LITERALS = st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,10})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)


def plain(value: object) -> object:
    """A value as the standard reader would have given it."""
    if isinstance(value, Number):
        return json.loads(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value


@given(PLAIN)
def test_every_document_reads_as_the_standard_library_reads_it(value: object) -> None:
    text = json.dumps(value)
    assert plain(read(text)) == json.loads(text)


@given(LITERALS)
@example("-0")
@example("50.000")
@example("123456789012345678901234567890")
@example("1E400")
@example("9" * 5000)
def test_a_number_keeps_every_letter(literal: str) -> None:
    value = read(f" [{literal}] ")
    assert isinstance(value, list)
    assert isinstance(value[0], Number)
    assert value[0] == literal


@given(LITERALS)
def test_a_number_of_ordinary_size_is_reckoned_with_exactly(literal: str) -> None:
    number, exact = Number(literal), Decimal(literal)
    if abs(exact.adjusted()) >= 400:
        assert number.decimal() is None
        return
    assert number.decimal() == exact
    assert number.integer() == (int(exact) if exact == exact.to_integral_value() else None)


@pytest.mark.parametrize(
    ("literal", "whole"),
    [
        ("2148434124", 2148434124),
        ("9007199254740993", 9007199254740993),
        ("50.000", 50),
        ("1e3", 1000),
        ("-0", 0),
        ("1e399", 10**399),
        ("0.5", None),
        ("1e400", None),
        ("1e9999999", None),
        ("-1e-9999999", None),
        ("1e9999", None),
        ("9" * 401, None),
    ],
)
def test_a_whole_number_or_none(literal: str, whole: int | None) -> None:
    assert Number(literal).integer() == whole


@pytest.mark.parametrize("text", ["", "abc", "Infinity", "NaN"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert Number(text).decimal() is None


def test_a_key_that_came_twice_is_told_and_the_last_value_stands() -> None:
    value = read('{"id": 1, "x": 0, "id": 2, "id": 3}')
    assert isinstance(value, Object)
    assert value == {"id": "3", "x": "0"}
    assert value.duplicates == ("id",)
    assert Object({"id": None}).duplicates == ()


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", 0, "Expecting value"),
        ("[1, }", 4, "Expecting value"),
        ('{"a" 1}', 5, "':'"),
        ("[1] x", 4, "extra data"),
        ('["NaN", {"a": NaN}]', 14, "NaN is not valid JSON"),
        ('["-Infinity \\"NaN", -Infinity]', 20, "-Infinity is not valid JSON"),
        ("Infinity", 0, "Infinity is not valid JSON"),
        ('"a\nb"', 2, "control character"),
        ("[" * 101 + "]" * 101, 0, "nested too deeply"),
        ("[" * 100_000, 0, "nested too deeply"),
        ('{"a":' * 101 + "1" + "}" * 101, 0, "nested too deeply"),
    ],
)
def test_what_is_not_json_says_why_and_where(text: str, offset: int, message: str) -> None:
    with pytest.raises(JsonTextError, match=message) as caught:
        read(text)
    assert caught.value.offset == offset


def test_a_hundred_levels_are_read() -> None:
    value = read("[" * 100 + "]" * 100)
    assert str(value) == "[" * 100 + "]" * 100


@given(st.text())
@example("[" * 3000)
@example('{"a":NaN')
def test_no_text_makes_another_error(text: str) -> None:
    for reader in (read, elements, members):
        offset = 0
        try:
            reader(text)
        except JsonTextError as error:
            offset = error.offset
        assert 0 <= offset <= len(text)


SPACE = st.text(" \t\r\n", max_size=3)


@given(st.lists(st.tuples(SPACE, PLAIN, SPACE)), SPACE, SPACE, st.booleans())
def test_each_row_of_an_array_keeps_its_exact_text(
    rows: list[tuple[str, object, str]], before: str, after: str, ascii_only: bool
) -> None:
    raws = [json.dumps(value, ensure_ascii=ascii_only) for _, value, _ in rows]
    inside = ",".join(left + raw + right for (left, _, right), raw in zip(rows, raws, strict=True))
    found = elements(f"{before}[{inside}]{after}")
    assert [element.raw for element in found] == raws
    assert [element.value for element in found] == [read(raw) for raw in raws]


@given(st.lists(st.tuples(TEXT, SPACE, PLAIN)), SPACE)
def test_each_member_of_an_object_keeps_its_exact_text(pairs: list[tuple[str, str, object]], space: str) -> None:
    raws = [(name, json.dumps(value)) for name, _, value in pairs]
    inside = ",".join(
        f"{gap}{json.dumps(name)}{gap}:{gap}{raw}{gap}" for (_, gap, _), (name, raw) in zip(pairs, raws, strict=True)
    )
    found = members(f"{space}{{{inside}{space}}}{space}")
    assert [(name, element.raw) for name, element in found] == raws


def test_an_envelope_is_cut_open_and_its_rows_stay_as_sent() -> None:
    [(name, data), (_, more)] = members('{"data": [ {"id":  1}, 2.50 ], "more": null}')
    assert name == "data"
    assert elements(data.raw) == [Element(Object(id=Number("1")), '{"id":  1}'), Element(Number("2.50"), "2.50")]
    assert more == Element(None, "null")


@pytest.mark.parametrize(
    ("text", "offset"),
    [("", 0), ("{}", 0), ("[1", 2), ("[1 2]", 3), ("[1,]", 3), ("[] 1", 3), ("[1] 1", 4), ("[1,NaN]", 3)],
)
def test_what_is_no_array_says_where(text: str, offset: int) -> None:
    with pytest.raises(JsonTextError) as caught:
        elements(text)
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("[]", 0),
        ("{1:2}", 1),
        ('{"a"', 4),
        ('{"a":}', 5),
        ('{"a":1 "b":2}', 7),
        ('{"a":1,}', 7),
        ("{} x", 3),
        ('{"a":1} x', 8),
    ],
)
def test_what_is_no_object_says_where(text: str, offset: int) -> None:
    with pytest.raises(JsonTextError) as caught:
        members(text)
    assert caught.value.offset == offset


def test_nothing_inside() -> None:
    assert elements(" [ ] ") == []
    assert members(" { } ") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_a_body_is_decoded_by_its_first_bytes(encoding: str) -> None:
    assert decode_bytes('[{"name":"東京 €"}]'.encode(encoding)) == '[{"name":"東京 €"}]'


@pytest.mark.parametrize(
    ("body", "offset", "encoding"),
    [
        (b'["\xe9"]', 2, "UTF-8"),
        (b"\xef\xbb\xbf[\xff]", 4, "UTF-8"),
        ("[1".encode("utf-16") + b"\x00", 6, "UTF-16"),
    ],
)
def test_a_body_in_no_known_encoding_says_at_which_byte(body: bytes, offset: int, encoding: str) -> None:
    with pytest.raises(JsonTextError, match=f"not {encoding} text") as caught:
        decode_bytes(body)
    assert caught.value.offset == offset


@given(st.binary())
def test_no_bytes_make_another_error(body: bytes) -> None:
    offset = 0
    try:
        decode_bytes(body)
    except JsonTextError as error:
        offset = error.offset
    assert 0 <= offset <= len(body)
