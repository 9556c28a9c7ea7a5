"""Writes docs/neo-tui.1, the man page, from the parser: python scripts/man_page.py."""

from __future__ import annotations

from pathlib import Path

from neo_tui.cli.arguments import parser
from neo_tui.cli.command_tree import Argument, Command, Kind, tree

PAGE = Path(__file__).parent.parent / "docs" / "neo-tui.1"


def page() -> str:
    """The text of the man page."""
    top = tree(parser())
    lines = [
        '.TH NEO-TUI 1 "" "neo-tui" "User Commands"',
        ".SH NAME",
        "neo-tui \\- browse the points that an event gave a customer, and what became of them",
        ".SH SYNOPSIS",
        *_synopsis(top),
        ".SH DESCRIPTION",
        *_paragraphs(top.parser.description or ""),
        ".SH OPTIONS",
        *_arguments(top),
        ".SH COMMANDS",
    ]
    for command in top.walk():
        if command.path:
            lines += [f".SS neo-tui {' '.join(command.path)}", *_paragraphs(command.parser.description or command.help)]
            lines += [*_arguments(command), *_literal(command.parser.epilog or "")]
    lines += [".SH ENVIRONMENT, EXIT STATUS", *_literal(top.parser.epilog or "")]
    return "\n".join(lines) + "\n"


def _synopsis(top: Command) -> list[str]:
    lines = []
    for command in top.walk():
        if command.commands and command.path:
            continue
        words = " ".join(("neo-tui", *command.path))
        places = " ".join(each.value for each in command.arguments if not each.names)
        lines += [f".B {_safe(words)}", f"[\\fIOPTIONS\\fR] {_safe(places)}".rstrip(), ".br"]
    return lines


def _arguments(command: Command) -> list[str]:
    return [line for argument in command.arguments for line in _argument(argument)]


def _argument(argument: Argument) -> list[str]:
    value = "|".join(argument.words) if argument.words and len(argument.words) < 9 else argument.value  # noqa: PLR2004 - more are told in the words below
    value = "" if argument.kind is Kind.NOTHING else f"\\fI{_safe(value)}\\fR"
    names = ", ".join(f"\\fB{_safe(name)}\\fR" for name in argument.names)
    return [".TP", " ".join(part for part in (names, value) if part), _safe(argument.help.replace("%%", "%"))]


def _paragraphs(text: str) -> list[str]:
    return [_safe(line) for line in text.split("\n") if line.strip()]


def _literal(text: str) -> list[str]:
    return [".PP", ".nf", *(_safe(line) for line in text.rstrip().split("\n")), ".fi"] if text.strip() else []


def _safe(text: str) -> str:
    """Text that the formatter takes as text: its escapes, its dashes, and lines that look like a request."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} is written.")
