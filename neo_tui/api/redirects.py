"""Where a redirect points, in words. It is never followed: this is for telling only."""

from __future__ import annotations

from urllib.parse import urlsplit

from neo_tui.domain.foreign import clip, visible

_LONGEST = 120
_UNREADABLE = "an address that cannot be read"


def place_of(location: str) -> str:
    """Scheme and host of a Location header, visible; its path, query and user may hold what nobody should copy."""
    location = location.strip()
    if not location:
        return "nowhere: it does not say where"
    if "\\" in location:
        return _UNREADABLE  # browsers take a backslash for a slash
    try:
        parts = urlsplit(location)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _UNREADABLE
    if parts.scheme and parts.scheme not in {"http", "https"}:
        return f"no web address, but to {clip(visible(parts.scheme), 20)}:"
    if not host:
        return _UNREADABLE if parts.scheme or parts.netloc else "another path of the same host"
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    host = f"[{host}]" if ":" in host else host
    return clip(visible(f"{scheme}{host}{f':{port}' if port else ''}"), _LONGEST)
