"""The server alone, as another program sees it: one line, real answers, an exit code."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from neo_tui.demo.keys import KEYS
from neo_tui.demo.server import EVENT_PATH, TOKEN_PATH

CODE = """
import sys
from neo_tui.demo.serve import serve_forever
sys.exit(serve_forever(int(sys.argv[1]), sys.stdout, lambda told: print(told, file=sys.stderr)))
"""
PATIENCE = 15


@contextmanager
def running(port: int) -> Iterator[subprocess.Popen[str]]:
    argv = [sys.executable, "-c", CODE, str(port)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def first_line(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    assert ready
    found = json.loads(process.stdout.readline())
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_says_where_it_listens_and_ends_when_told(sent: signal.Signals, code: int) -> None:
    with running(0) as process:
        said = first_line(process)
        assert list(said) == ["url", "username", "password", "oauth_key", "oauth_secret", "oauth_keys"]
        assert said["oauth_keys"] == list(KEYS)
        digest = hashlib.md5(said["password"].encode(), usedforsecurity=False).hexdigest()
        with httpx.Client(base_url=said["url"], headers={"x-cap-neo-dag-scope": "global"}, trust_env=False) as client:
            query = {"entity_id": "hfjWDK0dek", "customer_id": "374819205", "event_type_id": "15"}
            basic = client.get(EVENT_PATH, params=query, auth=(said["username"], digest))
            assert (basic.status_code, basic.json()[0]["id"]) == (200, 31787856)
            key = {"key": said["oauth_key"], "secret": said["oauth_secret"]}
            token = client.post(TOKEN_PATH, json=key).json()["data"]["accessToken"]
            oauth = client.get(EVENT_PATH, params=query, headers={"X-CAP-API-OAUTH-TOKEN": token})
            assert oauth.content == basic.content
        os.kill(process.pid, sent)
        assert process.communicate(timeout=PATIENCE) == ("", "")
        assert process.returncode == code


def test_it_listens_on_the_port_it_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with running(port) as process:
        assert first_line(process)["url"] == f"http://127.0.0.1:{port}"
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        with running(port) as process:
            out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, "")
    assert err == f"neo-tui demo: port {port} cannot be used: {os.strerror(errno.EADDRINUSE)}\n"


@pytest.mark.parametrize("port", [-1, 65536])
def test_what_is_not_a_port_is_one_sentence(port: int) -> None:
    with running(port) as process:
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, "")
    assert err == f"neo-tui demo: port {port} cannot be used: not a port\n"
