"""Scripts that let a shell complete the command line, made from the parser."""

from __future__ import annotations

from collections.abc import Iterable

from neo_tui.cli.command_tree import Argument, Command, Kind
from neo_tui.domain.event_types import EVENT_TYPES

_EVENTS = " ".join(kind.name for kind in EVENT_TYPES)
_PROFILES = 'profiles list --format jsonl 2>/dev/null | sed -n \'s/^{"name": "\\([^"\\\\]*\\)".*/\\1/p\''
"""The names of the stored profiles; those with a quote or a backslash are left to whoever types them."""


def script(shell: str, top: Command) -> str:
    """The script for a shell: bash, zsh or fish."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](top)


def _names(command: Command) -> Iterable[str]:
    return (name for argument in command.arguments for name in argument.names)


# ── bash ──


def _bash(top: Command) -> str:
    commands = list(top.walk())
    valued = sorted(
        {
            name
            for each in commands
            for found in each.arguments
            if found.kind is not Kind.NOTHING
            for name in found.names
        }
    )
    steps = "\n".join(
        f'      "{" ".join(each.path[:-1])}/{each.path[-1]}") command="{" ".join(each.path)}" ;;'
        for each in commands
        if each.path
    )
    values = "\n".join(
        f'    "{" ".join(each.path)}:{name}") {_bash_value(argument)} ;;'
        for each in commands
        for argument in each.arguments
        for name in argument.names
        if argument.kind not in {Kind.NOTHING, Kind.ANY}
    )
    options = "\n".join(f'    "{" ".join(each.path)}") options="{" ".join(_names(each))}" ;;' for each in commands)
    places = "\n".join(f'    "{" ".join(each.path)}") {_bash_place(each)} ;;' for each in commands)
    return f"""\
# bash completion of neo-tui: eval "$(neo-tui completion bash)"
_neo_tui_words() {{
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}}
_neo_tui_profiles() {{
  # Not by compgen -W, which runs what stands in the words.
  local name
  while IFS= read -r name; do
    if [[ $name == "$cur"* ]]; then COMPREPLY+=("$(printf %q "$name")"); fi
  done < <("$program" {_PROFILES})
}}
_neo_tui_files() {{
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$cur"))
}}
_neo_tui() {{
  local program=$1 cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}}
  local command="" options="" word skip="" i
  COMPREPLY=()
  if [[ $cur == "=" ]]; then cur=""; elif [[ $prev == "=" ]]; then prev=${{COMP_WORDS[COMP_CWORD-2]}}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${{COMP_WORDS[i]}}
    if [[ $word == "=" ]]; then skip=1; continue; fi
    if [[ -n $skip ]]; then skip=""; continue; fi
    case $word in
      {"|".join(valued)}) skip=1; continue ;;
    esac
    case "$command/$word" in
{steps}
    esac
  done
  case "$command:$prev" in
{values}
  esac
  case " {" ".join(valued)} " in *" $prev "*) return ;; esac
  if [[ $cur == -* ]]; then
    case $command in
{options}
    esac
    _neo_tui_words "${{options// /$'\\n'}}"
    return
  fi
  case $command in
{places}
  esac
}}
complete -F _neo_tui neo-tui
"""


def _bash_value(argument: Argument) -> str:
    return f"{_bash_words(argument)}; return"


def _bash_words(argument: Argument) -> str:
    if argument.kind is Kind.FILE:
        return "_neo_tui_files"
    if argument.kind is Kind.PROFILE:
        return "_neo_tui_profiles"
    words = _EVENTS if argument.kind is Kind.EVENT else " ".join(argument.words)
    return f"_neo_tui_words $'{words.replace(' ', chr(92) + 'n')}'"


def _bash_place(command: Command) -> str:
    if command.commands:
        names = "\\n".join(each.path[-1] for each in command.commands)
        return f"_neo_tui_words $'{names}'"
    place = next((each for each in command.arguments if not each.names and each.kind is not Kind.ANY), None)
    return _bash_words(place) if place else ""


# ── zsh ──


# What completes values has names that no command's function has: those of `profiles` and `events` are taken.


def _zsh(top: Command) -> str:
    functions = "\n".join(_zsh_function(each) for each in top.walk())
    return f"""\
#compdef neo-tui
# zsh completion of neo-tui: neo-tui completion zsh > a folder of $fpath, as _neo-tui
_neo_tui_value_profile() {{
  local -a found
  found=("${{(@f)$(_call_program profiles neo-tui {_PROFILES})}}")
  compadd -a found
}}
_neo_tui_value_event() {{
  compadd {_EVENTS}
}}
{functions}
if [[ $funcstack[1] == _neo-tui ]]; then _neo_tui "$@"; else compdef _neo_tui neo-tui; fi
"""


def _zsh_function(command: Command) -> str:
    specs = [spec for argument in command.arguments for spec in _zsh_specs(argument)]
    lines = ["  local curcontext=$curcontext state line", "  typeset -A opt_args"]
    if command.commands:
        told = " ".join(f"{each.path[-1]}\\:{_zsh_quoted(each.help)}" for each in command.commands)
        specs += [f"'1:command:(({told}))'", "'*::argument:->rest'"]
    # Without -A a command above would take the options behind the one below it for its own.
    only_before = " -A '-*'" if command.commands else ""
    lines.append(f"  _arguments -C{only_before} \\\n    " + " \\\n    ".join(specs))
    if command.commands:
        cases = "\n".join(f"    {each.path[-1]}) {_zsh_name(each)} ;;" for each in command.commands)
        lines.append(f"  [[ $state == rest ]] && case $words[1] in\n{cases}\n  esac")
    body = "\n".join(lines)
    return f"{_zsh_name(command)}() {{\n{body}\n}}"


def _zsh_name(command: Command) -> str:
    return "_".join(("_neo_tui", *command.path))


def _zsh_specs(argument: Argument) -> list[str]:
    value = {
        Kind.NOTHING: "",
        Kind.ANY: f":{argument.value}: ",
        Kind.WORDS: f":{argument.value}:({' '.join(argument.words)})",
        Kind.FILE: f":{argument.value}:_files",
        Kind.PROFILE: f":{argument.value}:_neo_tui_value_profile",
        Kind.EVENT: f":{argument.value}:_neo_tui_value_event",
    }[argument.kind]
    if not argument.names:
        # A place that only shows what it is for would keep the key from completing an option there.
        return [f"'*:{argument.value}:()'" if argument.kind is Kind.ANY else f"'*{value}'"]
    told = _plain(argument.help).replace("[", "(").replace("]", ")").replace("\\", "")
    tie = "=" if argument.kind is not Kind.NOTHING else ""
    return [f"'{name}{tie if name.startswith('--') else ''}[{told}]{value}'" for name in argument.names]


def _zsh_quoted(text: str) -> str:
    return '"' + _plain(text).replace(":", "\\:").replace('"', "") + '"'


# ── fish ──


def _fish(top: Command) -> str:
    lines = [
        "# fish completion of neo-tui: neo-tui completion fish > ~/.config/fish/completions/neo-tui.fish",
        "function __neo_tui_profiles",
        f"    neo-tui {_PROFILES}",
        "end",
        "complete -c neo-tui -f",
    ]
    for command in top.walk():
        here = _fish_condition(command)
        lines += [
            f"complete -c neo-tui -n '{here}' -a {each.path[-1]} -d '{_plain(each.help)}'" for each in command.commands
        ]
        lines += [_fish_line(here, argument) for argument in command.arguments]
    return "\n".join(line for line in lines if line) + "\n"


def _fish_condition(command: Command) -> str:
    seen = [f"__fish_seen_subcommand_from {word}" for word in command.path]
    below = " ".join(each.path[-1] for each in command.commands)
    return "; and ".join([*seen, *([f"not __fish_seen_subcommand_from {below}"] if below else [])])


def _fish_line(here: str, argument: Argument) -> str:
    values = {
        Kind.NOTHING: "",
        Kind.ANY: " -x",
        Kind.WORDS: f" -x -a '{' '.join(map(_fish_word, argument.words))}'",
        Kind.FILE: " -r -F",
        Kind.PROFILE: " -x -a '(__neo_tui_profiles)'",
        Kind.EVENT: f" -x -a '{' '.join(_fish_word(kind.name, str(kind.id)) for kind in EVENT_TYPES)}'",
    }[argument.kind]
    if not argument.names:
        return (
            f"complete -c neo-tui -n '{here}'{values.replace(' -x', '').replace(' -r', '')}"
            if argument.kind is not Kind.ANY
            else ""
        )
    flags = "".join(f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in argument.names)
    return f"complete -c neo-tui -n '{here}'{flags}{values} -d '{_plain(argument.help)}'"


def _fish_word(word: str, told: str = '""') -> str:
    """A value with what is said of it: else each of them would bear the whole help of the option."""
    return f"{word}\\t{told}"


def _plain(text: str) -> str:
    """Help as one line that stands within single quotes."""
    return " ".join(text.replace("'", "’").replace("%%", "%").split())
