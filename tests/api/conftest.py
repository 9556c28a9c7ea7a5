"""Servers and certificates for the tests of the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trustme

from tests.api.sockets import Serve, Silent, serving, written


@pytest.fixture
async def serve(anyio_backend: str) -> AsyncIterator[Serve]:
    """Start a server with a script for each connection (`sockets.serving`)."""
    assert anyio_backend == "asyncio"
    async with serving() as start:
        yield start


@pytest.fixture
async def silent(anyio_backend: str) -> AsyncIterator[Silent]:
    """A server that nobody should talk to."""
    assert anyio_backend == "asyncio"
    there = Silent()
    server = await there.start()
    yield there
    server.close()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Somebody who signs certificates."""
    return trustme.CA(organization_name="Test Authority")


@pytest.fixture
def trusting(authority: trustme.CA, tmp_path: Path) -> dict[str, str]:
    """An environment in which that somebody is trusted."""
    return {"SSL_CERT_FILE": written(authority.cert_pem, tmp_path / "authority.pem")}
