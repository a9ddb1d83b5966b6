"""Arrival-time detection, Sec. IV.B: in which of n equal bins did the photon arrive, if it did?

The isometry of one bin (20) is the emission during t/n; n of them in a row, with n a symbol, are
taken as exact matrix powers. From there the POVM (21)-(24), the randomness (25)-(28), the limit of
short bins (29), and the second row of Table I.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product

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
    combsimp,
    exp,
    expand,
    factor,
    integrate,
    limit,
    log,
    oo,
    powsimp,
    solve,
    symbols,
    together,
    zeros,
)

from derive import symbols as sym
from derive.emission.emission import emitted_norm
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import (
    CHAIN_RULE,
    SURVIVAL,
    detection,
    in_survival,
    spectrum_names,
)
from derive.emission.single_photon import READOUT as BIN_READOUT
from derive.emission.single_photon import isometry as bin_isometry
from derive.functions import eta, log2
from derive.model.domain import (
    BIN,
    BINS,
    POPULATION,
    QUBIT,
    WINDOW,
    Domain,
    Range,
    between,
    nonnegative,
    positive,
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
    block,
    block_name,
    block_spectrum,
    effect,
    entropy_names,
    field_given,
    field_state,
    kraus,
    outcomes,
    post_measurement,
    probability,
    randomness,
    state_name,
    total,
)
from derive.model.randomness import coherence
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


# What the number of bins does, and what coherence does.


@equation(
    "text:structure",
    "R",
    domain=ATOM_BINS,
    title="randomness as bound plus lost coherence",
    assumes=(PURE_VACUUM,),
    names=spectrum_names,
)
def structure() -> Expr:
    """R = bound(n) + C(rho_A) - C(M_0 rho_A M_0^dagger), C the unnormalised coherence, in bits.

    Only the bound knows the number of bins: what rho01 adds is the coherence that the measurement
    destroys, and M_0 does not depend on n.
    """
    left = block(arrival()[0], RHO_A)
    for name, state in ((state_name(RHO_A), RHO_A), (block_name(arrival()[0], RHO_A), left)):
        step(f"C({name})", coherence(state), "The coherence before the window, and what is left")
    return bound_temporal() + coherence(RHO_A) - coherence(left)


def bound_of(bins: Expr | int) -> Expr:
    """The bound (28) for a number of bins, in bits."""
    return bound_temporal().subs(sym.n, bins)


def gap(more: Expr | int, fewer: Expr | int) -> Expr:
    """R with `more` bins minus R with `fewer`, at the same rho_A: the same for every coherence."""
    return bound_of(more) - bound_of(fewer)


def bound_per_click() -> Expr:
    """(28) per detected photon, h(p)/p, as a function of x = Gamma t/n, the length of a bin."""
    expression = bound_temporal() / (sym.rho11 * (1 - sym.alpha))
    return expression.subs(sym.t, sym.x * sym.n / sym.Gamma)


def many_bins_offset() -> Expr:
    """Limit of bound(n) - rho11 (1 - exp(-Gamma t)) log2(n) for n -> oo, for t > 0, in bits.

    The bound grows without limit, one more bit per click for each doubling of the bins.
    """
    x, length = Symbol("x", positive=True), sym.Gamma * sym.t
    finite = together(bound_per_click().subs(sym.x, x).rewrite(log) + log(x) / log(2))
    return sym.rho11 * (1 - sym.alpha) * (limit(finite, x, 0) - log2(length))


def bound_limits() -> dict[str, Expr]:
    """Limits of the bound at the edges of Gamma t, for a fixed number of bins, in bits.

    "short" windows see no photon; in "long" ones it always arrives in the first bin.
    """
    x = Symbol("x", positive=True)
    per_click = bound_per_click().subs(sym.x, x).rewrite(log)
    clicks = 1 - exp(-sym.n * x)
    edges = {"short": limit(per_click * x, x, 0) * limit(clicks / x, x, 0)}
    edges["long"] = limit(per_click, x, oo) * limit(clicks, x, oo)
    return {edge: sym.rho11 * value for edge, value in edges.items()}


# Fig. 2.


@equation(
    "text:l1-range",
    r"\sum_{i\neq j}|\rho_{ij}|",
    domain=Domain(),
    title="range of the l1 norm of coherence in Fig. 2",
)
def l1_range() -> dict[str, Expr]:
    """Smallest and largest sum of |rho_ij|, i != j, over the states with rho11 = 1/2."""
    domain = QUBIT.ranges[-1]
    edges = {"minimum": domain.lower, "maximum": domain.upper}
    return {name: l1_norm(c).subs(sym.rho11, S.Half) for name, c in edges.items()}


def l1_norm(coherence_modulus: Expr) -> Expr:
    """The l1 norm of coherence of rho_A, |rho01| + |rho10|."""
    return Add(*(coherence_modulus for i, j in product(range(2), repeat=2) if i != j))


@equation(
    "fig2",
    r"R|_{\rho_{11}=1/2}",
    domain=between(sym.c, 0, S.Half) & WINDOW & BINS,
    title="randomness against coherence",
    assumes=(PURE_VACUUM,),
)
def randomness_of_figure() -> Expr:
    """Eq. (25) at rho00 = rho11 = 1/2, a curve in 2c for each n; the paper leaves Gamma t open."""
    return randomness_temporal().subs({sym.rho00: S.Half, sym.rho11: S.Half})


Curve = tuple[tuple[float, float], ...]


def curves(
    gamma_t: Expr, bins: Sequence[int], coherence_moduli: Iterable[Expr]
) -> dict[int, Curve]:
    """The curves of Fig. 2: for each n the points (l1 norm, bits), from exact values of c.

    >>> curves(S.One, [1], [S.Zero])  # doctest: +ELLIPSIS
    {1: ((0.0, 0.4745...),)}
    """
    moduli = tuple(coherence_moduli)
    return {n: tuple((float(l1_norm(c)), _bits(gamma_t, n, c)) for c in moduli) for n in bins}


def _bits(gamma_t: Expr, bins: int, modulus: Expr) -> float:
    point = {sym.t: gamma_t / sym.Gamma, sym.c: modulus, sym.n: bins}
    value = structure().subs({sym.rho00: S.Half, sym.rho11: S.Half}).subs(point)
    return float(value.rewrite(log).evalf(30).as_real_imag()[0])


# Short bins and many atoms.


@equation(
    "text:continuous-limit",
    r"\lim_{\Delta t\to 0} p/(\Gamma\Delta t)",
    domain=WINDOW,
    title="decay within a short bin",
)
def short_bin() -> Expr:
    """The limit of p/(Gamma dt) for bins of length dt = t/n -> 0, p = Gamma dt + O(dt^2)."""
    return limit(bin_probability().subs(sym.t, DT * sym.n) / (sym.Gamma * DT), DT, 0)


@equation(
    "29",
    r"\Pr(t)",
    domain=POPULATION & positive(sym.Gamma) & nonnegative(sym.T) & between(sym.t, 0, sym.T),
    title="arrival times in continuous time",
)
def arrival_density() -> dict[str, Expr]:
    """Probability of no detection up to T, and density in 1/s of a detection at t <= T, Eq. (29).

    The density is the limit dt -> 0 of Pr(k)/dt for the bin that ends at k dt = t.
    """
    in_bin = arrival_probabilities()["Pr_k"].subs(sym.t, DT * sym.n)
    step(r"\Pr(k)", in_bin, "A click in bin k, for n bins of length dt = t/n")
    density = in_bin.subs(sym.k, sym.t / DT) / DT
    step(r"\Pr(k)/dt", density, "The bin that ends at k dt = t; the density is the limit dt -> 0")
    return {
        "no-detection": arrival_probabilities()["Pr_0"].subs(sym.t, sym.T),
        "density": limit(density, DT, 0),
    }


def arrival_norm() -> Expr:
    """The density (29) integrated from 0 to T plus the probability of no detection; 1 if right."""
    parts = arrival_density()
    norm = integrate(parts["density"], (sym.t, 0, sym.T)) + parts["no-detection"]
    return expand(norm)


@equation(
    "text:poisson",
    r"\Pr(0\ \mathrm{clicks})",
    domain=between(sym.p_click, 0, 1) & Domain((Range(sym.N_atoms, S.One, oo),)),
    title="many independent atoms",
)
def no_clicks_of_many() -> dict[str, Expr]:
    """No click from N independent atoms, and the limit N -> oo at a fixed mean N p_click.

    With :func:`next_count_limit` the limit holds for every count: the statistics are binomial for
    a finite number of atoms, and Poissonian only in the limit.
    """
    finite = clicks_of_many(S.Zero)
    mean = Symbol("mean", positive=True)
    many = limit(finite.subs(sym.p_click, mean / sym.N_atoms), sym.N_atoms, oo)
    return {"finite": finite, "limit": many.subs(mean, sym.mean_clicks)}


def clicks_of_many(count: Expr) -> Expr:
    """Probability of `count` clicks from N independent atoms, binomial."""
    missed = (1 - sym.p_click) ** (sym.N_atoms - count)
    return binomial(sym.N_atoms, count) * sym.p_click**count * missed


def next_count_limit() -> Expr:
    """Limit N -> oo of Pr(j+1 clicks)/Pr(j clicks) at a fixed mean: mean/(j+1), as for Poisson."""
    ratio = clicks_of_many(sym.j + 1) / clicks_of_many(sym.j)
    at_mean = combsimp(ratio).subs(sym.p_click, sym.mean_clicks / sym.N_atoms)
    return limit(at_mean, sym.N_atoms, oo)


# Table I, second row.


@equation(
    "table1:temporal:I",
    r"H(X|E)",
    domain=ATOM_BINS,
    title="arrival times, adversary I",
    assumes=(PURE_VACUUM,),
)
def adversary_one() -> dict[str, Expr]:
    """H(X|E) in bits for an Eve who has A and R', and looks at A after every bin, or only then.

    The table's 0 is the first of the four: it needs an incoherent atom and Eve at work in each bin.
    """
    return {
        "monitored-incoherent": monitored(INCOHERENT),
        "end-incoherent": bound_temporal() + _rest_without_bound(held_at_the_end(INCOHERENT)),
        "monitored-coherent": monitored(RHO_A),
        "end-coherent": with_closed_sum(held_at_the_end(RHO_A)),
    }


def monitored(state: ImmutableMatrix) -> Expr:
    """H(X|E) of the first bin for an Eve who then finds A in |0> or |1>, and holds R', in bits.

    For each finding, R and R' are in a pure state, and what is left is the coherence of R. The
    atom is then in |0> or |1>, so in later bins the same function, of a state without coherence,
    gives 0: the first bin is all there is.
    """
    isometry = bin_isometry(sym.n)
    first_bin = tuple(Outcome(label, kraus(isometry, label)) for label in BIN_READOUT)
    looks = (ImmutableMatrix.diag(1, 0), ImmutableMatrix.diag(0, 1))
    return Add(*(coherence(field_given(first_bin, state, look)) for look in looks))


def held_at_the_end(state: ImmutableMatrix) -> Expr:
    """H(X|AR') for an Eve who holds A and R' after the window, in bits.

    A R R' is pure and the bins are a rank-one readout, hence H(X) - S(rho_R). S(rho_R) is that of
    A R', which does not know into how many modes the detector divides the window.
    """
    outcome_entropy = total(arrival(), lambda outcome: eta(probability(outcome, state)))
    return outcome_entropy - von_neumann(field_state(detection(), state))


def with_closed_sum(expression: Expr) -> Expr:
    """The sum over the bins of (27) replaced by its closed form, from (28)."""
    (clicks,) = bound_as_sum().atoms(Sum)
    return expression.subs(clicks, bound_temporal() - (bound_as_sum() - clicks))


def _rest_without_bound(expression: Expr) -> Expr:
    """What an incoherent entropy is besides the bound (28), by the chain rule for one window."""
    rest = in_survival(with_closed_sum(expression) - bound_temporal())
    return factor(expand(split_products(rest))).subs(SURVIVAL, sym.alpha)


@equation(
    "table1:temporal:II",
    r"H(X|R')",
    domain=ATOM_BINS,
    title="arrival times, adversary II",
    assumes=(PURE_VACUUM,),
    names=spectrum_names,
)
def adversary_two() -> dict[str, Expr]:
    """H(X|R') for an Eve who holds the purification of the atom only, in bits."""
    return {"incoherent": bound_temporal(), "coherent": randomness_temporal()}
