"""What a curl line asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neo_tui.domain.pasted.asked import Asked
from neo_tui.domain.pasted.pasted import Dropped

_LONG = {
    "X": "request",
    "H": "header",
    "d": "data",
    "F": "form",
    "G": "get",
    "I": "head",
    "u": "user",
    "U": "proxy-user",
    "b": "cookie",
    "T": "upload-file",
    "e": "referer",
    "x": "proxy",
    "E": "cert",
    ":": "next",
}
_WITH_VALUE = frozenset("AbcCdDeEFhHKmMnoPQrtTuUwxXyYz") - {"h", "M", "n"}
"""Short options that take a value (curl's manual)."""
_DATA = frozenset({"data", "data-raw", "data-binary", "data-ascii", "data-urlencode", "json"})
_VALUED = frozenset({*_LONG.values(), *_DATA, "url", "oauth2-bearer", "url-query", "preproxy", "doh-url"}) - {
    "get",
    "head",
    "next",
}
"""Long options whose value is looked at, or could be taken for a URL."""
_SWITCHES = frozenset(
    {
        "location",
        "compressed",
        "insecure",
        "silent",
        "show-error",
        "fail",
        "fail-with-body",
        "include",
        "verbose",
        "globoff",
        "get",
        "head",
        "http1.1",
        "http2",
        "http2-prior-knowledge",
        "http3",
        "ipv4",
        "ipv6",
        "location-trusted",
        "path-as-is",
        "progress-bar",
        "basic",
        "anyauth",
        "digest",
        "ssl-no-revoke",
        "remote-name",
        "disable",
        "raw",
    }
)
"""Long options that take none; one that is not known takes the next word unless that looks like a URL."""

_FROM_FILE = "Data that the line reads from a file is not taken over."
_IN_BODY = "The parameters stand in a body; the API reads them in the URL only."


def curl(words: Sequence[str]) -> Iterator[Asked]:
    """The requests of a curl line, its own name left out."""
    line = _Line()
    rest = iter(_looking_ahead(words))
    for word, following in rest:
        if line.open and word.startswith("-") and word != "-":
            used = line.option(word, following)
            if used == "next":
                yield line.asked()
                line = _Line()
            elif used == "value":
                next(rest, None)
        else:
            line.urls.append(word)
    yield line.asked()


def _looking_ahead(words: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    for at, word in enumerate(words):
        yield word, words[at + 1] if at + 1 < len(words) else None


def like_a_url(word: str | None) -> bool:
    """Whether a word after an option nobody knows is a URL rather than the option's value."""
    return word is not None and ("://" in word or "/x/" in word)


class _Line:
    def __init__(self) -> None:
        self.urls: list[str] = []
        self.open = True
        """Whether options may still come."""
        self._asked = Asked()
        self._method = ""
        self._in_url = False
        self._data: list[tuple[str, str]] = []

    def option(self, word: str, following: str | None) -> str:
        """Take an option; answers whether it has used the next word (`value`), or ends the request (`next`)."""
        if word == "--":
            self.open = False
            return ""
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            if name == "next":
                return "next"
            if equals:
                self._take(name, value)
                return ""
            if name in _SWITCHES or name.startswith("no-"):
                self._take(name, "")
                return ""
            known = name in _VALUED
            if following is None or (not known and (following.startswith("-") or like_a_url(following))):
                return ""
            self._take(name, following)
            return "value"
        return self._short(word[1:], following)

    def _short(self, letters: str, following: str | None) -> str:
        for at, letter in enumerate(letters):
            name = _LONG.get(letter, letter)
            if letter not in _WITH_VALUE:
                if name == "next":
                    return "next"
                self._take(name, "")
                continue
            if letters[at + 1 :]:
                self._take(name, letters[at + 1 :])
                return ""
            if following is None:
                return ""
            self._take(name, following)
            return "value"
        return ""

    def _take(self, name: str, value: str) -> None:
        asked = self._asked
        if name == "request":
            self._method = value.upper()
        elif name == "url":
            self.urls.append(value)
        elif name == "url-query":
            asked.query.append(value)
        elif name == "get":
            self._in_url = True
        elif name in _DATA:
            self._data.append((name, value))
        elif name in {"head", "form", "upload-file"}:
            asked.method = {"head": "HEAD", "form": "POST", "upload-file": "PUT"}[name]
        else:
            self._secret(name, value)

    def _secret(self, name: str, value: str) -> None:
        asked = self._asked
        if name == "user":
            asked.credentials(value)
        elif name in {"proxy-user", "cert", "pass", "proxy-pass"}:
            asked.drop(Dropped.PASSWORD, value)
        elif name == "cookie" and "=" in value:  # else it is a file's name
            asked.drop(Dropped.COOKIES, value)
        elif name == "oauth2-bearer":
            asked.drop(Dropped.TOKEN, value)

    def asked(self) -> Asked:
        """The request, once all words are read."""
        asked = self._asked
        asked.urls = self.urls
        data = [(name, value) for name, value in self._data if value]
        if self._in_url:
            for name, value in data:
                self._parameter(name, value)
        elif self._data and asked.method == "GET":
            asked.method = "POST"
            if self._method == "GET" and data:
                asked.notes.append(_IN_BODY)
        asked.method = self._method or asked.method
        return asked

    def _parameter(self, name: str, value: str) -> None:
        label, equals, content = value.partition("=")
        if value.startswith("@") or (name == "data-urlencode" and not equals and "@" in value):
            self._asked.notes.append(_FROM_FILE)
        elif name == "data-urlencode" and equals:
            self._asked.pairs.append((label, content))  # curl encodes it; here it stands as it is meant
        else:
            self._asked.query.append(value)
