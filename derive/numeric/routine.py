"""Callables that look like functions: a signature, help, and copies in other processes."""

from collections.abc import Callable, Mapping, Sequence
from inspect import Signature
from typing import Any


class Routine:
    """A callable with a name, a docstring and a signature of its own; `again` makes it anew."""

    def __init__(
        self, name: str, about: str, signature: Signature, again: Callable[[], Any]
    ) -> None:
        self.__name__ = self.__qualname__ = name
        self.__doc__, self.__signature__, self._again = about, signature, again

    def __get__(self, instance: object, owner: type | None = None) -> "Routine":
        """Itself: `help` and `inspect` take what has this for a function."""
        return self

    def _in_order(self, arguments: Sequence[Any], named: Mapping[str, Any]) -> Sequence[Any]:
        """The arguments in order, those with a name among them."""
        try:
            return self.__signature__.bind(*arguments, **named).args
        except TypeError as error:
            taken = self.__signature__.parameters.values()
            names = ", ".join(each.name for each in taken if each.kind != each.KEYWORD_ONLY)
            raise TypeError(f"{self.__name__}: {error}; its arguments are {names}") from None

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self._again,)

    def __repr__(self) -> str:
        names = ", ".join(self.__signature__.parameters)
        return f"<numeric function {self.__name__}({names})>"


def _made(again: Callable[[], Any]) -> Any:
    return again()
