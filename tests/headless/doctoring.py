"""What the tests of `neo-tui doctor` stand on: profiles in real files, and a real CONNECT proxy in a thread."""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

import trustme

from neo_tui.demo.credentials import OAUTH_KEY, PASSWORD, USERNAME

ORDER = [
    *("config", "settings", "credentials", "state", "profile", "secret", "dns", "tcp", "tls", "token", "call", "clock"),
    *("terminal", "clipboard"),
]


@dataclass(frozen=True)
class Told:
    """One run with `--json`."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        assert found["exit_code"] == self.code
        assert [check["name"] for check in found["checks"]] == ORDER
        return found

    def __getitem__(self, name: str) -> dict[str, Any]:
        checks: list[dict[str, Any]] = self.document["checks"]
        return next(check for check in checks if check["name"] == name)

    def statuses(self, *names: str) -> list[str]:
        return [self[name]["status"] for name in names]


Examine = Callable[..., Told]


def write_profiles(home: Path, host: str, *more: str, auth: str = "basic", user: str = "") -> Path:
    """A file with one profile, `there`, whose secret is in DOCTOR_SECRET; `more`: further lines of its table."""
    path = home / "config" / "profiles.toml"
    path.parent.mkdir(exist_ok=True, mode=0o700)
    user = user or (USERNAME if auth == "basic" else OAUTH_KEY)
    secret = () if any("secret_source" in each for each in more) else ENVIRONMENT
    lines = ('name = "there"', f'host = "{host}"', f'auth = "{auth}"', f'user = "{user}"', *secret, *more)
    path.write_text("\n".join(["version = 1", 'default = "there"', "[[profiles]]", *lines, ""]))
    path.chmod(0o600)
    return path


ENVIRONMENT = ('secret_source = "environment"', 'secret_variable = "DOCTOR_SECRET"')
SECRET = {"DOCTOR_SECRET": PASSWORD}


def tls_of(authority: trustme.CA, name: str, not_after: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, not_after=not_after).configure_cert(context)
    return context


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port: int = closed.getsockname()[1]
    return port


class _Tunnel(socketserver.StreamRequestHandler):
    """Puts through to one port of this machine, whatever the name."""

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n") and (line := self.rfile.readline()):
            head += line
        server = self.server
        assert isinstance(server, _Proxy)
        server.heads.append(head)
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", server.port)) as there:
            back = Thread(target=_pump, args=(there, self.connection), daemon=True)
            back.start()
            _pump(self.connection, there)
            back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            sink.sendall(part)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    port = 0
    heads: list[bytes]


@contextmanager
def proxy_to(port: int) -> Iterator[tuple[int, list[bytes]]]:
    """A proxy that serves; its port, and the heads of what it was asked."""
    with _Proxy(("127.0.0.1", 0), _Tunnel) as server:
        server.port, server.heads = port, []
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.server_address[1], server.heads
        server.shutdown()
