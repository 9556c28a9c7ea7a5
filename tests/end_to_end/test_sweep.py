"""The sweep in a real terminal, against a server that takes its time and once says that it is asked too much."""

from __future__ import annotations

from collections import Counter
from time import monotonic

from neo_tui.demo.busy import BUSY_TYPE
from neo_tui.demo.server import DemoServer
from neo_tui.domain.event_types import EVENT_TYPES
from tests.end_to_end.conftest import Open
from tests.end_to_end.test_whole_job import at_server

LATENCY = 0.15
PAINTING = b"\x1b[?2026h"
"""What stands before each painting."""


def test_all_89_types_are_accounted_for_and_then_nothing_moves(opened: Open, demo_server: DemoServer) -> None:
    demo_server.latency = LATENCY
    terminal = opened(columns=80, rows=24, **at_server(demo_server))
    terminal.wait_for("F3 sweep")
    terminal.type("410000131\tsWeep00022")
    terminal.press("f3")
    terminal.wait_for("all 89 types", "89 requests, 5 a second at most")
    terminal.press("down", "right", "right", "down", "right", "right")
    terminal.wait_for("‹ 8 ›", "‹ 20 ›")
    terminal.settle()
    began, painted, _ = monotonic(), terminal.written.count(PAINTING), terminal.count()
    terminal.press("enter")
    terminal.wait_for(" of 89 · ", "being asked")
    terminal.wait_for("the server asked to wait 1 s")
    terminal.wait_for(
        "2 of 89 event types gave rows: DelayedAccrual (16) 2 rows, BulkAllocatePoints", "(42) 100+ rows."
    )
    took, paintings = monotonic() - began, terminal.written.count(PAINTING) - painted
    arrived = Counter(int(request.query["event_type_id"]) for request in demo_server.requests.all())
    assert arrived == {kind.id: 2 if kind.id == BUSY_TYPE else 1 for kind in EVENT_TYPES}
    assert paintings <= 4 * took + 4  # the screen itself, and its last word
    terminal.settle()
    assert terminal.count() < 20_000
    assert terminal.listen(1) == 0
    terminal.press("f")
    terminal.wait_for("Found only", "● 16  DelayedAccrual", "● 42  BulkAllocatePoints")
    terminal.press("enter")
    terminal.wait_for("rows 1-2, the end")
    terminal.press("esc")
    terminal.wait_for("2 of 89 event types gave rows", "Found only")
    assert sum(len(request.query) > 0 for request in demo_server.requests.all()) == 89 + 2
