"""Texts that are no command: a URL, a log line, code that asks, names with values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from neo_tui.domain.hosts import is_host
from neo_tui.domain.pasted.asked import Asked
from neo_tui.domain.pasted.findings import Findings
from neo_tui.domain.query import event_problem

_PARTS = re.compile(r"[^\s\"'`<>|\\^]+")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST_BEFORE = re.compile(r"[A-Za-z0-9.:_@\[\]-]{1,400}\Z")
_BEFORE = 400
"""Characters before a path in which its host is looked for."""
_TRAILING = ".,;:!?)]}>*"
_METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
_METHOD = re.compile(
    rf"""\b(?:method["'`]?\s{{0,4}}[:=]?\s{{0,4}}["'`]?|(?:request|open|Request)\(\s{{0,4}}["'])({_METHODS})\b"""
    r"""|\b(?:requests|session|axios|client|httpx|http|got|\$)\.(post|put|patch|delete|head|options)\(""",
    re.IGNORECASE,
)
_METHOD_BEFORE = re.compile(
    rf"""\b({_METHODS})["'`,\s]{{1,6}}\Z|\.(get|post|put|patch|delete|head|options)\(\s{{0,4}}[a-z]?["'`]?\Z"""
)
_READS = re.compile(r"""\.get\(|["'`]GET["'`]""")
_HOST = re.compile(
    r"""(?:HTTPSConnection\(\s{0,4}|\b(?:host|hostname|authority)["'`]?\s{0,4}[:=]\s{0,4})["'`]?([A-Za-z0-9.:_-]{1,253})""",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"""(?<![A-Za-z0-9_/-])(--)?
        (customer|entity|event|page|count)([\s_-]{0,2}type)?([\s_-]{0,2}id)?
        (?:["'`]?\s{0,3}(?:=>|[:=：]{1,2}|\t)|["'`]\s{0,3},(?=\s{0,3}["'`]))\s{0,3}["'`]?
        ([^\s"'`,;&<>()\[\]{}|]{1,400})""",
    re.VERBOSE | re.IGNORECASE,
)
_COOKIE = re.compile(r"""\b(?:set-)?cookie["'`]?\s{0,4}[:=]\s{0,4}(?:"[^"\n]*"|'[^'\n]*'|[^\n"'`]*)""", re.IGNORECASE)
"""What belongs to somebody's session; a name in it means something else."""
_LINE = re.compile(r"([0-9]{1,19})[ \t,;]+([^\s,;=:/\"'`<>(){}\[\]|]{1,200})(?:[ \t,;]+([A-Za-z0-9]{1,60}))?")
_SURELY_AN_ID = 6
"""Digits of a number that is hardly a count of things."""
_MOST_LINES = 50
"""Lines that are looked at; a batch has more."""
_MORE_DIGITS = re.compile(r",[0-9]|[ '’ ][0-9]{3}(?![0-9])")
_GROUP = 3
"""Digits before the first separator of a number written in groups."""
_ESCAPED = (("\\/", "/"), ("\\u0026", "&"), ("\\u003d", "="), ("\\u003D", "="))


def free(text: str, paths: Collection[str]) -> Iterator[Asked]:
    """The requests whose URLs, or only paths, stand somewhere in a text."""
    for sign, meant in _ESCAPED:
        text = text.replace(sign, meant)
    anywhere = _METHOD.search(text)
    method = (anywhere[1] or anywhere[2]).upper() if anywhere and not _READS.search(text) else "GET"
    for part in _PARTS.finditer(text):
        url = _url(part[0], paths)
        if url:
            before = _METHOD_BEFORE.search(text, max(part.start() - 20, 0), part.start())
            yield Asked((before[1] or before[2]).upper() if before else method, [url], command=False)


def _url(part: str, paths: Collection[str]) -> str:
    """The URL in a piece of text without spaces; "" when none is in it."""
    scheme = _SCHEME.search(part)
    if scheme:
        return part[scheme.start() :].rstrip(_TRAILING)
    for path in paths:
        at = part.find(path)
        if at >= 0:
            host = _HOST_BEFORE.search(part, max(at - _BEFORE, 0), at)
            # `path=/x/…` and `GET:/x/…` are no hosts
            begin = host.start() if host and _may_be_host(host[0]) else at
            return part[begin:].rstrip(_TRAILING)
    return ""


def _may_be_host(text: str) -> bool:
    host = text.rpartition("@")[2]
    name = host.partition(":")[0]
    return is_host(name) and ("." in name or name == "localhost")


def line(text: str, found: Findings) -> bool:
    """Take ids in the order in which `get --batch` reads them: customer, entity, and perhaps event.

    Answers whether that is what the text is: each of its lines, so that no prose is taken for it.
    """
    lines = [each.strip() for each in text.split("\n") if each.strip() and not each.lstrip().startswith("#")]
    read = [_LINE.fullmatch(each) for each in lines[:_MOST_LINES]]
    fitting = [match for match in read if match and _are_ids(match)]
    if not read or len(fitting) < len(read):
        return False
    for name, value in zip(("customer", "entity", "event"), fitting[0].groups(), strict=True):
        found.value(name, value or "")
    if len(lines) > 1:
        found.note(f"There are {len(lines)} lines in it; this is the first. neo-tui get --batch asks them all.")
    return True


def _are_ids(match: re.Match[str]) -> bool:
    customer, entity, event = match.groups()
    sure = "\t" in match[0] or len(customer) >= _SURELY_AN_ID
    if event:
        return (sure or not event.isdecimal()) and not event_problem(event)
    return sure and any(map(str.isdecimal, entity)) and not _HOST.match(entity)


def host_beside(text: str, found: Findings) -> None:
    """Take a host that stands apart from its path, as in `Host: …`."""
    beside = _HOST.search(text)
    if beside and _may_be_host(beside[1]):
        found.host(beside[1])


def pairs(text: str, found: Findings) -> None:
    """Take names with values: `customer=…`, `entityId: …`, `"event_type_id": "15"`.

    A name that stands again on a later line begins another record.
    """
    text = _COOKIE.sub(" ", text)
    records: list[dict[str, set[str]]] = [{}]
    lines: dict[str, int] = {}
    for pair in _PAIR.finditer(text):
        label, kind, number, value = pair[2].lower(), pair[3], pair[4], pair[5]
        if label == "event" and number and not kind:
            continue  # an "event id" may be the entity, or the number of the type: nobody can know
        if (kind and label != "event") or (number and label in {"page", "count"}):
            continue
        if value.isdigit() and len(value) <= _GROUP and _MORE_DIGITS.match(text, pair.end()):
            value += ","  # `374,819,205`: no number that could be taken over, and 374 would be another one
        else:
            value = value.rstrip(_TRAILING)
        number_of_line = text.count("\n", 0, pair.start())
        if lines.get(label, number_of_line) != number_of_line:
            records.append({})
            lines.clear()
        lines[label] = number_of_line
        records[-1].setdefault(label, set()).add(value)
    found.records(records)
