"""`neo-tui profiles …`: what is stored, what is said, and the exit code."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
import tomllib
from collections.abc import Callable
from hashlib import md5
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from neo_tui.cli.profile_arguments import AUTHS, COLOURS, FORMS, SOURCES
from neo_tui.demo.credentials import LOCKED_USERNAME, OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Auth, Colour, PasswordForm, SecretSource
from tests.cli.conftest import NEO_TUI, PATIENCE, Completed, Run

WORD = "hunter2-of-production"
EU = ("--host", "eu.example", "--user", "till.01")
KEPT = ("--secret-from", "file", "--password-stdin")
Stored = Callable[[], dict[str, Any]]


@pytest.fixture
def config(own_environment: Path) -> Path:
    return own_environment / "config"


@pytest.fixture
def stored(config: Path) -> Stored:
    """What profiles.toml says."""
    return lambda: tomllib.loads((config / "profiles.toml").read_text())


@pytest.fixture
def secrets(config: Path) -> Stored:
    """What credentials.toml says."""
    return lambda: tomllib.loads((config / "private" / "credentials.toml").read_text())["secrets"]


def done(answer: Completed) -> str:
    """What a command that went well has said; it writes no data."""
    assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr
    return answer.stderr


def refused(answer: Completed, *told: str) -> str:
    """What a command that could not be done has said."""
    assert (answer.returncode, answer.stdout) == (2, ""), answer.stderr
    assert "Traceback" not in answer.stderr
    for words in told:
        assert words in answer.stderr
    return answer.stderr


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("profiles", "list", "--format", "json").stdout)
    return found


def test_the_choices_are_those_of_the_domain() -> None:
    spelt = ((AUTHS, Auth), (SOURCES, SecretSource), (FORMS, PasswordForm), (COLOURS, Colour))
    assert all(set(words) == set(kind) for words, kind in spelt)


def test_a_piped_secret_goes_to_a_file_of_its_own_and_nowhere_else(run: Run, config: Path, secrets: Stored) -> None:
    told = done(run("profiles", "add", "eu", *EU, *KEPT, "--production", given=f"{WORD}\n"))
    assert "Added PRODUCTION · eu · eu.example, the default." in told
    assert secrets() == {"eu": WORD}
    private = config / "private"
    assert (private.stat().st_mode & 0o777, (private / "credentials.toml").stat().st_mode & 0o777) == (0o700, 0o600)
    everything = [told, run("profiles", "list").stdout, run("profiles", "show", "eu").stdout]
    everything += [run("profiles", *what, "--format", "json").stdout for what in (("list",), ("show", "eu"))]
    everything += [path.read_text() for path in config.glob("*") if path.is_file()]
    assert not any(WORD in text for text in everything)


def processes() -> str:
    """The command lines of all processes, as `ps` tells them; not every machine has it."""
    if not Path("/proc/self/cmdline").exists():
        return subprocess.run(["ps", "-A", "-ww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return "\n".join(found)


def test_a_piped_secret_is_in_no_list_of_processes(own_environment: Path, secrets: Stored) -> None:
    with subprocess.Popen(
        [*NEO_TUI, "profiles", "add", "eu", *EU, *KEPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, cwd=own_environment, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(WORD)
        process.stdin.flush()  # it waits for the end of the pipe, with the secret in its hands
        until = monotonic() + PATIENCE
        while "profiles add eu" not in (shown := processes()):  # a new process has no words for a moment
            assert monotonic() < until
        out, err = process.communicate(timeout=PATIENCE)
    assert WORD not in shown + out + err
    assert secrets() == {"eu": WORD}


@pytest.mark.parametrize(
    "arguments",
    [
        ("profiles", "add", "eu", *EU, "--password", WORD),
        ("profiles", "add", "--password", WORD, "eu", *EU),
        ("profiles", "add", "eu", *EU, f"--password={WORD}"),
        ("profiles", "add", "eu", *EU, f"--password-stdin={WORD}"),
        ("profiles", "add", "eu", *EU, "--passwd", WORD),
        ("profiles", "edit", "eu", "--secret", WORD),
        ("profiles", "test", "eu", "--secret", WORD),
        ("profiles", "add", "eu", *EU, "--token", WORD),
        ("profiles", "add", "eu", *EU, f"-p{WORD}"),
        ("get", "--customer", "1", "--entity", "a", "--event", "15", "--password", WORD),
        ("profiles", "add", "eu", *EU, *KEPT, WORD),
        ("profiles", "add", "eu", *EU, "--secret-from", WORD),
        ("profiles", "add", "eu", "--host", f"https://till:{WORD}@eu.example", "--user", "till"),
        ("profiles", "add", "eu", "--host", f"https://till:{WORD}@eu example", "--user", "till"),
        ("profiles", "add", "eu", *EU, "--variable", f"{WORD}!"),
    ],
)
def test_a_secret_on_the_command_line_is_neither_taken_nor_said_back(
    run: Run, config: Path, arguments: tuple[str, ...]
) -> None:
    told = refused(run(*arguments))
    assert WORD not in told
    assert not config.exists()
    if any(word.startswith(("--pass", "--secret=", "--token")) and word not in KEPT for word in arguments):
        assert "no secret is taken from the command line" in told
        assert "--password-stdin" in told


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a b", "a b"), ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), (" a \n", " a "), ("ä\n", "ä"), ("a\r", "a\r")],
)
def test_one_line_end_is_no_part_of_a_piped_secret(run: Run, secrets: Stored, given: str, kept: str) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, given=given))
    assert secrets() == {"eu": kept}


@pytest.mark.parametrize(("given", "why"), [("", "Nothing came."), ("\n", "Nothing came."), ("x" * 70000, "More than")])
def test_a_pipe_without_a_secret_saves_nothing(run: Run, config: Path, given: str, why: str) -> None:
    refused(run("profiles", "add", "eu", *EU, *KEPT, given=given), "--password-stdin reads the secret from a pipe", why)
    assert not (config / "profiles.toml").exists()


def test_what_is_no_text_is_no_secret(own_environment: Path, config: Path) -> None:
    answer = subprocess.run(
        [*NEO_TUI, "profiles", "add", "eu", *EU, *KEPT], input=b"\xff\xfe", capture_output=True, timeout=PATIENCE,
        check=False, cwd=own_environment,
    )  # fmt: skip
    assert answer.returncode == 2
    assert b"not UTF-8 text" in answer.stderr
    assert not config.exists()


def test_where_a_piped_secret_is_kept_has_to_be_said(run: Run, config: Path) -> None:
    told = refused(run("profiles", "add", "eu", *EU, "--password-stdin", given=WORD), "--secret-from keyring", "file")
    assert WORD not in told
    refused(
        run("profiles", "add", "eu", *EU, "--password-stdin", "--variable", "NIGHT", given=WORD),
        "--password-stdin: Nothing is kept with --secret-from environment.",
    )
    assert not config.exists()


def test_a_source_that_keeps_a_secret_needs_one(run: Run, config: Path) -> None:
    refused(run("profiles", "add", "eu", *EU, "--secret-from", "file"), "Pipe it in with --password-stdin")
    assert not (config / "profiles.toml").exists()


@pytest.mark.parametrize(
    ("auth", "given", "why"),
    [
        (("--key", "k"), f"{WORD} é", "printable ASCII"),
        (("--user", "till", "--password-is", "md5"), WORD, "32 hexadecimal digits"),
    ],
)
def test_a_secret_that_would_be_refused_is_not_stored(
    run: Run, config: Path, auth: tuple[str, ...], given: str, why: str
) -> None:
    told = refused(run("profiles", "add", "eu", "--host", "eu.example", *auth, *KEPT, given=given), why)
    assert WORD not in told
    assert not config.exists()


def test_the_other_options_tell_the_source_and_the_kind(run: Run, stored: Stored) -> None:
    command = "op read 'op://team/neo prod/password'"
    done(run("profiles", "add", "by-command", *EU, "--command", command))
    done(run("profiles", "add", "by-words", *EU, "--command-arg=pass", "--command-arg=show", "--command-arg=-v"))
    done(run("profiles", "add", "by-variable", "--host", "eu.example", "--key", "k", "--variable", "NIGHT_SECRET"))
    done(run("profiles", "add", "asks", *EU))
    command_, words, variable, asks = listed(run)
    assert command_["password_command"] == ["op", "read", "op://team/neo prod/password"]
    assert words["password_command"] == ["pass", "show", "-v"]
    assert (command_["secret_source"], command_["auth"]) == ("command", "basic")
    assert (variable["secret_source"], variable["secret_variable"], variable["auth"]) == (
        "environment", "NIGHT_SECRET", "oauth",
    )  # fmt: skip
    assert asks["secret_source"] == "prompt"
    assert stored()["default"] == "by-command"


def test_everything_that_can_be_said_is_stored_and_shown(run: Run, own_environment: Path) -> None:
    (own_environment / "roots.pem").write_text("")
    done(run(
        "profiles", "add", "eu", *EU, "--auth", "basic", "--zone", "Asia/Kolkata", "--count", "50", "--path", "/x/y",
        "--scope", "org", "--ca-bundle", "roots.pem", "--label", "EU till 12", "--colour", "red", "--production",
        "--password-is", "md5",
    ))  # fmt: skip
    entry = listed(run)[0]
    assert entry == {
        "name": "eu", "host": "eu.example", "auth": "basic", "user": "till.01", "password_form": "md5",
        "secret_source": "prompt", "secret_variable": "", "password_command": [], "zone": "Asia/Kolkata", "count": 50,
        "path": "/x/y", "scope": "org", "ca_bundle": f"{own_environment}/roots.pem", "label": "EU till 12",
        "colour": "red", "production": True, "default": True,
    }  # fmt: skip
    assert "PRODUCTION" in run("profiles", "list").stdout
    shown = run("profiles", "show", "eu")
    assert shown.returncode == 0
    for words in ("PRODUCTION", "EU till 12", "Asia/Kolkata", "md5", "no: asked for each time", "/x/y", "roots.pem"):
        assert words in shown.stdout
    assert json.loads(run("profiles", "show", "eu", "--format", "json").stdout) == {
        **entry, "secret_stored": None, "secret_state": "no: asked for each time",
    }  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(run("profiles", "show", "eu", "--format", "csv").stdout))
    assert list(row) == [*entry, "secret_stored", "secret_state"]
    assert (row["zone"], row["count"], row["production"]) == ("Asia/Kolkata", "50", "true")
    labels, _, cells = run("profiles", "show", "eu", "--format", "markdown").stdout.splitlines()
    assert labels.startswith("| Name | Default | Production | Label |")
    assert cells.startswith("| eu | yes | PRODUCTION | EU till 12 |")
    assert "\nsecret_state" in run("profiles", "show", "eu", "--format", "vertical").stdout


def test_a_pasted_url_is_cut_down_and_that_is_said(run: Run) -> None:
    told = done(run("profiles", "add", "eu", "--host", "https://EU.example/x/neo?customer_id=1", "--user", "t"))
    assert told.startswith("--host: cut down to eu.example; questions go to https://eu.example only.\n")
    assert listed(run)[0]["host"] == "eu.example"


def test_every_wrong_option_has_a_line_and_nothing_is_saved(run: Run, config: Path) -> None:
    told = refused(run(
        "profiles", "add", " eu", "--host", "http://eu.example", "--key", "a b\t", "--command", "a | b", "--zone",
        "Mars/Olympus", "--count", "0", "--path", "x", "--scope", "", "--label", "a\tb", "--ca-bundle", "none.pem",
        "--password-is", "md5",
    ))  # fmt: skip
    assert [line.split()[1] for line in told.splitlines()[:-1]] == [
        "NAME:", "--host:", "--key:", "--command:", "--password-is:", "--zone:", "--count:", "--path:", "--scope:",
        "--ca-bundle:", "--label:",
    ]  # fmt: skip
    assert told.splitlines()[-1] == "Nothing was saved."
    assert not config.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--auth", "oauth", "--user", "till"), "--user: It goes with --auth oauth"),
        (("--variable", "A", "--command", "b"), "--variable: The secret comes from a variable or from a command"),
        (("--secret-from", "prompt", "--variable", "A"), "--variable: It goes with --secret-from environment."),
        (("--secret-from", "command"), "--command: Give the program"),
        (("--secret-from", "environment"), "--variable: Give the name"),
        (("--command", "a 'b"), "--command: A quote is not closed"),
    ],
)
def test_options_that_contradict_each_other_are_told(
    run: Run, config: Path, arguments: tuple[str, ...], told: str
) -> None:
    if "--user" in arguments:
        told = "--user: It goes with --auth basic."
    refused(run("profiles", "add", "eu", "--host", "eu.example", "--user", "t", *arguments), told)
    assert not config.exists()


def test_who_asks_has_to_be_said(run: Run) -> None:
    refused(run("profiles", "add", "eu", "--host", "eu.example"), "--user: Give the user", "--key")


def test_a_taken_name_is_told_and_costs_its_owner_nothing(run: Run, secrets: Stored) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, given=WORD))
    done(run("profiles", "add", "us", *EU))
    refused(run("profiles", "add", "eu", *EU, *KEPT, given="another"), "NAME: There is a profile eu already")
    refused(run("profiles", "edit", "us", "--name", "eu"), "--name: There is a profile eu already")
    assert secrets() == {"eu": WORD}


@pytest.mark.parametrize("command", [("show",), ("edit",), ("remove", "--yes"), ("use",), ("test",)])
def test_an_unknown_name_is_told_with_those_there_are(run: Run, command: tuple[str, ...]) -> None:
    name, *options = command
    refused(run("profiles", name, "nobody", *options), "There is no profile nobody.")
    done(run("profiles", "add", "eu", *EU))
    refused(run("profiles", name, "nobody", *options), "There is no profile nobody.", "Choose one of: eu.")


@pytest.mark.parametrize(
    "command",
    [("list",), ("show", "eu"), ("add", "us", *EU), ("edit", "eu", "--count", "5"), ("remove", "eu", "--yes"),
     ("use", "eu"), ("test", "eu"), ("test",)],
)  # fmt: skip
def test_a_broken_file_is_told_and_left_alone(run: Run, config: Path, command: tuple[str, ...]) -> None:
    config.mkdir()
    (config / "profiles.toml").write_text("version = 1\nbroken")
    refused(run("profiles", *command), "line 2", str(config / "profiles.toml"))
    assert (config / "profiles.toml").read_text() == "version = 1\nbroken"


def test_an_edit_changes_what_is_given_and_no_more(run: Run, secrets: Stored) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, "--production", "--zone", "Asia/Kolkata", given=WORD))
    before = listed(run)[0]
    done(run("profiles", "edit", "eu", "--count", "25", "--label", "night"))
    assert listed(run)[0] == {**before, "count": 25, "label": "night"}
    assert secrets() == {"eu": WORD}
    done(run("profiles", "edit", "eu", "--no-production"))
    assert listed(run)[0]["production"] is False


def test_an_edit_of_nothing_is_wrong_usage(run: Run) -> None:
    done(run("profiles", "add", "eu", *EU))
    refused(run("profiles", "edit", "eu"), "nothing to change was given")


def test_a_new_name_takes_the_secret_and_the_default_along(run: Run, stored: Stored, secrets: Stored) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, given=WORD))
    told = done(run("profiles", "edit", "eu", "--name", "europe"))
    assert "renamed from eu: europe · eu.example, the default." in told
    assert stored()["default"] == "europe"
    assert secrets() == {"europe": WORD}


def test_a_new_secret_and_another_source(run: Run, secrets: Stored) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, given=WORD))
    assert "Its secret is stored in" in done(run("profiles", "edit", "eu", "--password-stdin", given="another"))
    assert secrets() == {"eu": "another"}
    told = done(run("profiles", "edit", "eu", "--host", "us.example"))
    assert "Its stored secret goes to us.example as that of till.01 from now on." in told
    assert "no longer in" in done(run("profiles", "edit", "eu", "--variable", "NIGHT"))
    assert secrets() == {}
    refused(run("profiles", "edit", "eu", "--secret-from", "file"), "none was given", "Nothing was saved.")
    assert listed(run)[0]["secret_source"] == "environment"


def test_the_user_of_one_kind_is_not_taken_for_the_key_of_the_other(run: Run) -> None:
    done(run("profiles", "add", "eu", *EU))
    refused(run("profiles", "edit", "eu", "--key", "k"), "--key: The profile asks with basic; to change that")
    refused(run("profiles", "edit", "eu", "--auth", "oauth"), "--key: Give the OAuth key, too")
    done(run("profiles", "edit", "eu", "--auth", "oauth", "--key", "k"))
    assert (listed(run)[0]["auth"], listed(run)[0]["user"]) == ("oauth", "k")


def test_an_empty_ca_bundle_takes_it_away(run: Run, own_environment: Path) -> None:
    (own_environment / "roots.pem").write_text("")
    done(run("profiles", "add", "eu", *EU, "--ca-bundle", "~/roots.pem"))
    assert listed(run)[0]["ca_bundle"] == f"{own_environment}/roots.pem"
    done(run("profiles", "edit", "eu", "--ca-bundle", ""))
    assert listed(run)[0]["ca_bundle"] == ""
    refused(run("profiles", "edit", "eu", "--ca-bundle", "~nobody-here/roots.pem"), "--ca-bundle: There is no file")


def test_the_default_is_chosen_and_follows_what_is_removed(run: Run, secrets: Stored) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, given=WORD))
    done(run("profiles", "add", "us", *EU))
    done(run("profiles", "add", "sea", *EU, "--default"))
    assert [entry["name"] for entry in listed(run) if entry["default"]] == ["sea"]
    assert "The default is now eu · eu.example." in done(run("profiles", "use", "eu"))
    refused(run("profiles", "remove", "eu"), "no terminal to ask on", "--yes")
    assert secrets() == {"eu": WORD}
    told = done(run("profiles", "remove", "eu", "--yes"))
    assert "Removed eu · eu.example, and its secret from " in told
    assert "The default is now us · eu.example." in told
    assert secrets() == {}
    assert [entry["name"] for entry in listed(run)] == ["us", "sea"]


def test_a_removal_that_cannot_reach_the_secret_says_so(run: Run, config: Path) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, given=WORD))
    (config / "private" / "credentials.toml").chmod(0o644)
    told = refused(run("profiles", "remove", "eu", "--yes"), "eu is removed, but a secret", "chmod 600")
    assert WORD not in told
    assert listed(run) == []


def test_an_edit_that_cannot_reach_the_old_secret_says_what_was_saved(run: Run, config: Path) -> None:
    done(run("profiles", "add", "eu", *EU, *KEPT, given=WORD))
    (config / "private" / "credentials.toml").chmod(0o644)
    refused(run("profiles", "edit", "eu", "--secret-from", "prompt"), "eu is saved, but its old secret may still be")
    assert listed(run)[0]["secret_source"] == "prompt"


def test_show_tells_whether_the_secret_is_there(run: Run, config: Path) -> None:
    def told(name: str, **variables: str) -> tuple[bool | None, str]:
        entry = json.loads(run("profiles", "show", name, "--format", "json", **variables).stdout)
        return entry["secret_stored"], entry["secret_state"]

    done(run("profiles", "add", "file", *EU, *KEPT, given=WORD))
    credentials = config / "private" / "credentials.toml"
    assert told("file") == (True, f"yes, in {credentials}")
    credentials.chmod(0o640)
    assert told("file")[0] is None
    assert "others on this machine can use it" in told("file")[1]
    credentials.unlink()
    assert told("file") == (False, "no; to store it: neo-tui profiles edit file --password-stdin")
    done(run("profiles", "add", "variable", *EU, "--variable", "NIGHT"))
    assert told("variable") == (None, "no: NIGHT is not set here")
    assert told("variable", NIGHT=WORD) == (None, "no: NIGHT is set here")
    done(run("profiles", "add", "command", *EU, "--command", f"echo {WORD}"))
    assert told("command") == (None, "no: printed by the command, which is not confirmed yet")
    assert "command, echo " in run("profiles", "show", "command").stdout


def test_the_paths_are_told(run: Run, config: Path) -> None:
    assert run("profiles", "path").stdout == f"{config}/profiles.toml\n"
    assert run("profiles", "path", "--credentials").stdout == f"{config}/private/credentials.toml\n"
    assert not config.exists()


# ── the keyring ──

_KEYRING = """
import json, pathlib
_FILE = pathlib.Path(__file__).with_name("kept.json")
class Backend:
    def _all(self):
        return json.loads(_FILE.read_text()) if _FILE.exists() else {}
    def get_password(self, service, name):
        return self._all().get(f"{service}/{name}")
    def set_password(self, service, name, password):
        _FILE.write_text(json.dumps({**self._all(), f"{service}/{name}": password}))
    def delete_password(self, service, name):
        _FILE.write_text(json.dumps({key: value for key, value in self._all().items() if key != f"{service}/{name}"}))
def get_keyring():
    return Backend()
"""


@pytest.fixture
def keyring(own_environment: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of that name, which keeps what it is given in a file that it returns the path of."""
    folder = own_environment / "packages"
    folder.mkdir()
    (folder / "keyring.py").write_text(_KEYRING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))
    return folder / "kept.json"


def test_a_secret_is_kept_by_the_keyring(program: Run, keyring: Path, config: Path) -> None:
    done(program("profiles", "add", "eu", *EU, "--secret-from", "keyring", "--password-stdin", given=WORD))
    assert json.loads(keyring.read_text()) == {"neo-tui/eu": WORD}
    assert "yes, in the keyring of this system" in program("profiles", "show", "eu").stdout
    done(program("profiles", "edit", "eu", "--name", "europe"))
    assert json.loads(keyring.read_text()) == {"neo-tui/europe": WORD}
    done(program("profiles", "edit", "europe", "--secret-from", "file"))
    assert json.loads(keyring.read_text()) == {}
    assert WORD in (config / "private" / "credentials.toml").read_text()


def test_a_keyring_that_is_not_there_saves_nothing(run: Run, own_environment: Path, config: Path) -> None:
    folder = own_environment / "packages"
    folder.mkdir()
    (folder / "keyring.py").write_text("raise ImportError")
    told = refused(
        run(
            "profiles",
            "add",
            "eu",
            *EU,
            "--secret-from",
            "keyring",
            "--password-stdin",
            PYTHONPATH=str(folder),
            given=WORD,
        ),
        "There is no keyring",
    )
    assert WORD not in told
    assert not (config / "profiles.toml").exists()


# ── test ──


@pytest.fixture
def basic(demo_server: DemoServer) -> tuple[str, ...]:
    return ("--host", demo_server.url, "--user", USERNAME)


def test_a_good_connection_is_told_in_one_line(run: Run, basic: tuple[str, ...]) -> None:
    done(run("profiles", "add", "live", *basic, *KEPT, "--production", given=PASSWORD))
    for named in (("live",), ()):
        answer = run("profiles", "test", *named)
        assert answer.returncode == 0
        assert answer.stdout.startswith("live: http://127.0.0.1:")
        assert answer.stdout.endswith("accepted the credentials. The connection works.\n")
        assert answer.stderr.startswith("PRODUCTION · live · http://127.0.0.1:")


def test_each_source_of_a_secret_works(run: Run, basic: tuple[str, ...], demo_server: DemoServer) -> None:
    done(run("profiles", "add", "variable", *basic, "--variable", "NIGHT"))
    assert run("profiles", "test", "variable", NIGHT=PASSWORD).returncode == 0
    unset = run("profiles", "test", "variable")
    assert (unset.returncode, unset.stdout) == (2, "variable: not tested: No secret in the environment.\n")
    done(run("profiles", "add", "asks", *basic))
    assert run("profiles", "test", "asks", "--password-stdin", given=f"{PASSWORD}\n").returncode == 0
    unasked = run("profiles", "test", "asks")
    assert (unasked.returncode, unasked.stdout.split(":")[1]) == (2, " not tested")
    digest = md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    done(run("profiles", "add", "digest", *basic, *KEPT, "--password-is", "md5", given=digest))
    assert run("profiles", "test", "digest").returncode == 0
    done(run("profiles", "add", "oauth", "--host", demo_server.url, "--key", OAUTH_KEY, *KEPT, given=OAUTH_SECRET))
    assert run("profiles", "test", "oauth").returncode == 0


def test_a_secret_that_is_only_tried_is_not_stored(run: Run, basic: tuple[str, ...], secrets: Stored) -> None:
    done(run("profiles", "add", "eu", *basic, *KEPT, given=WORD))
    assert run("profiles", "test", "eu").returncode == 1
    assert run("profiles", "test", "eu", "--password-stdin", given=PASSWORD).returncode == 0
    assert secrets() == {"eu": WORD}


def test_a_refusal_ends_with_1_and_a_host_that_is_not_there_with_3(run: Run, demo_server: DemoServer) -> None:
    done(run("profiles", "add", "eu", "--host", demo_server.url, "--user", LOCKED_USERNAME, *KEPT, given=WORD))
    answer = run("profiles", "test", "eu")
    assert (answer.returncode, answer.stdout) == (
        1, "eu: the connection does not work: The credentials were refused.\n",
    )  # fmt: skip
    assert "Request id: " in answer.stderr
    assert WORD not in answer.stderr
    demo_server.stop()
    answer = run("profiles", "test", "eu")
    assert answer.returncode == 3
    assert answer.stdout.startswith("eu: the connection does not work: ")


def test_the_connection_of_the_environment_is_tested(run: Run, at_server: dict[str, str]) -> None:
    answer = run("profiles", "test", **at_server)
    assert (answer.returncode, answer.stdout.split(":")[0]) == (0, "environment")
    assert refused(run("profiles", "test")).startswith("neo-tui: no connection")


def test_a_profile_that_a_hand_has_spoilt_is_not_tested(run: Run, config: Path) -> None:
    done(run("profiles", "add", "eu", *EU))
    path = config / "profiles.toml"
    path.write_text(path.read_text().replace("eu.example", "http://eu.example"))
    answer = run("profiles", "test", "eu")
    assert (answer.returncode, answer.stdout) == (2, "eu: not tested: the profile cannot be used.\n")
    assert "host: http would send" in answer.stderr


def test_a_command_that_nobody_has_confirmed_does_not_run(
    run: Run, basic: tuple[str, ...], own_environment: Path, demo_server: DemoServer
) -> None:
    done(run("profiles", "add", "eu", *basic, "--command", f"touch {own_environment}/ran"))
    answer = run("profiles", "test", "eu")
    assert (answer.returncode, answer.stdout) == (
        2, "eu: not tested: The password command is not confirmed.\n",
    )  # fmt: skip
    assert not (own_environment / "ran").exists()
    assert not demo_server.requests.all()
