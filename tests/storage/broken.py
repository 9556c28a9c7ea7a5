"""Files that cannot be understood, each with the words that say what is wrong with it."""

from __future__ import annotations

from typing import NamedTuple

GOOD = b'[[profiles]]\nname = "eu"\nhost = "eu.example.com"\n'


class Broken(NamedTuple):
    """What stands in the file, and what a load says of it."""

    what: str
    data: bytes
    words: str


def _profile(line: bytes) -> bytes:
    return GOOD + b'[[profiles]]\nname = "in"\nhost = "in.example.com"\n' + line + b"\n"


EMPTY = "It is empty, which is not the same as having no profiles."
DEEP = "It is nested too deeply, or holds a number that is too long."
IN = "Table at line 4: Profile in: "
BROKEN = (
    Broken("empty", b"", EMPTY),
    Broken("spaces", b"  \t ", EMPTY),
    Broken("line ends", b"\n\r\n\n", EMPTY),
    Broken("comments only", b"# version = 1\n# mine\n", EMPTY),
    Broken("cut in a name", GOOD[:18], "at line 2"),
    Broken("cut in a value", GOOD + b'[[profiles]]\nname = "in', "at line 5, the last"),
    Broken("cut in a heading", GOOD + b"[[prof", "at line 4, the last"),
    Broken("cut in a list", b"profiles = [\n{name = 'eu', host = 'h'},\n", "at line 2, the last"),
    Broken("JSON", b'{"profiles": []}\n', "at line 1"),
    Broken("YAML", b"version: 1\nprofiles:\n- name: eu\n", "at line 1"),
    Broken("INI", b"[eu]\nhost = eu.example.com\n", "at line 2"),
    Broken("prose", GOOD + b"see the wiki\n", "at line 4"),
    Broken("conflict marks", b"<<<<<<< ours\n" + GOOD + b">>>>>>> theirs\n", "at line 1"),
    Broken("byte order mark", b"\xef\xbb\xbf" + GOOD, "byte order mark, at line 1"),
    Broken("UTF-16", GOOD.decode().encode("utf-16"), "It is not UTF-8 text, at line 1."),
    Broken("UTF-16 without mark", GOOD.decode().encode("utf-16-le"), "at line 1"),
    Broken("Latin-1", GOOD + 'user = "Jürgen"\n'.encode("latin-1"), "It is not UTF-8 text, at line 4."),
    Broken("cut in a letter", GOOD + 'user = "ü'.encode()[:-1], "It is not UTF-8 text, at line 4."),
    Broken("surrogate", GOOD + b'user = "\xed\xa0\x80"\n', "It is not UTF-8 text, at line 4."),
    Broken("NUL", GOOD + b'user = "a\0b"\n', "at line 4"),
    Broken("all NUL", b"\0" * 200, "at line 1"),
    Broken("escape sequence", GOOD + b'user = "\x1b[2J"\n', "at line 4"),
    Broken("CR only", GOOD.replace(b"\n", b"\r"), "at line 1"),
    Broken("random", bytes(range(128, 256)) * 8, "It is not UTF-8 text, at line 1."),
    Broken("key twice", b"version = 1\nversion = 1\n" + GOOD, "at line 2"),
    Broken("key twice in a profile", GOOD + b'host = "other"\n', "at line 4"),
    Broken("version is text", b'version = "1"\n' + GOOD, "version is not a number"),
    Broken("version is true", b"version = true\n" + GOOD, "version is not a number"),
    Broken("version is a fraction", b"version = 1.0\n" + GOOD, "version is not a number"),
    Broken("version is negative", b"version = -1\n" + GOOD, "version is not a number from 1 on"),
    Broken("version is zero", b"version = 0\n" + GOOD, "version is not a number from 1 on"),
    Broken("version is a list", b"version = [1]\n" + GOOD, "version is not a number"),
    Broken("default is a number", b"default = 1\n" + GOOD, "default is not text."),
    Broken("default is a list", b"default = ['eu']\n" + GOOD, "default is not text."),
    Broken("profiles is a number", b"profiles = 1\n", "profiles is not a list."),
    Broken("profiles is a table", b"[profiles]\nname = 'eu'\nhost = 'h'\n", "profiles is not a list."),
    Broken("profiles of numbers", b"profiles = [1, 2]\n", "An entry of profiles is not a table."),
    Broken("no name", GOOD + b'[[profiles]]\nhost = "h"\n', "Table at line 4: A profile has no name."),
    Broken("empty name", GOOD + b'[[profiles]]\nname = ""\nhost = "h"\n', "Table at line 4: A profile has no name."),
    Broken("name is a number", GOOD + b'[[profiles]]\nname = 7\nhost = "h"\n', "A profile has no name."),
    Broken("no host", GOOD + b'[[profiles]]\nname = "in"\n', "Table at line 4: Profile in has no host."),
    Broken("name twice", GOOD + GOOD, "Table at line 4: Two profiles are called eu."),
    Broken("host is a list", GOOD + b'[[profiles]]\nname = "in"\nhost = ["h"]\n', IN + "host is not text."),
    Broken("auth is a number", _profile(b"auth = 1"), IN + "auth is not text."),
    Broken("auth is unknown", _profile(b'auth = "magic"'), IN + "auth is 'magic', not one of basic, oauth."),
    Broken("user is a date", _profile(b"user = 2024-01-01"), IN + "user is not text."),
    Broken("password form", _profile(b'password_form = "sha"'), IN + "password_form is 'sha'"),
    Broken("secret source", _profile(b"secret_source = 1"), IN + "secret_source is not text."),
    Broken("secret variable", _profile(b"secret_variable = true"), IN + "secret_variable is not text."),
    Broken("zone is a table", _profile(b"zone = {a = 1}"), IN + "zone is not text."),
    Broken("count is text", _profile(b'count = "25"'), IN + "count is not a whole number."),
    Broken("count is a fraction", _profile(b"count = 2.5"), IN + "count is not a whole number."),
    Broken("path is a list", _profile(b"path = []"), IN + "path is not text."),
    Broken("scope is a number", _profile(b"scope = 1"), IN + "scope is not text."),
    Broken("a number of 5000 digits", GOOD + b"count = " + b"7" * 5000 + b"\n", DEEP),
    Broken("lists in lists", b"a = " + b"[" * 5000 + b"]" * 5000 + b"\n" + GOOD, DEEP),
    Broken("tables in tables", b"a = " + b"{a = " * 5000 + b"1" + b"}" * 5000 + b"\n" + GOOD, DEEP),
    Broken("50 MB", GOOD + b"# " + b"x" * 50_000_000, "bytes, and may have at most 1,048,576."),
)
