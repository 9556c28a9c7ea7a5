"""What the connection's form offers below a field while one types: hosts by region, time zones."""

from __future__ import annotations

from zoneinfo import available_timezones

from neo_tui.domain.hosts import PRESETS

_MOST = 8


def offers_for(field: str, typed: str) -> list[tuple[str, str]]:
    """Values and a note on each; none for fields that have none to offer."""
    if field == "host":
        typed = typed.strip().lower()
        return [(preset.host, preset.region) for preset in PRESETS if typed in f"{preset.host} {preset.region}".lower()]
    if field == "zone":
        wanted = typed.strip().lower().replace(" ", "_")
        zones = sorted(available_timezones() | {"UTC"})
        found = [(zone, "") for zone in zones if wanted and wanted in zone.lower()][:_MOST]
        return [] if [zone for zone, _ in found] == [typed] else found
    return []
