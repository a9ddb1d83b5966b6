"""Eq. (A1): dR/dc in bits, with logarithms and with artanh; the second needs a factor 1/ln 2.

Domain: 0 < rho11 < 1, 0 < c < sqrt(rho00 rho11), Gamma > 0, t >= 0: there Delta and Delta' are
positive and all four eigenvalues too, so nothing has to be removed. The kernel differentiates R;
its logarithms of eigenvalues join into one quotient for each spectrum.
"""

from collections.abc import Mapping

from derive.emission.monotonicity import INTERIOR, slope
from derive.emission.single_photon import randomness_single_photon
from derive.model.domain import Domain
from proofs.theorems.spectra import (
    ATOM,
    NO_CLICK,
    SPECTRA,
    Spectrum,
    any_window,
    gaps,
    larger_eigenvalues,
    no_click,
    populations,
    radicands,
    smaller_eigenvalues,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    ARTANH,
    Step,
    formula,
    identity,
    lemma,
    product,
    spectrum_definitions,
    statement,
)

DOMAIN: Domain = INTERIOR
DETERMINANT = "c**2 < rho11*(1 - rho11)"
DERIVATIVE = "diff(R(c), c)"
WEIGHTS = {ATOM: "2*c/(Delta(c)*log(2))", NO_CLICK: "-2*alpha*c/(Delta_prime(c)*log(2))"}
"""What the logarithm of a quotient of eigenvalues is multiplied with in dR/dc."""


def definitions() -> dict[str, str]:
    """Names for the spectra and R."""
    return spectrum_definitions() | {"R(c)": formula(randomness_single_photon())}


def theorem() -> Theorem:
    """Both forms of the slope."""
    logarithms, artanh = (f"{DERIVATIVE} == {formula(form)}" for form in slope().values())
    return Theorem(
        "slope_of_randomness",
        "the derivative of the randomness (17) in the coherence, in bits",
        statement(DOMAIN, definitions() | ARTANH, [logarithms, artanh]),
        [*positive(), *in_logarithms(logarithms), *in_artanh(artanh)],
    )


def positive() -> list[Step]:
    """Every argument of a root or logarithm is positive."""
    return [
        *any_window(),
        *no_click(),
        product("rho11*(1 - alpha) >= 0", "rho11 > 0", "alpha <= 1"),
        *populations(),
        *gaps("c"),
        *radicands("c", ">"),
        *larger_eigenvalues("c"),
        *smaller_eigenvalues("c", ">", DETERMINANT),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
    ]


def doubled(own: Spectrum) -> list[Step]:
    """log(2 u) = log u + log 2 for both eigenvalues u, and log of the quotient."""
    larger, smaller = (own.twice(side, "c") for side in "+-")
    quotient = f"({larger})/({smaller})"
    joined, sums = f"log({larger}) == log({quotient}) + log({smaller})", halved(own)
    return [
        product(f"{smaller} > 0", "2", own.positive("c")[1]),
        *(lemma(sums[side], "log-product", a=own.half(side, "c"), b="2") for side in "+-"),
        product(f"{quotient} > 0", f"{larger} > 0", over=[f"{smaller} > 0"]),
        lemma(joined, "log-product", a=quotient, b=smaller),
        identity(
            f"log({quotient}) == {own.logarithms('c')}",
            {joined: "-1", sums["+"]: "1", sums["-"]: "-1"},
        ),
    ]


def halved(own: Spectrum) -> dict[str, str]:
    """log(2 u) = log u + log 2 for the larger eigenvalue u, and for the smaller."""
    return {
        side: f"log({own.twice(side, 'c')}) == log({own.half(side, 'c')}) + log(2)" for side in "+-"
    }


def in_logarithms(goal: str) -> list[Step]:
    """The slope with one logarithm for each spectrum."""
    joined = {own: doubled(own) for own in SPECTRA}
    using = {steps[-1]["label"]: f"-({WEIGHTS[own]})" for own, steps in joined.items()}
    return [*(step for steps in joined.values() for step in steps), identity(goal, using)]


def in_artanh(goal: str) -> list[Step]:
    """2 artanh(Delta'/F) is the same logarithm: log(1 + Delta'/F) = log(F + Delta') - log F."""
    twice = {side: NO_CLICK.twice(side, "c") for side in "+-"}
    shares = {side: f"1 {side} {NO_CLICK.gap('c')}/F" for side in "+-"}
    claims = {side: f"log({twice[side]}) == log({shares[side]}) + log(F)" for side in "+-"}
    using = weighted(claims, NO_CLICK, "+")
    for own in SPECTRA:
        using |= weighted(halved(own), own, "-")
    return [
        *(product(f"{shares[side]} > 0", f"{twice[side]} > 0", over=["F > 0"]) for side in "+-"),
        *(lemma(claims[side], "log-product", a=shares[side], b="F") for side in "+-"),
        identity(goal, using),
    ]


def weighted(claims: Mapping[str, str], own: Spectrum, plus: str) -> dict[str, str]:
    """Both claims by their sides with the weight of the spectrum, less it but for `plus`."""
    weight = WEIGHTS[own]
    return {claim: weight if side == plus else f"-({weight})" for side, claim in claims.items()}
