"""Our own secrets are masked in whatever form they come back."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from neo_tui.domain.masking import MASK, Masks
from neo_tui.domain.secret import Secret

CANARY = 'C@n4ry/w"rd <ä>+1'
FORMS = {
    "plain": CANARY,
    "as a URL": quote(CANARY, safe=""),
    "as a URL, in small letters": re.sub("%..", lambda found: found[0].lower(), quote(CANARY, safe="")),
    "as a path": quote(CANARY),
    "as a form": quote_plus(CANARY),
    "as JSON": json.dumps(CANARY)[1:-1],
    "as JSON, not only ASCII": json.dumps(CANARY, ensure_ascii=False)[1:-1],
    "as JSON with escaped slashes": json.dumps(CANARY)[1:-1].replace("/", "\\/"),
    "in a web page": html.escape(CANARY),
    "in hexadecimal": CANARY.encode().hex(),
    "in capital hexadecimal": CANARY.encode().hex().upper(),
    "its MD5": hashlib.md5(CANARY.encode(), usedforsecurity=False).hexdigest(),
    "in base64": base64.b64encode(CANARY.encode()).decode(),
    "in base64 for URLs": base64.urlsafe_b64encode(CANARY.encode()).decode().rstrip("="),
    "read as Latin-1": CANARY.encode().decode("latin-1"),
    "with ? for what is not ASCII": CANARY.encode("ascii", "replace").decode(),
    "without what is not ASCII": CANARY.encode("ascii", "ignore").decode(),
    "with marks for what is not ASCII": CANARY.replace("ä", "\ufffd"),
    "in capitals": CANARY.upper(),
    "its MD5 in capitals": hashlib.md5(CANARY.encode(), usedforsecurity=False).hexdigest().upper(),
    "as JSON, every character": "".join(f"\\u{ord(character):04X}" for character in CANARY),
    "as JSON in JSON": json.dumps(json.dumps(CANARY)[1:-1].replace("/", "\\/"))[1:-1],
    "as bytes of Python": "".join(f"\\x{byte:02x}" for byte in CANARY.encode()),
    "as numbers in a web page": "".join(f"&#x{ord(character):X};" for character in CANARY),
    "as a URL in a URL": quote(quote(CANARY, safe=""), safe=""),
    "in base64 as JSON": base64.b64encode(CANARY.encode()).decode().replace("/", "\\/").replace("+", "\\u002B"),
    "in base64 as a URL": quote(base64.b64encode(CANARY.encode()).decode(), safe=""),
}
ESCAPES: tuple[Callable[[str], str], ...] = (
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    lambda text: "".join(f"\\u{ord(c):04X}" if c in "+/=:" else c for c in json.dumps(text)[1:-1]),
    lambda text: quote(text, safe=""),
    html.escape,
    lambda text: "".join(f"&#{ord(c)};" for c in text),
)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_secret_is_masked_in_any_form(form: str) -> None:
    masks = Masks([Secret(CANARY)])
    text = f"before {form} after {form}"
    assert masks.text(text) == f"before {MASK} after {MASK}"
    for encoding in ("utf-8", "utf-16", "utf-32"):
        assert masks.body(text.encode(encoding)).decode(encoding) == f"before {MASK} after {MASK}"


@example('0000"%00', [lambda text: json.dumps(text)[1:-1]], False)
@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=40),
    st.lists(st.sampled_from(ESCAPES), max_size=3),
    st.booleans(),
)
def test_a_secret_is_found_under_escapes(secret: str, escapes: list[Callable[[str], str]], packed: bool) -> None:
    told = base64.b64encode(secret.encode()).decode() if packed else secret
    for escape in escapes:
        told = escape(told)
    assert Masks([Secret(secret)]).text(f"<<{told}>>").strip("<>") == MASK


@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
@pytest.mark.parametrize("after", ["", "x", "xy"])
def test_a_secret_inside_longer_base64_leaves_at_most_its_edges(before: str, after: str) -> None:
    secret = "Quite-a-long-secret"
    told = base64.b64encode(f"{before}{secret}{after}".encode()).decode()
    left = Masks([Secret(secret)]).text(told)
    assert MASK in left
    assert len(left) <= len(MASK) + 2 * 8


def test_no_escape_is_cut_in_two() -> None:
    assert json.loads(Masks([Secret("n/foo")]).text(r'{"a": "\n/foo"}')) == {"a": MASK}


def test_in_a_document_numbers_stay_and_texts_are_masked() -> None:
    masks = Masks([Secret("12345678"), Secret("short")], shortest=8)
    document = '{"id": 12345678, "a": "short", "b": "x\\u00312345678", "12345678": 1.0}'
    assert masks.strings(document) == '{"id": 12345678, "a": "short", "b": "x****", "****": 1.0}'


def test_a_secret_inside_another_leaves_no_rest() -> None:
    masks = Masks([Secret("word"), Secret("sword-fish"), Secret("")])
    assert masks.text("sword-fish, word, sword") == f"{MASK}, {MASK}, s{MASK}"


def test_a_short_secret_does_not_blot_out_everything() -> None:
    masks = Masks([Secret("a")])
    assert masks.text("a banana") == "a banana"
    assert masks.text(hashlib.md5(b"a", usedforsecurity=False).hexdigest()) == MASK


def test_without_secrets_nothing_changes() -> None:
    assert Masks([]).body(b"\0\xff****") == b"\0\xff****"
    assert Masks([]).first_part(b"12345", 3) == b"123"


def test_masks_tell_nothing_of_themselves() -> None:
    assert CANARY not in repr(Masks([Secret(CANARY)]))


@given(st.integers(0, 40), st.integers(0, 3), st.integers(0, 40))
def test_a_secret_across_the_end_is_not_told_by_halves(before: int, times: int, after: int) -> None:
    body = b"." * before + b"secret-word" * times + b"." * after
    kept = Masks([Secret("secret-word")]).first_part(body * 20, 30)
    assert len(kept) <= 30
    assert set(kept) <= set(b".*")


def test_a_letter_that_grows_when_it_is_made_small_moves_no_mask() -> None:
    assert Masks([Secret("let-me-in")]).text("İİ LET-ME-IN İ") == "İİ **** İ"
