"""Two calm themes of our own, and the style of each tone.

The colours of text are colours of the 256-colour palette: they look the same and take half the bytes
to send (`terminal_cells`), on terminals that could show any.
"""

from __future__ import annotations

import os

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from neo_tui.domain.status import Tone

DARK = Theme(
    name="neo-dark",
    primary="#87afff",
    secondary="#8c9bb5",
    accent="#87afff",
    foreground="#dadada",
    background="#12151b",
    surface="#12151b",
    panel="#1c212b",
    success="#87d787",
    warning="#d7af5f",
    error="#ff8787",
    dark=True,
    variables={
        "muted": "#8a8a8a",
        "spent": "#87afd7",
        "rule": "#2b3340",
        "scrollbar": "#2b3340",
        "scrollbar-hover": "#2b3340",
        "scrollbar-active": "#87afff",
        "scrollbar-background": "#12151b",
        "scrollbar-background-hover": "#12151b",
        "scrollbar-background-active": "#12151b",
        "scrollbar-corner-color": "#12151b",
        "block-cursor-background": "#2c4468",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#222b3a",
        "block-cursor-blurred-foreground": "#dadada",
        "input-cursor-background": "#dadada",
        "input-cursor-foreground": "#12151b",
        "input-selection-background": "#2c4468",
        "profile-red": "#ff8787",
        "profile-orange": "#ffaf5f",
        "profile-yellow": "#ffd75f",
        "profile-green": "#87d787",
        "profile-blue": "#87afff",
        "profile-purple": "#d7afff",
    },
)

LIGHT = Theme(
    name="neo-light",
    primary="#005faf",
    secondary="#56657d",
    accent="#005faf",
    foreground="#1c1c1c",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#ebecea",
    success="#008700",
    warning="#875f00",
    error="#af0000",
    dark=False,
    variables={
        "muted": "#626262",
        "spent": "#005faf",
        "rule": "#d2d5d8",
        "scrollbar": "#d2d5d8",
        "scrollbar-hover": "#d2d5d8",
        "scrollbar-active": "#005faf",
        "scrollbar-background": "#fbfbf9",
        "scrollbar-background-hover": "#fbfbf9",
        "scrollbar-background-active": "#fbfbf9",
        "scrollbar-corner-color": "#fbfbf9",
        "block-cursor-background": "#cfe0f5",
        "block-cursor-foreground": "#0c1a2b",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e6ebf1",
        "block-cursor-blurred-foreground": "#1c1c1c",
        "input-cursor-background": "#1c1c1c",
        "input-cursor-foreground": "#fbfbf9",
        "input-selection-background": "#cfe0f5",
        "profile-red": "#af0000",
        "profile-orange": "#af5f00",
        "profile-yellow": "#875f00",
        "profile-green": "#008700",
        "profile-blue": "#005faf",
        "profile-purple": "#8700af",
    },
)

THEMES = {"dark": DARK, "light": LIGHT}
VARIABLE = "NEO_TUI_THEME"
"""Environment variable: `dark` (the default) or `light`."""


def wanted_theme(remembered: str = "") -> Theme:
    """The theme the environment asks for, else the one chosen before, else dark."""
    chosen = LIGHT if remembered == LIGHT.name else DARK
    return THEMES.get(os.environ.get(VARIABLE, "").strip().lower(), chosen)


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
        Tone.LIVE: Style(
            color=Color.parse(variables["background"]).rich_color,
            bgcolor=Color.parse(variables["error"]).rich_color,
            bold=True,
        ),
    }
