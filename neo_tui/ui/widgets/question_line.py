"""Two lines over the table: what was asked, and what is known of the answer."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.foreign import visible
from neo_tui.domain.gathered import Gathered
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.presentation.clock import clock_warning
from neo_tui.presentation.position import doubles, position, total
from neo_tui.presentation.scope import scope_words
from neo_tui.presentation.text import cell_width

_BETWEEN = "  · "


class QuestionLine(Static):
    """Question above, position below; while asking, the seconds that passed."""

    DEFAULT_CSS = """
    QuestionLine { height: auto; max-height: 6; padding: 0 1; background: $surface; color: $foreground; }
    """

    auto_links = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._question = Content("")
        self._answer: list[tuple[str, str]] = []
        self._about: list[str] = []
        """How it came; the last ones go first where there is no room for all."""
        self._warnings: list[str] = []
        self._asking = Content("")
        self._telling = ""

    def ask(self, query: Query) -> None:
        """Show a question."""
        kind = query.event_type
        self._question = Content.assemble(
            (kind.label, "bold"),
            (f" ({kind.id})" if kind.known else "", "$muted"),
            ("  entity ", "$muted"),
            (visible(query.entity_id), "bold"),
            ("  customer ", "$muted"),
            (str(query.customer_id), "bold"),
        )
        self._paint()

    def show(self, page: Page, pages: Mapping[int, Page], doubt: str = "", *, together: Gathered | None = None) -> None:
        """Show where one is in the answer, and what is doubtful about how it is told.

        Args:
            page: The page that is shown, or the last that came.
            pages: All loaded pages.
            doubt: Why times are not told in the profile's own zone.
            together: All loaded rows, where they are shown together.
        """
        known = total(pages)
        if together is not None:
            self._answer = [
                (f"together: {scope_words(len(together.rows), together)}", ""),
                ("  · L loads the rest" if together.loadable else "", "$muted"),
            ]
        else:
            self._answer = [
                (position(page, pages), ""),
                (f"  · {known}" if known and (page.query.page > 1 or page.has_next) else "", "$muted"),
            ]
        elapsed = [] if together else [f"{page.elapsed * 1000:,.0f} ms"]
        self._about = [f"request {page.request_id[:8]}", f"{page.query.count} a page", *elapsed]
        told = (doubt, clock_warning(page), doubles(page, pages), *page.notes)
        self._warnings = [warning for warning in told if warning]
        self._asking = Content("")
        self._paint()

    def asking(self, seconds: int | None, doing: str) -> None:
        """Say what is being asked and for how long; None: it is over."""
        if seconds is None:
            self._asking = Content("")
        else:
            passed = f" {seconds} s" if seconds else ""
            self._asking = Content.assemble((f"{doing} …{passed}", "$accent"), ("   esc cancels", "$muted"))
        self._paint()

    def failed(self, page: int) -> None:
        """Say that the page asked for did not come."""
        self._asking = Content.assemble((f"page {page} did not come", "bold $error"))
        self._paint()

    def tell(self, words: str) -> None:
        """Say how times are told; "" when that is as usual."""
        self._telling = words
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        telling = (f"  · {self._telling}" if self._telling else "", "$accent")
        below = self._asking if self._asking.plain else self._told(self.size.width - 2)
        self.update(Content.assemble(self._question, telling, "\n", below))

    def _told(self, room: int) -> Content:
        """What is known of the answer, on one line where that can be, and what is to be said of it below."""
        about = list(self._about)
        used = sum(cell_width(text) for text, _ in self._answer)
        while about and used + sum(cell_width(_BETWEEN + each) for each in about) > room > 0:
            about.pop()
        parts = [*self._answer, *((_BETWEEN + each, "$muted") for each in about)]
        return Content.assemble(*parts, *(("\n! " + warning, "bold $warning") for warning in self._warnings))
