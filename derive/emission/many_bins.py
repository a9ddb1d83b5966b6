"""What many bins do, Sec. IV.B: the bound without limit, Fig. 2, short bins and many atoms.

From the randomness (25) and the bound (28): what another bin gains, the coherence that a figure
is drawn over, the density of arrivals (29) and the clicks of many atoms.
"""

from collections.abc import Iterable, Sequence
from itertools import product

from sympy import (
    Add,
    Expr,
    S,
    Symbol,
    binomial,
    cancel,
    combsimp,
    exp,
    expand,
    integrate,
    limit,
    log,
    oo,
)

from derive import symbols as sym
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import (
    spectrum_names,
)
from derive.emission.temporal import (
    ATOM_BINS,
    DT,
    arrival,
    arrival_probabilities,
    bin_probability,
    bound_temporal,
    randomness_temporal,
)
from derive.functions import log2
from derive.model.domain import (
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
from derive.model.equation import equation
from derive.model.measurement import (
    RHO_A,
    block,
    block_name,
    state_name,
)
from derive.model.randomness import coherence
from derive.model.steps import step

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

    The bound grows without limit, one more bit per click for each doubling of the bins. A bin has
    the click with the probability x times a `share` that tends to 1.
    """
    x, share, length = Symbol("x", positive=True), Symbol("share", positive=True), sym.Gamma * sym.t
    click = 1 - exp(-x)
    bits = bound_per_click().subs(sym.x, x).rewrite(log) + log(x) / log(2)
    finite = limit(cancel(bits.subs(log(click), log(x) + log(share))), x, 0)
    per_click = finite.subs(share, limit(click / x, x, 0))
    return sym.rho11 * (1 - sym.alpha) * (per_click - log2(length))


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
