"""What the commands of this folder are given, checked: each refusal is a sentence, and exit 2."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from derive.errors import SponteError, close_to


def at_least(least: int) -> Callable[[str], int]:
    """A whole number from there on."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise ArgumentTypeError(f"{text!r} is no whole number >= {least}")
        return int(text)

    return number


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """One of some names."""

    def name(text: str) -> str:
        if text not in known:
            meant = close_to(text, [*known]) or f"; there are {', '.join(known)}"
            raise ArgumentTypeError(f"there is no {text!r}{meant}")
        return text

    return name


def content(path: str) -> str:
    """The text of a file."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as problem:
        raise ArgumentTypeError(f"{path} cannot be read: {problem}") from None


@contextmanager
def refusals(parser: ArgumentParser) -> Iterator[None]:
    """Inside, what sponte refuses, or a program that is not there, ends the command in a line."""
    try:
        yield
    except (SponteError, FileNotFoundError) as problem:
        parser.error(str(problem))
