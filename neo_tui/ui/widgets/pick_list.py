"""A list that a text field drives: the field keeps the focus, the list shows what would be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

Item = TypeVar("Item")


class PickList(OptionList, Generic[Item]):
    """Items with their lines; one is marked."""

    DEFAULT_CSS = """
    PickList {
        height: 1fr;
        border: none;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option-highlighted {
            background: $block-cursor-blurred-background; color: $foreground;
        }
        &:focus > .option-list--option-highlighted {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
        & > .option-list--option-hover { background: $surface; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
    ]

    auto_links = False

    @dataclass
    class Picked(Message):
        """An item was picked with Enter or the mouse."""

        pick_list: PickList[Any]
        item: object

        @property
        def control(self) -> PickList[Any]:
            """The list, for `@on` selectors."""
            return self.pick_list

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False, compact=True)
        self.items: tuple[Item, ...] = ()

    def offer(self, items: Sequence[Item], lines: Sequence[Content], marked: int = 0) -> None:
        """Show items, each with its line, one of them marked."""
        self.items = tuple(items)
        self.set_options([Option(line) for line in lines])
        if self.items:
            self.highlighted = min(marked, len(self.items) - 1)

    @property
    def marked(self) -> Item | None:
        """The item that Enter takes."""
        index = self.highlighted
        return self.items[index] if index is not None and index < len(self.items) else None

    def step(self, by: int) -> None:
        """Move the mark, without wrapping around."""
        if self.items:
            now = self.highlighted if self.highlighted is not None else 0
            self.highlighted = max(0, min(len(self.items) - 1, now + by))

    def action_cursor_down(self) -> None:
        """One down; at the end it stays, or a quick hand would be at the other end."""
        self.step(1)

    def action_cursor_up(self) -> None:
        """One up; at the beginning it stays."""
        self.step(-1)

    def action_page_up(self) -> None:
        """A page up; Textual ends the program when none of the list is on the screen."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say it with the item instead of its place."""
        event.stop()
        self.post_message(self.Picked(self, self.items[event.option_index]))
