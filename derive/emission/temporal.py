"""Arrival-time detection, Sec. IV.B: in which of n equal bins did the photon arrive, if it did?

The isometry of one bin (20) is the emission during t/n; n of them in a row, with n a symbol, are
taken as exact matrix powers. From there the POVM (21)-(24) and the randomness (25)-(28).
"""

from collections.abc import Mapping
from functools import cache

from sympy import (
    Add,
    Expr,
    ImmutableMatrix,
    Integer,
    Poly,
    S,
    Sum,
    Symbol,
    cancel,
    expand,
    factor,
    powsimp,
    solve,
    symbols,
    zeros,
)

from derive import symbols as sym
from derive.emission.emission import emitted_norm
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import (
    CHAIN_RULE,
    SURVIVAL,
    in_survival,
    spectrum_names,
)
from derive.emission.single_photon import READOUT as BIN_READOUT
from derive.emission.single_photon import isometry as bin_isometry
from derive.functions import eta
from derive.model.domain import (
    BIN,
    BINS,
    POPULATION,
    QUBIT,
    WINDOW,
    between,
)
from derive.model.entropy import split_products, von_neumann
from derive.model.equation import equation
from derive.model.hilbert import Isometry, Ket, Label, Labels, One, ket
from derive.model.measurement import (
    ATOM,
    INCOHERENT,
    RHO_A,
    Detection,
    Outcome,
    Outcomes,
    block_spectrum,
    effect,
    entropy_names,
    kraus,
    outcomes,
    post_measurement,
    probability,
    randomness,
    state_name,
)
from derive.model.steps import named, step, times

READOUT: tuple[Label, ...] = ("0", One(sym.k, 1, sym.n))
"""The field states that the detector tells apart: no photon, a photon in bin k."""
DT = Symbol("dt", positive=True)
"""The length t/n of a short bin, in s."""
EXCITED_BINS = POPULATION & WINDOW & BINS
ATOM_BINS = QUBIT & WINDOW & BINS


# n bins in a row.


@equation("text:bin-probability", "p", domain=WINDOW & BINS, title="decay within one bin")
def bin_probability() -> Expr:
    """p, the probability that an excited atom decays within one bin of length t/n."""
    return emitted_norm().subs(sym.t, sym.t / sym.n)


@equation("20", "V", domain=WINDOW & BINS, title="isometry of one bin", assumes=(PURE_VACUUM,))
def bin_evolution() -> dict[str, Expr]:
    """Matrix elements of the isometry A -> A R of one bin, input > output, Eq. (20)."""
    images = bin_isometry(sym.n).images.items()
    for (start,), image in images:
        step(rf"V|{start}\rangle_A", image, "The emission of a window, with t/n for t")
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
    stay, emit = (kraus(one_bin, label) for label in BIN_READOUT)
    if emit * stay ** (sym.k - 1) * emit != zeros(2):
        raise ValueError("a second click is possible: the outcomes are more than n + 1")
    for label, operator in zip(BIN_READOUT, (stay, emit), strict=True):
        step(f"K_{{{label}}}", operator, "No click and a click in a single bin")
    at_k = stay ** (bins - sym.k) * emit * stay ** (sym.k - 1)
    step("M_{0}", stay**bins, "n bins without a click: the power of K_0")
    powers = (stay ** (bins - sym.k), emit, stay ** (sym.k - 1))
    step("M_{k}", times(*powers), "k - 1 bins without a click, a click, n - k bins without one")
    operators: dict[Label, ImmutableMatrix] = {"0": stay**bins, One(sym.k, 1, bins): at_k}
    return Isometry(("A",), {(start,): _image(operators, start) for start in ATOM})


def _image(operators: Mapping[Label, ImmutableMatrix], start: str) -> Ket:
    """V |start> = sum over the labels of M |start>_A |label>_R."""
    column = ATOM.index(start)
    terms: dict[Labels, Expr] = {}
    for label, operator in operators.items():
        terms |= {(end, label): operator[row, column] for row, end in enumerate(ATOM)}
    return ket("A R", terms)


def scheme() -> Detection:
    """Arrival-time detection in n bins as data; the outcome k is a family."""
    return Detection(
        name="temporal",
        isometry=compose(bin_isometry(sym.n), sym.n),
        readout=READOUT,
        symbols=(sym.Gamma, sym.t, sym.n),
        citation="arXiv:2512.05713",
    )


def arrival() -> Outcomes:
    """The n + 1 outcomes, no click and a click in bin k, with the Kraus operators (22)."""
    operators = kraus_operators().values()
    return tuple(Outcome(label, m) for label, m in zip(READOUT, operators, strict=True))


@equation(
    "22", "M_k", domain=WINDOW & BIN, title="Kraus operators of n bins", assumes=(PURE_VACUUM,)
)
def kraus_operators() -> dict[str, ImmutableMatrix]:
    """M_0 = K_0^n and M_k = K_0^(n-k) K_1 K_0^(k-1) from the K_0, K_1 of one bin, Eq. (22)."""
    return {_named("M", o): o.kraus for o in outcomes(scheme())}


@equation("21", "E_k", domain=WINDOW & BIN, title="POVM of n bins", assumes=(PURE_VACUUM,))
def povm() -> dict[str, ImmutableMatrix]:
    """E_0 (no click) and E_k (click in bin k), Eq. (21)."""
    return {_named("E", o): effect(o) for o in arrival()}


@equation(
    "23",
    r"\Pr(k)",
    domain=QUBIT & WINDOW & BIN,
    title="arrival-time distribution",
    assumes=(PURE_VACUUM,),
)
def arrival_probabilities() -> dict[str, Expr]:
    """Pr(0) and Pr(k) by Born's rule, Eq. (23)."""
    return {_named("Pr", o): probability(o, RHO_A) for o in arrival()}


@equation(
    "24",
    r"\tau_A^k",
    domain=QUBIT & WINDOW & BIN,
    title="post-measurement states",
    assumes=(PURE_VACUUM,),
)
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


def _members(label: Label) -> Expr:
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
    names=spectrum_names,
)
def randomness_temporal() -> Expr:
    """R = H(X|E) in bits per window against adversary II, Eq. (25)."""
    return randomness(arrival(), RHO_A)


@equation(
    "26",
    r"\mu_{1,2}",
    domain=ATOM_BINS,
    title="spectrum of the no-click block",
    assumes=(PURE_VACUUM,),
)
def no_click_spectrum() -> dict[str, Expr]:
    """mu_1 >= mu_2, the eigenvalues of M_0 rho_A M_0^dagger, Eq. (26); free of n."""
    larger, smaller = block_spectrum(arrival()[0], RHO_A)
    return {"mu_1": larger, "mu_2": smaller}


@equation(
    "text:n1-is-single-photon",
    "R|_{n=1}",
    domain=QUBIT & WINDOW,
    title="one bin is single-photon detection",
    assumes=(PURE_VACUUM,),
    names=spectrum_names,
)
def randomness_one_bin() -> Expr:
    """Eq. (25) with one bin."""
    return randomness_temporal().subs(sym.n, 1).doit()


@equation(
    "27",
    r"R\big|_{\rho_{01}=0}",
    domain=EXCITED_BINS,
    title="lower bound of arrival times, as a sum",
    assumes=(PURE_VACUUM,),
)
def bound_as_sum() -> Expr:
    """R at rho01 = 0 in bits, with the sum over the bins, Eq. (27)."""
    return randomness(arrival(), INCOHERENT)


@equation(
    "text:first-line-of-27",
    r"R\big|_{\rho_{01}=0} + S(\rho_A)\big|_{\rho_{01}=0} - S(\rho_A)",
    domain=ATOM_BINS,
    title="the first line of (27), with S of the actual state",
    assumes=(PURE_VACUUM,),
    names=entropy_names,
)
def bound_with_actual_entropy() -> Expr:
    """The dephased blocks at rho01 = 0, less S(rho_A) at the actual rho01, in bits.

    Not a lower bound: coherence lowers the entropy of the no-click block too, which is left out
    here, so this exceeds R wherever rho01 does not vanish (rho11 < 1, t < oo).
    """
    return bound_as_sum() + von_neumann(INCOHERENT) - von_neumann(RHO_A)


@equation(
    "28",
    r"R\big|_{\rho_{01}=0}",
    domain=EXCITED_BINS,
    title="lower bound of arrival times",
    assumes=(PURE_VACUUM,),
)
def bound_temporal() -> Expr:
    """R at rho01 = 0 in bits, in closed form, Eq. (28); its limit at t = 0 is 0.

    The chain rule, bin by bin: an atom still excited before bin k gives h(q) bits in it.
    """
    each, survival = bin_entropy(), sym.decay(sym.t, sym.n)
    summed = each.subs(SURVIVAL, survival) * Sum(survival ** (sym.k - 1), (sym.k, 1, sym.n))
    step(f"R({state_name(INCOHERENT)})", summed, CHAIN_RULE)
    return (each * power_sum(S.One, SURVIVAL)).subs(SURVIVAL, survival)


def bin_entropy() -> Expr:
    """What bin k adds to the bound (27), per atom that reaches it: rho11 h(q), the same for all k.

    With G(k) the term of an atom that survives k bins, (27) is sum of [click(k) + G(k) - G(k-1)]:
    the differences telescope to the two terms of (27) outside of its sum.
    """
    bound = in_survival(bound_as_sum(), sym.n)
    (clicks,) = bound.atoms(Sum)
    survive = eta(sym.rho11 * SURVIVAL**sym.k)
    if bound - clicks != survive.subs(sym.k, sym.n) - survive.subs(sym.k, 0):
        raise ArithmeticError(f"the survival terms do not telescope to {bound - clicks}")
    terms = {"w(k)": clicks.function, "G(k)": survive, "G(k-1)": survive.subs(sym.k, sym.k - 1)}
    _note_telescope(terms)
    in_bin = terms["w(k)"] + terms["G(k)"] - terms["G(k-1)"]
    return factor(expand(split_products(in_bin) / SURVIVAL ** (sym.k - 1)))


def _note_telescope(terms: Mapping[str, Expr]) -> None:
    """The rows that bring the terms outside of the sum (27) into it."""
    for name, term in terms.items():
        value = term.subs(SURVIVAL, sym.decay(sym.t, sym.n))
        step(name, value, "The term of a click in bin k, and of an atom that survives k bins")
    click, now, before = map(named, terms)
    bits = Sum(click + now - before, (sym.k, 1, sym.n))
    step(f"R({state_name(INCOHERENT)})", bits, "The rest of (27) is G(n) - G(0), which telescopes")


# Sums over the bins.


@cache
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
    return powsimp(expand(cancel(total * scale))) / scale


@equation(
    "text:geometric-sum",
    r"\sum_{k=1}^n (k-1) x^{k-1}",
    domain=between(sym.x, 0, 1) & BINS,
    title="sum behind (28)",
)
def geometric_sum() -> Expr:
    """sum over k = 1..n of (k-1) x**(k-1) in closed form; its limit at x = 1 is n(n-1)/2."""
    return power_sum(sym.k - 1, sym.x)
