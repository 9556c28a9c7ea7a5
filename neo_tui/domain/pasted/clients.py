"""Commands that ask over HTTP, and our own: which there are, and what their words say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from neo_tui.domain.pasted.asked import METHODS, Asked
from neo_tui.domain.pasted.curl import curl, like_a_url
from neo_tui.domain.pasted.findings import Findings

_ITEM = re.compile(r"([A-Za-z0-9_.-]{1,100})(==|:=@|:=|=@|=|:|@)(.*)", re.DOTALL)
_WGET_BODY = frozenset({"post-data", "post-file", "body-data", "body-file"})
_NOT_TAKEN = frozenset({"filter", "sort", "columns", "limit", "all", "format"})


def wget(words: Sequence[str]) -> Iterator[Asked]:
    """What a wget line asks."""
    asked = Asked()
    for name, value in _options(words):
        if not name:
            asked.urls.append(value)
        elif name == "method":
            asked.method = value.upper()
        elif name in _WGET_BODY and (value or name.startswith("post")):
            asked.method = "POST" if asked.method == "GET" else asked.method
        elif name in {"password", "http-password"}:
            asked.credentials(f":{value}")
    yield asked


def httpie(words: Sequence[str]) -> Iterator[Asked]:
    """What a line of HTTPie (`http`, `https`, `xh`) asks."""
    asked, method = Asked(), ""
    for name, value in _options(words):
        if name in {"auth", "a"}:
            asked.credentials(value)
        elif name:
            continue
        elif value.upper() in METHODS and not method and not asked.urls:
            method = value.upper()
        elif not asked.urls:
            asked.urls.append(f"localhost{value}" if value.startswith((":", "/")) else value)
        elif item := _ITEM.fullmatch(value):
            if item[2] == "==":
                asked.pairs.append((item[1], item[3]))
            elif item[2] != ":":  # a header
                asked.method = "POST"  # data makes it one
    asked.method = method or asked.method
    yield asked


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Options with their values, and words that stand alone, under the name ""."""
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        at += 1
        if not word.startswith("-") or word == "-":
            yield "", word
            continue
        name, equals, value = word.lstrip("-").partition("=")
        takes = not equals and following and not following.startswith("-") and not like_a_url(following)
        if takes and (name == "method" or following.upper() not in METHODS):
            value = following
            at += 1
        yield name, value


def ours(words: Sequence[str], found: Findings) -> None:
    """Take what a command of ours asks: `neo-tui get --customer 1 …`."""
    at, passed = 0, False
    while at < len(words):
        name, equals, value = words[at].partition("=")
        at += 1
        name = name.removeprefix("--")
        if name in _NOT_TAKEN:
            passed = True
        if name not in {"customer", "entity", "event", "page", "count", "profile"} or not words[at - 1].startswith(
            "--"
        ):
            continue
        if not equals:
            value = words[at] if at < len(words) else ""
            at += 1
        if name == "profile":
            found.profile = value
        else:
            found.value(name, value)
    if passed:
        found.note("Filter, order, columns and format of the command are not taken over.")


CLIENTS: Mapping[str, Callable[[Sequence[str]], Iterator[Asked]]] = {
    "curl": curl,
    "curlie": curl,
    "wget": wget,
    "http": httpie,
    "https": httpie,
    "xh": httpie,
    "xhs": httpie,
}
"""Programs by name, and how their words are read."""
OURS = frozenset({"neo-tui", "neo_tui"})
_NEVER_IN_PROSE = frozenset({"curl", "wget", *OURS})
_PROMPTS = frozenset(
    {"$", "%", ">", "#", "\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}", "sudo", "time", "env", "PS>"}
)


def program(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The program that a command runs, as far as it is known here, and its words; "" when it is none of them."""
    first = True
    for at, word in enumerate(words):
        if "://" in word:
            continue
        name = re.split(r"[/\\]", word[-100:])[-1].lower().removesuffix(".exe")
        if name in _NEVER_IN_PROSE or (first and name in CLIENTS):
            return name, words[at + 1 :]
        first = first and (word in _PROMPTS or re.match(r"[A-Za-z_]\w{0,60}=", word) is not None)
    return "", ()
