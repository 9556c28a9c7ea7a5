"""Two calm themes of our own, and the style of each tone."""

from __future__ import annotations

import os

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from neo_tui.domain.status import Tone

DARK = Theme(
    name="neo-dark",
    primary="#7fb0f0",
    secondary="#8c9bb5",
    accent="#7fb0f0",
    foreground="#d5dbe5",
    background="#12151b",
    surface="#12151b",
    panel="#1c212b",
    success="#8fcf8f",
    warning="#e6b566",
    error="#f08a8a",
    dark=True,
    variables={
        "muted": "#828da1",
        "spent": "#84b6e8",
        "rule": "#2b3340",
        "scrollbar": "#2b3340",
        "scrollbar-hover": "#2b3340",
        "scrollbar-active": "#7fb0f0",
        "scrollbar-background": "#12151b",
        "scrollbar-background-hover": "#12151b",
        "scrollbar-background-active": "#12151b",
        "scrollbar-corner-color": "#12151b",
        "block-cursor-background": "#2c4468",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#222b3a",
        "block-cursor-blurred-foreground": "#d5dbe5",
        "input-cursor-background": "#d5dbe5",
        "input-cursor-foreground": "#12151b",
        "input-selection-background": "#2c4468",
    },
)

LIGHT = Theme(
    name="neo-light",
    primary="#1f5fa8",
    secondary="#56657d",
    accent="#1f5fa8",
    foreground="#1d2430",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#ebecea",
    success="#22713a",
    warning="#8a5a00",
    error="#b3292f",
    dark=False,
    variables={
        "muted": "#626b7a",
        "spent": "#1f5fa8",
        "rule": "#d2d5d8",
        "scrollbar": "#d2d5d8",
        "scrollbar-hover": "#d2d5d8",
        "scrollbar-active": "#1f5fa8",
        "scrollbar-background": "#fbfbf9",
        "scrollbar-background-hover": "#fbfbf9",
        "scrollbar-background-active": "#fbfbf9",
        "scrollbar-corner-color": "#fbfbf9",
        "block-cursor-background": "#cfe0f5",
        "block-cursor-foreground": "#0c1a2b",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e6ebf1",
        "block-cursor-blurred-foreground": "#1d2430",
        "input-cursor-background": "#1d2430",
        "input-cursor-foreground": "#fbfbf9",
        "input-selection-background": "#cfe0f5",
    },
)

THEMES = {"dark": DARK, "light": LIGHT}
VARIABLE = "NEO_TUI_THEME"
"""Environment variable: `dark` (the default) or `light`."""


def wanted_theme() -> Theme:
    """The theme the environment asks for; dark when it asks for none we have."""
    return THEMES.get(os.environ.get(VARIABLE, "").strip().lower(), DARK)


def tone_styles(app: App[object]) -> dict[Tone, Style]:
    """The foreground of each tone in the current theme. Bold sets apart where colours are not seen."""
    variables = app.theme_variables
    foreground = variables["foreground"]

    def style(name: str, *, bold: bool = False) -> Style:
        return Style(color=Color.parse(variables.get(name, foreground)).rich_color, bold=bold or None)

    return {
        Tone.PLAIN: style("foreground"),
        Tone.MUTED: style("muted") if "muted" in variables else Style(dim=True),
        Tone.GOOD: style("success"),
        Tone.SPENT: style("spent" if "spent" in variables else "primary"),
        Tone.LOST: style("error"),
        Tone.WARNING: style("warning", bold=True),
        Tone.STRONG: style("foreground", bold=True),
        Tone.ACCENT: style("accent", bold=True),
    }
