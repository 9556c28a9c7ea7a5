"""What somebody typed and what of it is not understood, with the place where."""

from __future__ import annotations


class TypedError(ValueError):
    """A typed text that cannot be understood; the message is a sentence that says what to write instead.

    Attributes:
        position: Where in the text the piece begins, counted from 0.
        length: How many characters it has, at least 1.
        message: The sentence, visible text.
    """

    def __init__(self, position: int, length: int, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.length = max(length, 1)
        self.message = message
