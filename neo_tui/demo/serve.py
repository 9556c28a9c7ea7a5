"""`neo-tui demo --serve`: the server alone, for curl, other programs and tests."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable
from threading import Event
from types import FrameType
from typing import TextIO

from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.keys import KEYS
from neo_tui.demo.server import DemoServer


def serve_forever(port: int, out: TextIO, say: Callable[[str], None], skew: int = 0) -> int:
    """Serve until SIGINT or SIGTERM; one JSON line on `out` once it listens.

    Args:
        port: 0 lets the system choose.
        out: Where the line with `url`, `username`, `password`, `oauth_key`, `oauth_secret` goes, and
            `oauth_keys`: all that go with that secret.
        say: Told why the port cannot be had.
        skew: Seconds by which the `Date` header is ahead; negative when it is behind.

    Returns:
        0 after SIGTERM, 130 after SIGINT, 2 when the port cannot be had.
    """
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        # The error's own words name the address a second time.
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "not a port"
        say(f"neo-tui demo: port {port} cannot be used: {reason}")
        return 2
    ended, codes = Event(), [0]

    def end(number: int, _: FrameType | None) -> None:
        codes[0] = 130 if number == signal.SIGINT else 0
        ended.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with DemoServer(listener, skew=skew) as server:
            line = {
                "url": server.url,
                "username": USERNAME,
                "password": PASSWORD,
                "oauth_key": OAUTH_KEY,
                "oauth_secret": OAUTH_SECRET,
                "oauth_keys": list(KEYS),
            }
            out.write(json.dumps(line) + "\n")
            out.flush()
            ended.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return codes[0]
