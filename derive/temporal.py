"""Arrival-time detection, Sec. IV.B: in which of n equal bins did the photon arrive, if it did?

The isometry of one bin (20) is the emission during t/n; n of them in a row, with n a symbol, are
taken as exact matrix powers. From there the POVM (21)-(24), the randomness (25)-(28), the limit of
short bins (29), and the second row of Table I.
"""

from collections.abc import Iterable, Sequence
from itertools import product

import mpmath
from sympy import (
    Add,
    Expr,
    ImmutableMatrix,
    Integer,
    Poly,
    S,
    Sum,
    Symbol,
    binomial,
    cancel,
    exp,
    expand,
    factor,
    integrate,
    limit,
    log,
    oo,
    solve,
    sqrt,
    symbols,
    zeros,
)

from derive import symbols as sym
from derive.domain import BIN, BINS, POPULATION, QUBIT, WINDOW, Domain, Range, between
from derive.emission import emitted_norm
from derive.entropy import eta, shannon, spectrum, split_products, von_neumann
from derive.equation import equation
from derive.hilbert import Isometry, One, ket
from derive.measurement import (
    ATOM,
    INCOHERENT,
    RHO_A,
    Outcome,
    Outcomes,
    Scheme,
    adjoint,
    block,
    effect,
    field_given,
    field_state,
    kraus,
    outcomes,
    post_measurement,
    probability,
    randomness,
    total,
)
from derive.randomness import PURE_VACUUM, coherence
from derive.single_photon import SURVIVAL, bound_single_photon, in_survival
from derive.single_photon import isometry as bin_isometry

EXCITED_BINS = POPULATION & WINDOW & BINS
ATOM_BINS = QUBIT & WINDOW & BINS


# n bins in a row.


@equation("text:bin-probability", "p", domain=WINDOW & BINS, title="decay within one bin")
def bin_probability() -> Expr:
    """p, the probability that an excited atom decays within one bin of length t/n."""
    return emitted_norm().subs(sym.t, sym.t / sym.n)


@equation("20", "V", domain=WINDOW & BINS, title="isometry of one bin")
def bin_evolution() -> dict[str, Expr]:
    """Matrix elements of the isometry A -> A R of one bin, input > output, Eq. (20)."""
    images = bin_isometry(sym.n).images.items()
    return {
        f"{start}>{','.join(map(str, labels))}": amplitude
        for (start,), image in images
        for labels, amplitude in image.terms
    }


def compose(one_bin: Isometry, bins: Expr) -> Isometry:
    """`bins` times the same isometry, each time into a fresh field, as one isometry A -> A R.

    A string of outcomes has the product of their Kraus operators. Since a click, any number of
    bins without one, and a second click multiply to zero, only "no click" and "a click in bin k
    alone" are left, out of 2**bins strings.

    :raises ValueError: if one bin allows a second click.
    """
    stay, emit = kraus(one_bin, "0"), kraus(one_bin, "1")
    if emit * stay**sym.j * emit != zeros(2):
        raise ValueError("a second click is possible: the outcomes are more than n + 1")
    silent = stay**bins
    at_k = stay ** (bins - sym.k) * emit * stay ** (sym.k - 1)
    labels = ("0", silent), (One(sym.k, 1, bins), at_k)
    images = {
        (start,): ket(
            "A R",
            {(end, x): m[row, column] for x, m in labels for row, end in enumerate(ATOM)},
        )
        for column, start in enumerate(ATOM)
    }
    return Isometry(("A",), images)


def scheme() -> Scheme:
    """Arrival-time detection in n bins as data; the outcome k is a family."""
    return Scheme(
        name="temporal",
        isometry=compose(bin_isometry(sym.n), sym.n),
        readout=READOUT,
        symbols=(sym.Gamma, sym.t, sym.n),
        citation="arXiv:2512.05713",
    )


READOUT = ("0", One(sym.k, 1, sym.n))
"""The field states that the detector tells apart: no photon, a photon in bin k."""


def arrival() -> Outcomes:
    """The n + 1 outcomes, no click and a click in bin k, with the Kraus operators (22)."""
    return tuple(map(Outcome, READOUT, kraus_operators().values()))


@equation("22", "M_k", domain=WINDOW & BIN, title="Kraus operators of n bins")
def kraus_operators() -> dict[str, ImmutableMatrix]:
    """M_0 = K_0^n and M_k = K_0^(n-k) K_1 K_0^(k-1) from the K_0, K_1 of one bin, Eq. (22)."""
    return {_named("M", o): o.kraus for o in outcomes(scheme())}


@equation("21", "E_k", domain=WINDOW & BIN, title="POVM of n bins")
def povm() -> dict[str, ImmutableMatrix]:
    """E_0 (no click) and E_k (click in bin k), Eq. (21)."""
    return {_named("E", o): effect(o) for o in arrival()}


@equation("23", r"\Pr(k)", domain=QUBIT & WINDOW & BIN, title="arrival-time distribution")
def arrival_probabilities() -> dict[str, Expr]:
    """Pr(0) and Pr(k) by Born's rule, Eq. (23)."""
    return {_named("Pr", o): probability(o, RHO_A) for o in arrival()}


@equation("24", r"\tau_A^k", domain=QUBIT & WINDOW & BIN, title="post-measurement states")
def post_measurement_states() -> dict[str, ImmutableMatrix]:
    """M_k rho_A M_k^dagger / Pr(k), the atom's factor of the states in Eq. (24).

    Each exists where its outcome can happen: tau_k needs rho11 > 0 and t > 0.
    """
    return {_named("tau", o): post_measurement(o, RHO_A) for o in arrival()}


def _named(letter: str, outcome: Outcome) -> str:
    return f"{letter}_{'k' if isinstance(outcome.label, One) else outcome.label}"


@equation("text:outcomes", r"n + 1", domain=BINS, title="number of outcomes")
def outcome_count() -> Expr:
    """How many values the random number has: each family counts its members."""
    return Add(*(_members(label) for label in READOUT))


def _members(label: str | One) -> Expr:
    return label.upper - label.lower + 1 if isinstance(label, One) else S.One


@equation("text:field-dimension", r"\dim R", domain=BINS, title="dimension of the field")
def field_dimension() -> dict[str, Expr]:
    """The dimension of n field qubits, and of the subspace that one atom can reach in them."""
    return {"dimension": Integer(len(ATOM)) ** sym.n, "reached": outcome_count()}


def completeness_steps() -> dict[str, Expr]:
    """Induction in n for E_0 + sum_k E_k = I, on the excited element; |0> only meets E_0.

    "start" is the sum for n = 0, "step" what bin k adds to it: the POVM is complete for every n
    if and only if they are 1 and 0.
    """
    stay, click = (in_survival(element[1, 1], sym.n) for element in povm().values())
    lost = stay.subs(sym.n, sym.k - 1) - stay.subs(sym.n, sym.k)
    return {"start": stay.subs(sym.n, 0), "step": expand(click - lost)}


# Randomness.


@equation(
    "25",
    r"R(\rho_A\otimes\sigma_R, \Pi)",
    domain=ATOM_BINS,
    title="randomness of arrival times",
    assumes=(PURE_VACUUM,),
)
def randomness_temporal() -> Expr:
    """R = H(X|E) in bits per window against adversary II, Eq. (25)."""
    return randomness(arrival(), RHO_A)


@equation("26", r"\mu_{1,2}", domain=ATOM_BINS, title="spectrum of the no-click block")
def no_click_spectrum() -> dict[str, Expr]:
    """mu_1 >= mu_2, the eigenvalues of M_0 rho_A M_0^dagger, Eq. (26); free of n."""
    larger, smaller = spectrum(block(arrival()[0], RHO_A))
    return {"mu_1": larger, "mu_2": smaller}


@equation(
    "text:n1-is-single-photon",
    "R|_{n=1}",
    domain=QUBIT & WINDOW,
    title="one bin is single-photon detection",
    assumes=(PURE_VACUUM,),
)
def randomness_one_bin() -> Expr:
    """Eq. (25) with one bin."""
    return randomness_temporal().subs(sym.n, 1).doit()


@equation(
    "27",
    "R",
    domain=EXCITED_BINS,
    title="lower bound of arrival times, as a sum",
    assumes=(PURE_VACUUM,),
)
def bound_as_sum() -> Expr:
    """R at rho01 = 0 in bits, with the sum over the bins, Eq. (27)."""
    return randomness(arrival(), INCOHERENT)


@equation(
    "text:first-line-of-27",
    "R",
    domain=ATOM_BINS,
    title="the first line of (27), with S of the actual state",
    assumes=(PURE_VACUUM,),
)
def bound_with_actual_entropy() -> Expr:
    """The dephased blocks at rho01 = 0, less S(rho_A) at the actual rho01, in bits.

    Not a lower bound: it exceeds R, since coherence lowers S(rho_A) but also the other blocks.
    """
    return bound_as_sum() + von_neumann(INCOHERENT) - von_neumann(RHO_A)


@equation(
    "28",
    "R",
    domain=EXCITED_BINS,
    title="lower bound of arrival times",
    assumes=(PURE_VACUUM,),
)
def bound_temporal() -> Expr:
    """R at rho01 = 0 in bits, in closed form, Eq. (28); its limit at t = 0 is 0.

    The chain rule, bin by bin: an atom still excited before bin k gives h(q) bits in it.
    """
    per_bin, survivors = bin_entropy()
    closed = per_bin * power_sum(survivors, SURVIVAL)
    return closed.subs(SURVIVAL, sym.decay(sym.t, sym.n))


def bin_entropy() -> tuple[Expr, Expr]:
    """What bin k adds to the bound (27), as bits times the factor that depends on k.

    With G(k) the term of the excited atom surviving k bins, (27) is sum of [click(k) + G(k) -
    G(k-1)]: the differences telescope to the two terms of (27) outside of its sum.
    """
    bound = in_survival(bound_as_sum(), sym.n)
    (clicks,) = bound.atoms(Sum)
    survive = eta(sym.rho11 * SURVIVAL**sym.k)
    ends = survive.subs(sym.k, sym.n) - survive.subs(sym.k, 0)
    if bound - clicks != ends:
        raise ArithmeticError(f"the survival terms do not telescope to {bound - clicks}")
    step = split_products(clicks.function + survive - survive.subs(sym.k, sym.k - 1))
    survivors, per_bin = factor(expand(step) * SURVIVAL).as_independent(eta)
    return per_bin, survivors


# Sums over the bins.


def power_sum(polynomial: Expr, x: Symbol) -> Expr:
    """sum over k = 1..n of polynomial(k) x**(k-1), x != 1, by telescoping.

    The antidifference Q(k) x**(k-1), Q a polynomial of the same degree, solves
    x Q(k+1) - Q(k) = polynomial(k), a linear system.

    >>> power_sum(S.One, sym.x)
    (1 - x**n)/(1 - x)
    """
    degree = Poly(polynomial, sym.k).degree()
    unknowns = symbols(f"u:{degree + 1}")
    q = Add(*(u * sym.k**power for power, u in enumerate(unknowns)))
    difference = x * q.subs(sym.k, sym.k + 1) - q - polynomial
    q = q.subs(solve(Poly(difference, sym.k).coeffs(), unknowns))
    total = q.subs(sym.k, sym.n + 1) * x**sym.n - q.subs(sym.k, 1)
    scale = (1 - x) ** (degree + 1)
    return expand(cancel(total * scale)) / scale
