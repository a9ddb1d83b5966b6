"""Every Eve of a device: what she holds besides R', and what is derived for each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from sympy import Expr

from derive.emission.purification import PURE_VACUUM
from derive.model.equation import equation

LOST_WITH_NOBODY = "Eve holds R', nobody holds the lost photons"
LOST_WITH_EVE = "Eve holds R' and the lost photons"
UNTOLD = "Eve does not know of the dark counts, which are independent and alike in all bins"
TOLD = "Eve is told of the dark counts, which are independent and alike in all bins"


@dataclass(frozen=True)
class Eve:
    """Who holds what: `holds` are the registers in Eve's hands, `number` ends that of an equation.

    >>> [eve.holds for eve in NOISY_EVES]
    ["R'", "R'L", "R'D", "R'LD"]
    """

    name: str
    title: str
    number: str
    holds: str
    assumes: tuple[str, ...]

    @property
    def lost(self) -> bool:
        """Whether she has the lost photons."""
        return "L" in self.holds

    @property
    def told(self) -> bool:
        """Whether she has the record of the dark counts."""
        return "D" in self.holds


NOBODY = Eve("nobody", "the lost photons with nobody", "", "R'", (LOST_WITH_NOBODY,))
KEEPER = Eve("eve", "the lost photons with Eve", ":eve", "R'L", (LOST_WITH_EVE,))
LOSSY_EVES = (NOBODY, KEEPER)
"""Those of a detector without dark counts."""
ALONE = Eve("neither", "both with nobody", "", "R'", (LOST_WITH_NOBODY, UNTOLD))
LOST = Eve("lost", "the lost photons with Eve", ":lost", "R'L", (LOST_WITH_EVE, UNTOLD))
INFORMED = Eve("told", "the record of these with Eve", ":told", "R'D", (LOST_WITH_NOBODY, TOLD))
BOTH = Eve("both", "both with Eve", ":lost:told", "R'LD", (LOST_WITH_EVE, TOLD))
NOISY_EVES = (ALONE, LOST, INFORMED, BOTH)
Bits = Callable[[Eve], Expr]


def for_each_eve(
    eves: tuple[Eve, ...], number: str, lhs: str, *, title: str, assumes: str = "", **about: Any
) -> Callable[[Bits], Bits]:
    """Register what a function derives for each Eve, as :func:`derive.model.equation.equation`.

    Her own number stands for the braces of `number`, her registers for the E of `lhs`.
    """

    def register(bits: Bits) -> Bits:
        tied = {eve: tie(bits, eve) for eve in eves}

        @wraps(bits)
        def of(eve: Eve) -> Expr:
            return tied[eve]()

        for eve, own in tied.items():  # so that another process finds it by its name
            own.__qualname__ = f"{bits.__qualname__}.{eve.name}"
            setattr(of, eve.name, own)
        return of

    def tie(bits: Bits, eve: Eve) -> Callable[[], Expr]:
        own, symbol = number.format(eve.number), lhs.replace("|E)", f"|{eve.holds})")
        assumed = tuple(filter(None, (PURE_VACUUM, assumes, *eve.assumes)))
        titled = equation(own, symbol, title=f"{title}, {eve.title}", assumes=assumed, **about)
        return titled(wraps(bits)(lambda: bits(eve)))

    return register
