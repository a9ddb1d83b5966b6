"""Eq. (A1): dR/dc in bits, with logarithms and with artanh; the second needs a factor 1/ln 2.

Domain: 0 < rho11 < 1, 0 < c < sqrt(rho00 rho11), Gamma > 0, t >= 0: there Delta and Delta' are
positive and all four eigenvalues too, so nothing has to be removed. The kernel differentiates R;
its logarithms of eigenvalues join into one quotient for each spectrum.
"""

from derive.emission.monotonicity import INTERIOR, slope
from derive.emission.single_photon import randomness_single_photon
from derive.model.domain import Domain
from proofs.theorems.spectra import (
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
SPECTRA = {"1": "Delta(c)", "F": "Delta_prime(c)"}
"""The sum and the difference of the two eigenvalues of each spectrum."""
WEIGHTS = {"1": "2*c/(Delta(c)*log(2))", "F": "-2*alpha*c/(Delta_prime(c)*log(2))"}
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


def halves(one: str) -> str:
    """The logarithms of the two eigenvalues, as the kernel's derivative has them."""
    gap = SPECTRA[one]
    return f"log({one}/2 + {gap}/2) - log({one}/2 - {gap}/2)"


def doubled(one: str) -> list[Step]:
    """log(2 u) = log u + log 2 for both eigenvalues u, and log of the quotient."""
    gap = SPECTRA[one]
    larger, smaller = f"{one} + {gap}", f"{one} - {gap}"
    quotient = f"({larger})/({smaller})"
    half = {sign: f"{one}/2 {sign} {gap}/2" for sign in "+-"}
    sums = {f"log({one} {sign} {gap}) == log({u}) + log(2)": u for sign, u in half.items()}
    joined = f"log({larger}) == log({quotient}) + log({smaller})"
    return [
        product(f"{smaller} > 0", "2", f"{one}/2 - {gap}/2 > 0"),
        *(lemma(claim, "log-product", a=u, b="2") for claim, u in sums.items()),
        product(f"{quotient} > 0", f"{larger} > 0", over=[f"{smaller} > 0"]),
        lemma(joined, "log-product", a=quotient, b=smaller),
        identity(
            f"log({quotient}) == {halves(one)}",
            dict(zip([joined, *sums], ("-1", "1", "-1"), strict=True)),
        ),
    ]


def in_logarithms(goal: str) -> list[Step]:
    """The slope with one logarithm for each spectrum."""
    joined = {one: doubled(one) for one in SPECTRA}
    using = {steps[-1]["label"]: f"-({WEIGHTS[one]})" for one, steps in joined.items()}
    return [*(step for steps in joined.values() for step in steps), identity(goal, using)]


def in_artanh(goal: str) -> list[Step]:
    """2 artanh(Delta'/F) is the same logarithm: log(1 + Delta'/F) = log(F + Delta') - log F."""
    gap, parts = SPECTRA["F"], {}
    steps = [
        product(f"1 {sign} {gap}/F > 0", f"F {sign} {gap} > 0", over=["F > 0"]) for sign in "+-"
    ]
    for sign in "+-":
        claim = f"log(F {sign} {gap}) == log(1 {sign} {gap}/F) + log(F)"
        steps.append(lemma(claim, "log-product", a=f"1 {sign} {gap}/F", b="F"))
        parts[claim] = WEIGHTS["F"] if sign == "+" else f"-({WEIGHTS['F']})"
    for one, gap in SPECTRA.items():
        for sign, cofactor in (("+", f"-({WEIGHTS[one]})"), ("-", WEIGHTS[one])):
            parts[f"log({one} {sign} {gap}) == log({one}/2 {sign} {gap}/2) + log(2)"] = cofactor
    return [*steps, identity(goal, parts)]
