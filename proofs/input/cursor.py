"""A place among the signs of a typed text, and what has been written of it so far."""

from dataclasses import dataclass, field
from typing import NoReturn

from derive.errors import TypedError
from proofs.input.signs import Sign

END = Sign("end", "", 0, 0)
Pieces = list[tuple[str, int]]
"""Texts of the language, each with the place of what it was typed as."""


@dataclass
class Cursor:
    """Goes through the signs once and writes a formula of the language."""

    typed: str
    found: list[Sign]
    at: int = 0
    out: Pieces = field(default_factory=list)

    @property
    def here(self) -> Sign:
        """The sign that comes next."""
        return self.ahead(0)

    @property
    def end(self) -> int:
        """Where the last sign ended."""
        return self.found[self.at - 1].end if self.at else 0

    def ahead(self, count: int) -> Sign:
        """A later sign; the end for ever behind the last."""
        place = self.at + count
        return self.found[place] if place < len(self.found) else END

    def put(self, text: str, place: int | None = None) -> None:
        """Write what was not typed as such."""
        self.out.append((text, self.here.place if place is None else place))

    def take(self, text: str | None = None) -> None:
        """Go past a sign, and write it, or what stands for it."""
        sign = self.here
        gap = " " if "\n" in sign.gap else sign.gap
        self.put(gap, sign.place - len(gap))
        self.put(sign.text if text is None else text)
        self.at += 1

    def skip(self, text: str) -> None:
        """Go past the sign that has to be here, and write nothing."""
        self.need(text)
        self.at += 1

    def need(self, text: str) -> None:
        """Refuse unless this sign is here."""
        if self.here is END or self.here.text != text:
            self.refuse(f"expected {text!r}")

    def refuse(self, why: str, place: int | None = None) -> NoReturn:
        """Refuse what is typed here, or at a place."""
        here = self.end if self.here is END else self.here.place
        raise TypedError(self.typed, here if place is None else place, why)

    def two(self, start: int, place: int, first: str, second: str) -> NoReturn:
        """Refuse what was typed since `start`, for it has two readings."""
        shown = self.typed[start : self.end]
        self.refuse(f"{shown!r} is {first} or {second}: write the one that is meant", place)
