"""The words of a command line as a shell would part them: POSIX with `$'…'`, cmd with `^`, PowerShell with a backtick.

Nothing is run, expanded or looked up. What no shell would take (a quote that never ends, an `&` inside a URL
without quotes) is read as it was most likely meant.
"""

from __future__ import annotations

import re
from enum import Enum

_CONTINUED_CMD = re.compile(r"\^[ \t]*(?:\r\n|\r|\n)")
_CONTINUED_POWERSHELL = re.compile(r"`[ \t]*(?:\r\n|\r|\n)")
_CARET = re.compile(r"\^(.)", re.DOTALL)
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"[^\r\n]*+")
_PLAIN = re.compile(r"[^\s\\'\"$;|&()#`]++")
_IN_DOUBLE = re.compile(r"[^\"\\`]++")
_ANSI = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|(.))", re.DOTALL)
_ANSI_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_LAST_CHARACTER = 0x10FFFF


class Shell(Enum):
    """Whose rules a text follows."""

    POSIX = "\\"
    CMD = "^"
    POWERSHELL = "`"


def shell_of(text: str) -> Shell:
    """Whose rules a text seems to follow: only cmd writes `^"`, only PowerShell ends a line with a backtick."""
    if '^"' in text or _CONTINUED_CMD.search(text):
        return Shell.CMD
    return Shell.POWERSHELL if _CONTINUED_POWERSHELL.search(text) else Shell.POSIX


def commands(text: str) -> list[list[str]]:
    """The commands of a text in their order, each as its words; ends of lines, `;`, `|` and `&&` part them."""
    shell = shell_of(text)
    if shell is Shell.CMD:
        # cmd takes its carets away first; what then parts words is the program's own reading of quotes.
        text = _CARET.sub(r"\1", _CONTINUED_CMD.sub(" ", text))
    elif shell is Shell.POWERSHELL:
        text = _CONTINUED_POWERSHELL.sub(" ", text)
    return _Reader(text, shell).read()


class _Reader:
    def __init__(self, text: str, shell: Shell) -> None:
        self._text, self._shell, self._at = text, shell, 0
        self._commands: list[list[str]] = [[]]
        self._word: list[str] | None = None

    def read(self) -> list[list[str]]:
        text = self._text
        while self._at < len(text):
            plain = _PLAIN.match(text, self._at)
            if plain:
                self._add(plain[0])
                self._at = plain.end()
            else:
                self._special(text[self._at])
        self._end_command()
        return [words for words in self._commands if words]

    def _add(self, text: str) -> None:
        if self._word is None:
            self._word = []
        self._word.append(text)

    def _end_word(self) -> None:
        if self._word is not None:
            self._commands[-1].append("".join(self._word))
            self._word = None

    def _end_command(self) -> None:
        self._end_word()
        if self._commands[-1]:
            self._commands.append([])

    def _special(self, character: str) -> None:
        self._at += 1
        if character in "\r\n;|()":
            self._end_command()
        elif character.isspace():
            self._end_word()
        elif character == "'":
            self._single()
        elif character == '"':
            self._double()
        elif character == "$":
            self._dollar()
        elif character == "\\":
            self._backslash()
        elif character == "&":
            self._ampersand()
        elif character == "#" and self._word is None:
            ended = _LINE.match(self._text, self._at)
            self._at = ended.end() if ended else self._at
        elif character == "`" and self._shell is Shell.POWERSHELL:
            self._add(self._text[self._at : self._at + 1])
            self._at += 1
        else:
            self._add(character)

    def _ampersand(self) -> None:
        following = self._text[self._at : self._at + 1]
        if self._word is None or following == "&" or not following or following.isspace():
            self._end_command()
        else:
            self._add("&")  # inside a URL that somebody forgot to quote

    def _dollar(self) -> None:
        following = self._text[self._at : self._at + 1]
        if following == "'" and self._shell is Shell.POSIX:
            self._at += 1
            self._ansi()
        elif following != '"':
            self._add("$")

    def _backslash(self) -> None:
        ended = _LINE_END.match(self._text, self._at) if self._shell is not Shell.CMD else None
        if ended:
            self._at = ended.end()
            self._end_word()  # the space that often got lost at the end of the line
        elif self._shell is Shell.POSIX or (self._shell is Shell.CMD and self._text[self._at : self._at + 1] == '"'):
            self._add(self._text[self._at : self._at + 1])
            self._at += 1
        else:
            self._add("\\")

    def _single(self) -> None:
        while True:
            end = self._text.find("'", self._at)
            end = len(self._text) if end < 0 else end
            self._add(self._text[self._at : end])
            self._at = end + 1
            if self._shell is not Shell.POWERSHELL or self._text[self._at : self._at + 1] != "'":
                return
            self._add("'")  # two of them stand for one
            self._at += 1

    def _double(self) -> None:
        self._add("")
        text = self._text
        while self._at < len(text):
            plain = _IN_DOUBLE.match(text, self._at)
            if plain:
                self._add(plain[0])
                self._at = plain.end()
                continue
            character, following = text[self._at], text[self._at + 1 : self._at + 2]
            self._at += 1
            if character == '"':
                if following != '"' or self._shell is Shell.POSIX:
                    return
                self._add('"')
                self._at += 1
            elif character == "\\" and self._shell is not Shell.POWERSHELL and following and following in '"\\':
                self._add(following)
                self._at += 1
            elif character == "\\" and self._shell is Shell.POSIX and following and following in "$`\n":
                self._add("" if following == "\n" else following)
                self._at += 1
            elif character == "`" and self._shell is Shell.POWERSHELL:
                self._add(following)
                self._at += 1
            else:
                self._add(character)

    def _ansi(self) -> None:
        start = self._at
        while self._at < len(self._text) and self._text[self._at] != "'":
            self._at += 2 if self._text[self._at] == "\\" else 1
        self._add(_ANSI.sub(_ansi_character, self._text[start : self._at]))
        self._at += 1


def _ansi_character(found: re.Match[str]) -> str:
    number = found[1] or found[2] or found[3]
    if number or found[4]:
        code = int(number, 16) if number else int(found[4], 8)
        return chr(code) if code <= _LAST_CHARACTER else "\N{REPLACEMENT CHARACTER}"
    return _ANSI_LETTERS.get(found[5], found[5])
