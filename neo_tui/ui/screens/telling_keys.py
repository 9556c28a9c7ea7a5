"""The keys that say how times are told, on every screen that tells any."""

from __future__ import annotations

from textual.binding import Binding

from neo_tui.ui.key_groups import INSIGHT

TELLING_KEYS = (
    Binding(
        "t", "tell_times", "times", show=False, tooltip="Times: dates, ages, epoch milliseconds as sent", group=INSIGHT
    ),
    Binding("z", "tell_zone", "zone", show=False, tooltip="Zone of times: the profile's, yours, UTC", group=INSIGHT),
)
