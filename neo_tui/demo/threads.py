"""The socket side of the bundled server: a thread a connection, and an end that waits for nobody."""

from __future__ import annotations

import socket
import ssl
import sys
from contextlib import suppress
from http.server import ThreadingHTTPServer
from socketserver import BaseRequestHandler
from threading import Condition

_Request = socket.socket | tuple[bytes, socket.socket]
"""socketserver's word for a connection; over TCP it is always a socket."""
HANDSHAKE = 10.0
"""Seconds between two bytes that a TLS handshake may take."""
GOODBYE = 0.3
"""Seconds that `hang_up` waits for the threads of cut connections."""


class Threads(ThreadingHTTPServer):
    """Serves on a listening socket that it is given.

    Args:
        listener: Bound and listening; closed by `server_close`.
        handler: What serves each connection.
        tls: How each connection is wrapped; None speaks plainly.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(
        self, listener: socket.socket, handler: type[BaseRequestHandler], tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(listener.getsockname(), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self._tls = tls
        self.faults: list[BaseException] = []
        """Exceptions in a connection that were not the client's doing."""
        self._open: set[_Request] = set()
        self._changed = Condition()

    def get_request(self) -> tuple[socket.socket, object]:
        """Accept a connection. One over TLS is not greeted here, where a silent peer would hold up all others."""
        request, address = super().get_request()
        if self._tls is not None:
            request = self._tls.wrap_socket(request, server_side=True, do_handshake_on_connect=False)
        return request, address

    def finish_request(self, request: _Request, client_address: object) -> None:
        """Greet a peer over TLS, in the thread of its connection; then serve it."""
        if isinstance(request, ssl.SSLSocket):
            request.settimeout(HANDSHAKE)
            request.do_handshake()
        super().finish_request(request, client_address)

    def process_request(self, request: _Request, client_address: object) -> None:
        """Note the connection before its thread starts, so that none is missed at the end."""
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: _Request) -> None:
        """Close a connection and forget it."""
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def hang_up(self) -> None:
        """Cut every open connection, and give their threads a moment to notice."""
        with self._changed:
            for request in self._open:
                with suppress(OSError):
                    if isinstance(request, socket.socket):
                        # Not SSLSocket's own: that one forgets its TLS first, and its thread may be writing.
                        socket.socket.shutdown(request, socket.SHUT_RDWR)
            self._changed.wait_for(lambda: not self._open, GOODBYE)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - socketserver's names
        """Keep what went wrong; the terminal belongs to the app, and a client that went away is no news."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.faults.append(error)
