"""Which kinds of secrets stand in a text. Their values are looked at and never kept."""

from __future__ import annotations

import re

from neo_tui.domain.pasted.pasted import Dropped
from neo_tui.domain.profile import Auth

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*+")
_BETWEEN = re.compile(r"""(?:["'`^\\)]{0,4}\s{0,4}(?:[:=(]|=>)|["'`]\s{0,4},)\s{0,4}""")
_AFTER_OPTION = re.compile(r"[\s=:]{1,4}")
_VALUE = re.compile(
    r"""["'`^\\$(]{0,4}(?:(?:basic|bearer|digest|token)\s{1,4})?([^\s"'`^\\,;&)}\]]{0,40})""", re.IGNORECASE
)
_STAND_INS = ("$", "{{", "{}", "[]", "<", "%", "*", "\N{HORIZONTAL ELLIPSIS}", "...", "xxx", "[redacted", "[masked")
"""How a value begins that is a variable, a gap to fill in or something masked already."""
_IN_URL = re.compile(r"://([^/\s\"'`?#@<>]{1,300})@")
_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{8,500}+\.[A-Za-z0-9_-]{8}")
_SCHEME = re.compile(r"(?<![\w-])(?:basic|bearer)\s{1,3}([A-Za-z0-9+/_.=-]{8,40})", re.IGNORECASE)
_BASIC = re.compile(r"""authorization["'`^\\]{0,4}\s{0,4}[:=,]\s{0,4}["'`^\\]{0,4}basic""", re.IGNORECASE)
_SHAPES = (
    # requests.get(…, auth=("user", "word")), HTTPBasicAuth("user", "word")
    (
        re.compile(
            r"""(?:\bauth\s{0,3}=\s{0,3}|\bHTTP(?:Basic|Digest)Auth\s{0,2})"""
            r"""\(\s{0,3}["'][^"']{1,200}["']\s{0,3},\s{0,3}["'][^"']{1,200}["']"""
        ),
        Dropped.CREDENTIALS,
    ),
    # a file of curl's options
    (re.compile(r"""\b(?:proxy-)?user\s{0,3}=\s{0,3}["']?[^\s"':=]{1,80}:[^\s"'$]{1,80}"""), Dropped.CREDENTIALS),
    # a proxy without a scheme
    (re.compile(r"""(?:\s-x|--proxy)[\s=]{1,3}["']?[^\s"'@/:$]{1,80}:[^\s"'@/]{1,80}@"""), Dropped.IN_URL),
    # Authorization: Basic $(echo -n user:word | base64)
    (re.compile(r"""authorization["']?\s{0,3}:\s{0,3}basic\s{1,3}\$\(""", re.IGNORECASE), Dropped.AUTHORIZATION),
    (re.compile(r"[?&](?:key|sig|signature|auth)=[A-Za-z0-9+/_.%-]{6,}"), Dropped.API_KEY),
    # an archive of requests whose headers stand the other way round
    (
        re.compile(
            r""""value"\s{0,3}:\s{0,3}"[^"]{1,4000}"\s{0,3},\s{0,3}"name"\s{0,3}:\s{0,3}"authorization\"""",
            re.IGNORECASE,
        ),
        Dropped.AUTHORIZATION,
    ),
    (
        re.compile(
            r""""value"\s{0,3}:\s{0,3}"[^"]{1,4000}"\s{0,3},\s{0,3}"name"\s{0,3}:\s{0,3}"cookie\"""", re.IGNORECASE
        ),
        Dropped.COOKIES,
    ),
)
"""Secrets by the shape of what stands around them."""
_OAUTH = "x-cap-api-oauth-token"
_VARIABLE = re.compile(r"\$\{[A-Za-z_]\w{0,80}[^{}\s]{0,40}\}")
_GAP = re.compile(r"\$[A-Za-z_]\w*|\$?\{\{?[^{}]*\}\}?|<[^<>]*>")
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_NEVER = frozenset({"", "null", "none", "undefined", "true", "false"})


def secrets_in(text: str) -> set[Dropped]:
    """The kinds of secrets that a text holds by name (`Cookie: …`, `password=…`) or by shape (a JWT)."""
    text = without_variables(text)
    found = {kind for name in _NAME.finditer(text) if (kind := _kind(name[0])) and _has_value(text, name)}
    found |= {kind for shape, kind in _SHAPES if shape.search(text)}
    if any(not is_stand_in(match[1]) for match in _IN_URL.finditer(text)):
        found.add(Dropped.IN_URL)
    if any(not is_stand_in(match[1]) for match in _SCHEME.finditer(text)):
        found.add(Dropped.AUTHORIZATION)
    elif _JWT.search(text) and Dropped.AUTHORIZATION not in found:
        found.add(Dropped.TOKEN)
    return found


def without_variables(text: str) -> str:
    """The text with each `${NAME…}` cut down to `$`."""
    return _VARIABLE.sub("$", text)


def who_asks(text: str) -> Auth | None:
    """How the headers in a text say who asks (api.md §3)."""
    if _OAUTH in text.lower():
        return Auth.OAUTH
    return Auth.BASIC if _BASIC.search(text) else None


def is_stand_in(value: str) -> bool:
    """Whether a text stands where a secret would, and is none: a variable, `{{password}}`, `<secret>`, `****`."""
    value = value.strip("\"'` ")
    return value.lower() in _NEVER or value.lower().startswith(_STAND_INS)


def is_gap(value: str) -> bool:
    """Whether a text is nothing but a variable or a gap to fill in: `$ID`, `{{id}}`, `<customer id>`."""
    return _GAP.fullmatch(value) is not None


def _has_value(text: str, name: re.Match[str]) -> bool:
    between = _BETWEEN.match(text, name.end())
    if between is None and text[max(name.start() - 1, 0) : name.start()] == "-":
        between = _AFTER_OPTION.match(text, name.end())
        if between and text.startswith("-", between.end()):  # the next option
            return False
    value = _VALUE.match(text, between.end()) if between else None
    if value is None:
        return False
    whole = text[value.start() : value.end() + 1].strip("\"'`^\\(")
    return not is_stand_in(whole) and not is_stand_in(value[1])


def _kind(name: str) -> Dropped | None:
    plain = _NOT_LETTERS.sub("", name.lower())
    if plain.endswith("authorization"):
        return Dropped.AUTHORIZATION
    if plain.endswith(("cookie", "cookies", "cookie2", "cookiejar")):
        return Dropped.COOKIES
    if "password" in plain or "passwd" in plain or "secret" in plain or plain in {"pwd", "pass", "passphrase"}:
        return Dropped.PASSWORD
    if plain.endswith(("token", "oauth2bearer", "jwt", "sessionid")) or plain in {"xauth", "xsession"}:
        return Dropped.TOKEN
    return Dropped.API_KEY if plain.endswith(("apikey", "authkey", "accesskey", "oauthkey", "clientkey")) else None
