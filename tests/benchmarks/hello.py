"""The least that Textual can do: what the program's speed is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("hello, world")


if __name__ == "__main__":
    Hello().run()
