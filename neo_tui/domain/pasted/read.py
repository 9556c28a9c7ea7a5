"""The door for pasted text: what of a question is in it. Secrets stay outside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from neo_tui.domain.pasted.asked import METHODS, Asked
from neo_tui.domain.pasted.clients import CLIENTS, OURS, ours, program
from neo_tui.domain.pasted.findings import NOTHING, Findings, address, in_order
from neo_tui.domain.pasted.free import free, host_beside, line, pairs
from neo_tui.domain.pasted.json_shapes import json_question
from neo_tui.domain.pasted.pasted import Dropped, Pasted
from neo_tui.domain.pasted.secrets import secrets_in, who_asks
from neo_tui.domain.pasted.words import commands
from neo_tui.domain.profile import DEFAULT_PATH

LONGEST = 64 * 1024
"""Characters; what is longer is no request, and is not looked at."""
TOO_LONG = "The text is longer than 64 KiB; nothing of it was read."
OTHER_ENDPOINT = "This asks something else: only the points of an event can be asked for here."
_MAY_BE_ID = re.compile(r"[\w-]*")
_MARKS = re.compile(r"```|\{(?:code|noformat)(?::[^{}\n]{0,60})?\}")
"""How chats and ticket systems fence what is a program's."""
_WRITTEN_OTHERWISE = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{NO-BREAK SPACE}": " ",
        "\N{EM DASH}": "--",
        "\N{ZERO WIDTH SPACE}": None,
        "\N{ZERO WIDTH NO-BREAK SPACE}": None,
    }
)
"""What word processors, chats and ticket systems make of quotes, spaces and dashes."""
_QUOTED = re.compile(r"""('[^'\n]*'|"[^"\n]*")""")
"""What stands in quotes that no word processor has made other ones of: it means itself."""


def read_pasted(text: str, paths: Iterable[str] = ()) -> Pasted:
    """Read a question out of a curl line, a URL, a log line, JSON, or names with values. Never raises.

    Nothing is run, looked up or sent; the text is read once, in a time that grows with its length only.

    Args:
        text: What was pasted, at most `LONGEST` characters.
        paths: Paths of the endpoint besides the documented one, as profiles have them.
    """
    if len(text) > LONGEST:
        return Pasted(problem=TOO_LONG)
    sent = _MARKS.sub("\n", text.replace("&amp;", "&"))
    text = sent.translate(_WRITTEN_OTHERWISE).strip()
    if _MAY_BE_ID.fullmatch(text):
        return Pasted(problem=NOTHING, recognised=False)
    known = {path.rstrip("/") for path in (DEFAULT_PATH, *paths)}
    found = Findings(secrets_in(text))
    found.auth = who_asks(text)
    asks = any(path in text.replace("\\/", "/") for path in known)
    if text.startswith(("{", "[")) and not asks and json_question(text, found):
        return found.pasted()
    if _ours("".join(_outside_quotes(sent)), found):
        return found.pasted()
    if line(text, found):
        return found.pasted()
    asked = _asked(text, known, found)
    fitting = [one for one in asked if one.meets(known)]
    good = [one for one in fitting if one.method == "GET"]
    if good:
        return _question(good, text, known, found)
    if fitting:
        return _refused(_wrong_method(fitting[0].method), found.dropped)
    return _without_request(text, asked, found)


def _outside_quotes(text: str) -> Iterator[str]:
    for place, part in enumerate(_QUOTED.split(text)):
        yield part if place % 2 else part.translate(_WRITTEN_OTHERWISE)


def _ours(text: str, found: Findings) -> bool:
    """Whether a command of ours is in the text; its question is taken."""
    if not any(name in text for name in OURS):
        return False
    for words in commands(text):
        name, rest = program(words)
        if name in OURS:
            ours(rest, found)
            if found:
                return True
    return False


def _asked(text: str, known: Collection[str], found: Findings) -> list[Asked]:
    """All requests of a text: those of its commands, else those whose URLs stand in it."""
    asked: list[Asked] = []
    if any(name in text.lower() for name in CLIENTS):
        for words in commands(text):
            name, rest = program(words)
            if name in CLIENTS:
                asked += CLIENTS[name](rest)
    for one in asked:
        found.dropped |= one.dropped
    if any(one.meets(known) for one in asked):
        return asked
    return [one for one in asked if one.urls] or list(free(text, known))


def _question(good: list[Asked], text: str, known: Collection[str], found: Findings) -> Pasted:
    good[0].into(found, known)
    alone = len(good) == 1  # of several each may have its own words and its own host beside it
    if alone and not good[0].command and not found.has("customer") and not found.has("entity"):
        pairs(text, found)
    if alone and not any(at and at[0] for at in map(address, good[0].urls)):
        host_beside(text, found)
    if any((other.urls, other.pairs, other.query) != (good[0].urls, good[0].pairs, good[0].query) for other in good):
        found.note(f"There are {len(good)} requests in it; this is the first.")
    if not found:
        found.note("A request for the points of an event, but without a question: no customer, entity or event type.")
    return found.pasted()


def _without_request(text: str, asked: list[Asked], found: Findings) -> Pasted:
    """What a text says that asks nothing, or something else."""
    hosts = [one.urls[0] for one in asked if one.urls and (at := address(one.urls[0])) and at[1] in {"", "/"}]
    if asked and len(hosts) < len(asked):
        return _refused(OTHER_ENDPOINT, found.dropped)
    pairs(text, found)
    for host in hosts:
        found.host(host)
    return found.pasted()


def _refused(problem: str, dropped: Iterable[Dropped]) -> Pasted:
    return Pasted(dropped=in_order(dropped), problem=problem)


def _wrong_method(method: str) -> str:
    named = f"with {method}" if method in METHODS else "with a method that is none"
    return f"This asks {named}; neo-tui only reads, with GET."
