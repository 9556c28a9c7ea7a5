"""A secret that does not show itself."""

from __future__ import annotations

from typing import NoReturn


class Secret:
    """A password, key or token. `repr` and `str` are masked; `reveal` gives it out.

    Two secrets are equal when their values are; it cannot be pickled or formatted by accident.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself; only the code that sends or stores it calls this."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(****)"

    def __str__(self) -> str:
        return "****"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")
