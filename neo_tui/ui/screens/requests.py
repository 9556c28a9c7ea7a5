"""The last requests of this run: the list, and all that is known of the marked one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from neo_tui.domain.exchange import Exchange
from neo_tui.domain.foreign import visible
from neo_tui.presentation.exchanges import exchange_lines, outcome, token_lines
from neo_tui.presentation.text import EMPTY, Line, cell_width, cut, pad
from neo_tui.presentation.text import line as plain_line
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import TONES
from neo_tui.ui.widgets.top_line import TopLine

_OUTCOME = 30


class RequestsScreen(NeoScreen[None]):
    """Looks into requests: what was asked, what came, and where the time went."""

    CSS_PATH = "requests.tcss"
    ABOUT = "The last requests of this run. Secrets are masked; nothing of this is stored."

    HINTS: ClassVar[Mapping[str, str]] = {"select": "look into"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other", "list / request", key_display="tab", tooltip="Between the list and the request"),
        Binding("v", "raw", "raw body", tooltip="The body as it came, and back"),
        Binding("f", "zoom", "zoom", tooltip="The request alone, and back"),
        Binding("J", "pane_scroll(3)", "Scroll the request down", show=False, tooltip="Scroll the request"),
        Binding("K", "pane_scroll(-3)", "Scroll the request up", show=False, tooltip="Scroll the request"),
        Binding("ctrl+o", "profiles", "connections", show=False, tooltip="Choose or edit a connection"),
        Binding("escape,q,backspace,i", "back", "back", tooltip="Back"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    log_list = query_one("#requests", PickList)
    pane = query_one("#request", DetailPane)

    def __init__(self, request_id: str = "") -> None:
        """Look into the requests, beginning with the one of that id; the youngest when it is not known."""
        super().__init__()
        self._wanted, self._raw = request_id, False

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static("Requests of this run, the youngest first", classes="title", markup=False)
        yield PickList[Exchange](id="requests")
        yield DetailPane(id="request")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self._fill()
        self.log_list.focus()
        self.neo.requests.watcher = self._fill

    def on_unmount(self) -> None:
        self.neo.requests.watcher = None

    def on_resize(self) -> None:
        self._fill()

    def _fill(self) -> None:
        """List what there is; the mark stays on its request, at first on the one that was asked for."""
        exchanges = self.neo.requests.exchanges[::-1]
        marked = self.log_list.marked
        wanted = marked.request_id if isinstance(marked, Exchange) else self._wanted
        ids = [exchange.request_id for exchange in exchanges]
        place = ids.index(wanted) if wanted in ids else 0
        self.log_list.offer(exchanges, [_line(exchange, self.size.width) for exchange in exchanges], place)
        self._look()

    @on(PickList.OptionHighlighted)
    def _look(self) -> None:
        self.pane.show(self._lines)

    def _lines(self, width: int) -> list[Line]:
        exchange, now = self.log_list.marked, self.neo.start.clock()
        claims = self.neo.connection.token_claims()
        token = [EMPTY, *token_lines(claims, now, width)] if claims else []
        if not isinstance(exchange, Exchange):
            return [plain_line("Nothing has been answered yet, or another connection was chosen since."), *token]
        lines = exchange_lines(exchange, now, width, raw=self._raw)
        if not token:
            return lines
        at = lines.index(EMPTY)  # behind what was asked: as whom
        return [*lines[:at], *token, *lines[at:]]

    @on(PickList.Picked)
    def action_other(self) -> None:
        (self.log_list if self.pane.has_focus else self.pane).focus()

    def action_raw(self) -> None:
        self._raw = not self._raw
        self._look()

    def action_zoom(self) -> None:
        self.toggle_class("-zoom")
        (self.pane if self.has_class("-zoom") else self.log_list).focus()

    def action_pane_scroll(self, by: int) -> None:
        self.pane.scroll_relative(y=by, animate=False)

    def action_profiles(self) -> None:
        self.neo.open_profiles()

    def action_back(self) -> None:
        if self.has_class("-zoom"):
            self.action_zoom()
        elif self.pane.has_focus:
            self.log_list.focus()
        else:
            self.dismiss(None)


def _what(exchange: Exchange) -> str:
    """What was asked, in few cells: the ids of a question, the path of anything else."""
    parts = urlsplit(exchange.url)
    asked = dict(parse_qsl(parts.query))
    if "customer_id" not in asked:
        return parts.path
    names = (("customer_id", "customer "), ("entity_id", ""), ("event_type_id", "type "), ("page", "page "))
    return " · ".join(f"{label}{visible(asked[name])}" for name, label in names if name in asked)


def _line(exchange: Exchange, width: int) -> Content:
    told = outcome(exchange)
    took = f"{exchange.total * 1000:>7,.0f} ms  "
    path = _what(exchange)
    start = f"{exchange.started_at.astimezone():%H:%M:%S}  "
    method = pad(exchange.method, 6)
    shown = min(_OUTCOME, max(width // 3, 12))
    room = max(width - 6 - sum(map(cell_width, (start, method, took))) - shown, 0)
    return Content.assemble(
        (start, "$muted"),
        (pad(cut(told.text, shown - 2), shown), TONES[told.tone]),
        (took, ""),
        (method, "bold"),
        (cut(path, room), "$muted"),
    )
