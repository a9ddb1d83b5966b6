"""Sharper than Proposition 1: dR/dc >= 8 c (1 - alpha) rho00/(3 F ln 2), in bits.

Domain: that of (A1). The integrand of (A3) is J(s) over denominators of at most 1, and J(s) is at
least (1 - s**2) J(0), with J(0) = rho00 (1 - alpha)/F; the integral of 1 - s**2 is 2/3. Lemmas of
analysis: the mean value theorem in s, and those of (A1).
"""

from proofs.theorems.slope_of_randomness import (
    DERIVATIVE,
    DETERMINANT,
    DOMAIN,
    definitions,
    positive,
)
from proofs.theorems.spectra import ATOM, NO_CLICK, SPECTRA, artanh_difference, roots, segment
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Signed,
    Step,
    mean_value,
    product,
    square,
    statement,
    total,
)

J_AT_0 = "rho00*(1 - alpha)/F"
J_AT_1 = "4*alpha*(1 - alpha)*rho11*(rho00*rho11 - c**2)/F**2"
SHARES = [f"{own.gap('c')}*s/{own.trace}" for own in SPECTRA]
BELOW = [f"(1 - ({share})**2)" for share in SHARES]
"""The two denominators under the integral."""
GOAL = f"{DERIVATIVE} >= 8*c*{J_AT_0}/(3*log(2))"


def theorem() -> Theorem:
    """The bound; it is positive at every t > 0."""
    return Theorem(
        "slope_bounded_below",
        "the derivative of the randomness (17) is at least `8 c (1 - alpha) rho00/(3 F ln 2)`",
        statement(DOMAIN, definitions(), [GOAL]),
        [*positive(), *roots("c", ">"), *steps()],
    )


def steps() -> list[Step]:
    """Twice the integral, less the bound, grows with s from 0."""
    difference = f"{artanh_difference('c', '1')} - 4*{J_AT_0}/3"
    function = f"{artanh_difference('c', 's')} - 2*{J_AT_0}*(s - s**3/3)"
    return [
        total("1/2 > 0", "1/2"),
        product("F/2 > 0", "1/2", "F > 0"),
        product(f"{J_AT_0} >= 0", "rho11 < 1", "alpha <= 1", over=["F > 0"]),
        mean_value(f"{difference} >= 0", Between(function, "s", ("0", "1")), segment("c"), grows()),
        product(GOAL, "2", "c > 0", f"{difference} >= 0", over=["log(2) > 0"]),
    ]


def grows() -> list[Step]:
    """J(s) - (1 - s**2) J(0) b is (1 - s**2) J(0) (1 - b) + s**2 J(1), where b <= 1 is BELOW."""
    first, second = BELOW
    at_0 = f"(1 - s**2)*{J_AT_0}*(1 - {first}*{second}) >= 0"
    at_1 = f"s**2*{J_AT_1} >= 0"
    excess = f"(1 - s**2)*{J_AT_0}*(1 - {first}*{second}) + s**2*{J_AT_1}"
    return [
        total("1 + s > 0", "1", "s from"),
        *denominators(),
        product(at_0, "s to", "1 + s > 0", f"{J_AT_0} >= 0", f"1 - {first}*{second} >= 0"),
        product(
            at_1,
            *("4", "s from", "s from", "alpha > 0", "alpha <= 1", "rho11 > 0", DETERMINANT),
            over=["F > 0", "F > 0"],
        ),
        total(f"{excess} >= 0", at_0, at_1),
        product(
            f"2*({excess})/({first}*{second}) >= 0",
            *("2", f"{excess} >= 0"),
            over=[f"{first} > 0", f"{second} > 0"],
        ),
    ]


def denominators() -> list[Step]:
    """0 < b <= 1 for both, hence for their product."""
    first, second = BELOW
    squares = [Signed(f"({share})**2", ">=") for share in SHARES]
    part = Signed(f"{first}*{squares[1].value}", ">=")
    return [
        *(square(claim, share) for claim, share in zip(squares, SHARES, strict=True)),
        product(f"{first} > 0", "4", *ATOM.positive("c", "*s")),
        product(f"{second} > 0", "4", *NO_CLICK.positive("c", "*s"), over=["F > 0", "F > 0"]),
        product(part, f"{first} > 0", squares[1]),
        total(f"1 - {first}*{second} >= 0", squares[0], part),
    ]
