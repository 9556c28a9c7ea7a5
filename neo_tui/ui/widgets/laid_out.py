"""A scroll view that hears of each change of its size.

Textual compares two layouts to find whom to tell, and takes the new one for the old when anything asks
for a region between a change of style and the layout that follows: then no `Resize` comes.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


class LaidOutView(ScrollView):
    """Calls `on_room` when the room for its content is another one."""

    _room_was = Size(0, 0)

    def on_mount(self) -> None:
        """Hear of each layout of the screen."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self.look_at_room(), immediate=True)

    def on_resize(self) -> None:
        self.look_at_room()

    def look_at_room(self) -> None:
        """Call `on_room` if the room has changed."""
        room = self.scrollable_content_region.size
        if room != self._room_was:
            self._room_was = room
            self.on_room(room)

    def on_room(self, room: Size) -> None:
        """The room for the content is another one."""
        raise NotImplementedError
