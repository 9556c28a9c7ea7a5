"""NO_PROXY: which hosts are reached without a proxy. No standard says what it may hold; this is what is in use.

`*`, `host` (and what is below it), `.suffix`, `host:port`, addresses and networks (`10.0.0.0/8`). What cannot
be read is passed over: it names no host, and a typing slip there must not keep anybody from asking.
"""

from __future__ import annotations

import ipaddress
import re

_PORT = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*):(?P<port>[0-9]{1,5})\Z", re.ASCII)
_SEPARATORS = re.compile(r"[,\s]+")


def exempt(host: str, port: int, value: str) -> bool:
    """Whether a host is reached directly.

    Args:
        host: Its name or address, without brackets.
        port: 1 to 65535.
        value: What NO_PROXY holds.
    """
    host = host.lower().rstrip(".")
    return any(_matches(host, port, entry) for entry in _SEPARATORS.split(value.lower()) if entry)


def _matches(host: str, port: int, entry: str) -> bool:
    if entry == "*":
        return True
    found = _PORT.match(entry)
    if found:
        if int(found["port"]) != port:
            return False
        entry = found["host"]
    entry = entry.removeprefix("[").removesuffix("]")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = entry.removeprefix("*").strip(".")
        return bool(name) and (host == name or host.endswith(f".{name}"))
    try:
        return address in ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return False
