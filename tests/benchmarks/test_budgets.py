"""Quick and quiet: the budgets of the program, measured in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from tests.benchmarks.measure import DEMO, HELLO, environment, first_frame, first_frames, ratio_of, resident_megabytes
from tests.end_to_end.terminal import PATIENCE, Terminal

pytestmark = pytest.mark.benchmark

FIRST_FRAME, ROW_MOVE, MOUSE_MOVE, MEMORY = 1.40, 1500, 16, 48.0
"""The first frame shall take 1.25 times a bare hello; a noisy machine measures 1.21 to 1.34 of the same program.

Memory was 40 MB before the results could filter, sum up, watch and compare, and is 46 MB since."""
PAGE_OF_100 = 0.150
"""Seconds, on a machine where a bare hello takes a seventh of a second to its first frame; more on a slower one."""
HELLO_THERE = 0.143
"""Seconds (measured)."""


@pytest.fixture
def results(own_environment: Path) -> Iterator[Terminal]:
    """The results of the 237 entries, the detail pane open, at 120x36."""
    with Terminal(DEMO, environment(), columns=120, rows=36, cwd=own_environment) as terminal:
        terminal.wait_for("Customer")
        terminal.type("410000107\tbUlk237008\t42\r")
        terminal.wait_for("page 1, rows 1-10, more follow", "entry 41907000")
        terminal.settle()
        terminal.count()
        yield terminal


def test_the_form_stands_nearly_as_soon_as_a_bare_hello() -> None:
    ours: list[float] = []
    theirs: list[float] = []
    ratio = 0.0
    for runs in (7, 9, 15):  # a busy machine gets a second look
        more_ours, more_theirs = first_frames(environment(), runs)
        ours += more_ours
        theirs += more_theirs
        ratio = ratio_of(ours, theirs)
        sys.stderr.write(f"first frame {min(ours) * 1000:.0f} ms, hello {min(theirs) * 1000:.0f} ms: {ratio:.2f}\n")
        if ratio <= FIRST_FRAME:
            return
    pytest.fail(f"the first frame takes {ratio:.2f} times as long as a bare hello")


def test_nothing_is_written_while_nothing_happens(results: Terminal) -> None:
    assert results.listen(2.5) == 0
    results.press("esc")
    results.wait_for("Entity id")
    results.settle()
    assert results.listen(2.5) == 0


def test_a_row_move_costs_little_with_the_pane_open(results: Terminal) -> None:
    costs = []
    for row in range(1, 10):
        results.press("j")
        results.wait_for(f"entry 4190700{row}")
        results.settle()
        costs.append(results.count())
    sys.stderr.write(f"row moves: {costs} bytes\n")
    assert max(costs) <= ROW_MOVE


def test_mouse_moves_cost_next_to_nothing(results: Terminal) -> None:
    moves = 40
    for step in range(moves):
        results.move_mouse(5 + step, 5 + step % 20)
    results.settle()
    cost = results.count()
    sys.stderr.write(f"{moves} mouse moves: {cost} bytes\n")
    assert cost <= moves * MOUSE_MOVE


def test_a_page_of_100_rows_is_on_the_screen_soon_after_it_arrives(
    own_environment: Path, demo_server: DemoServer
) -> None:
    """From the key to the painted page, the request included; the best of five, for noise only adds."""
    variables = {"NEO_TUI_HOST": demo_server.url, "NEO_TUI_USER": USERNAME, "NEO_TUI_PASSWORD": PASSWORD}
    arguments = ["--customer", "410000107", "--entity", "bUlk237008", "--event", "42", "--count", "100", "--page", "2"]
    command = (sys.executable, "-m", "neo_tui", *arguments)
    with Terminal(command, environment() | variables, columns=120, rows=36, cwd=own_environment) as terminal:
        took = []
        for _ in range(5):
            terminal.wait_for("page 2, rows 101-200, more follow", "237 in all")
            terminal.settle()
            started = perf_counter()
            terminal.press("[")
            terminal.wait_for("page 1, rows 1-100", "entry 41907000")
            took.append(perf_counter() - started)
            terminal.press("]")
            terminal.wait_for("page 2, rows 101-200")
            asked = len(demo_server.requests)
            terminal.press("r")  # forgets the other pages; asks for this one and for the next
            assert demo_server.requests.wait(asked + 2, PATIENCE)
    hello = min(first_frame(HELLO, "hello, world", environment()) for _ in range(3))
    slower = max(1.0, hello / HELLO_THERE)
    sys.stderr.write(f"page of 100: {', '.join(f'{seconds * 1000:.0f}' for seconds in took)} ms, x{slower:.1f} here\n")
    assert min(took) <= PAGE_OF_100 * slower


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from Linux's /proc")
def test_memory_stays_small(results: Terminal) -> None:
    used = resident_megabytes(results.process.pid)
    sys.stderr.write(f"memory {used:.1f} MB\n")
    with Terminal(HELLO, environment()) as hello:
        hello.wait_for("hello, world")
        hello.settle()
        sys.stderr.write(f"hello {resident_megabytes(hello.process.pid):.1f} MB\n")
    assert used <= MEMORY
