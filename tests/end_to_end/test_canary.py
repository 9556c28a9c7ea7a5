"""Every screen is opened with secrets of every source; none is in what the program writes, wherever that is."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote

import pytest

from tests.end_to_end.canary_house import House
from tests.end_to_end.canary_server import BROKEN, ERRORS, PAGE, PASSWORD, ROWS, SECRET, USER, WORDS
from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads arguments of processes as Linux tells them")
Look = Callable[[], None]


@pytest.fixture
def house(own_environment: Path, tmp_path: Path) -> Iterator[House]:
    """A home with connections of every kind."""
    with House(own_environment, tmp_path / "vault") as house:
        yield house
    assert not house.server.faults


class Tour:
    """A person who walks through the screens; whatever is on the screen at each stop is looked through."""

    def __init__(self, house: House, terminal: Terminal) -> None:
        self.house, self.terminal = house, terminal

    def goes(self, *keys: str, sees: str | tuple[str, ...] = (), gone: str = "") -> None:
        """Press keys and wait for what comes and goes."""
        self.terminal.press(*keys)
        if gone:
            self.terminal.wait_gone(gone)
        self.terminal.wait_for(*([sees] if isinstance(sees, str) else sees))
        shown = "".join(line.strip() for line in self.terminal.screen.display)
        assert not [leak for canary in self.house.canaries for leak in canary.found_in(shown.encode())]

    def leaves(self) -> None:
        """Leave, after a look at the arguments."""
        assert b"neo_tui" in (arguments := self.house.arguments_of(self.terminal))
        self.terminal.press("ctrl+q")
        assert self.terminal.exit_code() == 0
        assert not self.house.leaks(arguments)


def test_on_the_way_through_all_screens_no_secret_is_told(house: House) -> None:
    terminal = house.open()
    tour = Tour(house, terminal)
    tour.goes(sees=("asked", "Customer"))
    pair = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    question = "entity_id=bUlk237008&customer_id=410000107&event_type_id=42"
    terminal.paste(
        f"curl '{house.server.url}/x/neo/pointsAllocation/event?{question}' \\\r -u {quote(f'{USER}:{PASSWORD}')} \\\r"
        f" -H 'Authorization: Basic {pair}' -b {quote(f'session={SECRET}')}"
    )
    tour.goes(sees=("410000107", "BulkAllocatePoints", "were in it and were dropped."))
    tour.goes("enter", sees="Password for asked")
    terminal.type(PASSWORD)
    tour.goes(sees="•" * len(PASSWORD))
    tour.goes("enter", sees=("page 1, rows 1-10", "entry 41907000"))
    tour.goes("w", sees="event_type")
    tour.goes("w", sees="entry 41907000")
    tour.goes("v", sees="Raw JSON")
    for key in "yrisjJmucn":
        tour.goes("y", sees="ids in full")
        tour.goes(key, sees="nobody can", gone="ids in full")
    tour.goes("y", sees="ids in full")
    tour.goes("shift+tab", "c", sees=("NEO_TUI_USER", "select with the mouse"))
    tour.goes("w", sees="in the file", gone="select with the mouse")
    tour.goes("]", sees="page 2, rows 11-20")
    tour.goes("i", sees=("Requests of this run", "Basic ****", "x-cap-neo-dag-scope"))
    tour.goes("v", sees="Asked")
    tour.goes("tab", "G", sees="characters more")
    tour.goes("tab", "q", gone="Requests of this run")
    tour.goes("f1", sees="Keys here")
    tour.goes("esc", gone="Keys here")
    tour.goes("ctrl+p", sees=("does the marked one", "Go to page N"))
    tour.goes("T", "h", "e", "m", "e", "enter", gone="does the marked one")
    tour.goes("#", sees=("Go to page", "⏎ go   esc cancel"))
    tour.goes("esc", gone="⏎ go   esc cancel")
    tour.goes("R", sees=("Rows a page", "⏎ go   esc cancel"))
    tour.goes("esc", gone="⏎ go   esc cancel")
    tour.goes("q", sees="Entity id")
    tour.goes("f4", sees=("1 question", "0+ rows", "bUlk237008"))
    tour.goes("ctrl+n", sees="Name this question")
    tour.goes("esc", gone="Name this question")
    tour.goes("esc", gone="1 question")
    tour.goes("ctrl+r", sees="bUlk237008")
    tour.leaves()
    assert "bUlk237008" in (house.home / "config" / "state" / "history.jsonl").read_text()


def test_connections_are_listed_tested_made_and_deleted_without_telling_a_secret(house: House) -> None:
    terminal = house.open()
    tour = Tour(house, terminal)
    tour.goes(sees="Customer")
    tour.goes("ctrl+o", sees=("Connections", "kept-oauth"))
    tour.goes("j", "t", sees="✓ kept:")
    tour.goes("j", "t", sees="Run this command for printed?")
    tour.goes("y", sees="✓ printed:")
    tour.goes("j", "t", sees="✓ variable:")
    tour.goes("j", "t", sees="✓ kept-oauth:")
    tour.goes("j", "t", sees="! echoing:")
    tour.goes("j", "t", sees="! closed:")
    tour.goes("i", sees=("Requests of this run", "POST"))
    for _ in range(5):
        tour.goes("j", "v", sees="Asked")
    tour.goes("esc", gone="Requests of this run")
    tour.goes("n", sees="New connection")
    terminal.type(f"typed\t{house.server.url}\t\tcanary.till\t")
    tour.goes("right", sees="the keyring of this system")
    tour.goes("right", sees="stored readable in credentials.toml")
    terminal.press("tab")
    terminal.type(PASSWORD)
    tour.goes(sees="•" * 10)
    tour.goes("f1", sees="Keys here")
    tour.goes("esc", gone="Keys here")
    tour.goes("ctrl+s", sees=("typed", "kept in:"))
    tour.goes("e", sees=("Edit connection typed", "kept as it is stored"))
    tour.goes("esc", sees="kept in:")
    tour.goes("c", sees="New connection")
    tour.goes("esc", sees="kept in:")
    tour.goes("d", sees="Delete the connection typed?")
    tour.goes("y", sees="typed is deleted: u takes it back.")
    tour.goes("u", sees="● in use")
    stored = tomllib.loads(house.credentials.read_text())["secrets"]
    assert (stored["typed"], stored["kept-oauth"]) == (PASSWORD, SECRET)
    assert house.credentials.stat().st_mode & 0o777 == 0o600
    tour.leaves()


@pytest.mark.parametrize(
    ("profile", "customers"),
    [
        ("kept", (ERRORS, ERRORS + 1, ERRORS + 2, ERRORS + 5, ROWS, PAGE)),
        ("kept-oauth", (ERRORS + 3, ERRORS + 6, ERRORS + 9, ROWS, BROKEN, WORDS + 8)),
    ],
)
def test_no_error_shows_what_a_server_repeats(house: House, profile: str, customers: tuple[int, ...]) -> None:
    terminal = house.open("--profile", profile, rows=80)
    tour = Tour(house, terminal)
    tour.goes(sees="Customer")
    terminal.type(f"{ERRORS}\techo\t15")
    for customer in customers:
        tour.goes("esc", sees="Entity id")
        terminal.press("end", "ctrl+u")
        terminal.type(str(customer))
        tour.goes("enter", sees=(f"customer {customer}", "****"))
        if customer % 3 == 0:
            tour.goes("i", sees=("Requests of this run", "X-Cap-Echo: "))
            tour.goes("v", sees="Asked")
            tour.goes("esc", gone="Requests of this run")
        tour.goes("q", sees="Entity id")
    tour.goes("f3", sees="Sweep: which event types gave rows?")
    tour.goes("enter", sees=("customer", "15  TransactionAdd", "esc cancel / back"))
    tour.goes("esc", sees="Cancelled.")
    tour.goes("i", sees=("Requests of this run", "X-Cap-Echo: "))
    tour.goes("esc", gone="Requests of this run")
    tour.leaves()


def test_what_investigates_tells_no_secret_that_a_server_put_into_its_rows(house: House) -> None:
    terminal = house.open("--profile", "kept")
    tour = Tour(house, terminal)
    tour.goes(sees="Customer")
    terminal.type(f"{ROWS}\techo\t15")
    tour.goes("enter", sees=("page 1", "****"))
    tour.goes("+", sees="Till")
    tour.goes("f", sees="By status")
    tour.goes("q", "q", sees="page 1")
    tour.goes("X", sees=("unknown-status", "****"))
    tour.goes("q", sees="page 1")
    tour.goes("T", sees=("Timeline", "****"))
    tour.goes("q", sees="page 1")
    tour.goes(" ", " ", "=", sees=("fields differ", "****"))
    tour.goes("a", sees="The same")
    tour.goes("q", "U", sees="page 1")
    tour.goes("V", sees="****")
    tour.goes("V", "C", sees="esc as before")
    tour.goes("esc", gone="esc as before")
    tour.goes("/", *"status:x", sees="0 of all 52 · status is x")
    tour.goes("esc", gone="status:x")
    tour.goes("r", "=", sees=("Compare this answer with", "the answer of"))
    tour.goes("enter", sees="unchanged")
    tour.goes("q", sees="page 1")
    for place, came in ((3, "unchanged"), (5, "echoing: "), (6, "closed: ")):
        tour.goes("=", sees="Compare this answer with")
        tour.goes(*("down",) * place, "enter", sees=came)
        if came == "unchanged":
            tour.goes("q", sees="page 1")
    tour.leaves()


def test_what_python_and_textual_offer_their_developers_writes_nothing(house: House) -> None:
    question = ("--profile", "printed", "--customer", str(ERRORS + 2), "--entity", "echo", "--event", "15")
    terminal = house.open(*question, PYTHONASYNCIODEBUG="1", PYTHONDEVMODE="1", PYTHONWARNINGS="default")
    tour = Tour(house, terminal)
    tour.goes(sees="Run this command for printed?")
    tour.goes("y", sees=("The credentials were refused", "****"))
    tour.leaves()
    assert not list(house.home.rglob("*.written*"))
    assert not list(house.home.rglob("*.svg"))


def test_a_name_with_an_escape_sequence_is_shown_and_does_nothing(house: House) -> None:
    profiles = house.home / "config" / "profiles.toml"
    named = r'name = "p\u001b[31m\u001b]0;owned\u0007"'
    profiles.write_text(profiles.read_text().replace('name = "kept"', named))
    terminal = house.open()
    tour = Tour(house, terminal)
    tour.goes(sees="Customer")
    tour.goes("ctrl+o", sees="p␛[31m␛]0;owned␇")
    tour.goes("j", "enter", sees="p␛[31m␛]0;owned␇ ")
    tour.leaves()
    assert b"owned\x07" not in terminal.written
    assert b"p\x1b[31m" not in terminal.written
    commands = [sys.executable, "-m", "neo_tui", "profiles"]
    for words in (["test", "p␛[31m␛]0;owned␇"], ["list"], ["show", "nobody"]):
        told = subprocess.run([*commands, *words], capture_output=True, cwd=house.home, env=house.environ, check=False)
        assert b"\x1b" not in told.stdout + told.stderr
        assert "p␛[31m".encode() in told.stdout + told.stderr


def test_a_secret_in_the_finder_is_found(house: House) -> None:
    (house.home / "forgotten").write_text(f"x{PASSWORD[:12]}")
    assert any("first half of the secret" in leak for leak in house.leaks())
