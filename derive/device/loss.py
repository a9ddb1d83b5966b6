"""Arrival times with a detector of efficiency eta_d: a photon is seen, or lost into a register L.

The isometry A -> A R L is the emission in n bins, then a beam splitter on the field. Eve holds R',
or R' and L; all that she does not hold is C. As the whole is pure, her ignorance of the outcome is
H(X|E) = S(sum_x P_x rho_C P_x) - S(rho_C), one formula for either Eve.
"""

from collections.abc import Callable

from sympy import (
    Add,
    Expr,
    ImmutableMatrix,
    S,
    Sum,
    Symbol,
    cancel,
    exp,
    expand,
    factor,
    factor_terms,
    fraction,
    sqrt,
)

from derive import symbols as sym
from derive.device.eves import KEEPER, LOSSY_EVES, LOST_WITH_EVE, NOBODY, Eve, for_each_eve
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import CHAIN_RULE, SURVIVAL, in_survival
from derive.emission.single_photon import isometry as bin_isometry
from derive.emission.temporal import (
    ATOM_BINS,
    EXCITED_BINS,
    READOUT,
    bound_as_sum,
    bound_temporal,
    compose,
    povm,
    power_sum,
)
from derive.functions import eta
from derive.model.domain import between
from derive.model.entropy import moduli, split_products, von_neumann
from derive.model.equation import equation
from derive.model.hilbert import Isometry, Ket, Label, One, apply, arrange, inner, ket, project
from derive.model.measurement import (
    ATOM,
    INCOHERENT,
    RHO_A,
    Outcome,
    Outcomes,
    adjoint,
    entropy_names,
    over_family,
    randomness,
)
from derive.model.steps import noting, step

ASYMPTOTIC = "bits per shot of many independent and equal shots, without limit"
WITHOUT_COHERENCE = r"\big|_{\rho_{01}=0}"
EFFICIENCY = between(sym.eta_d, 0, 1)
LOSSY = ATOM_BINS & EFFICIENCY
LOSSY_EXCITED = EXCITED_BINS & EFFICIENCY
PHOTON = READOUT[1]
"""A photon in bin k; the same label is the record of a lost one."""


def detector() -> Isometry:
    """What happens to the field: R -> R L, the photon stays in R, or its bin is recorded in L.

    >>> [str(amplitude) for _, amplitude in detector().images[(PHOTON,)].terms]
    ['sqrt(eta_d)', 'sqrt(1 - eta_d)']
    """
    seen, lost = sqrt(sym.eta_d), sqrt(1 - sym.eta_d)
    photon = ket("R L", {(PHOTON, "0"): seen, ("0", PHOTON): lost})
    return Isometry(("R",), {("0",): ket("R L", {("0", "0"): S.One}), (PHOTON,): photon})


@noting
def isometry() -> Isometry:
    """The global isometry A -> A R L: the emission in n bins, then the detector."""
    emitted = compose(bin_isometry(sym.n), sym.n).images
    images = {s: arrange(apply(detector(), image), "A R L") for s, image in emitted.items()}
    return Isometry(("A",), images)


def closed(expression: Expr) -> Expr:
    """Each sum over all bins of a probability, which is geometric, in closed form.

    >>> clicks = bin_weight() * sym.eta_d
    >>> closed(Sum(clicks, (sym.k, 1, sym.n)))
    eta_d*(1 - exp(-Gamma*t))

    :raises ArithmeticError: for a term that is not geometric.
    """
    return expression.replace(Sum, lambda term, _: summed_to(term, sym.n))


def summed_to(term: Expr, last: Expr) -> Expr:
    """The sum of a probability in bin k over the bins 1 to `last`, in closed form.

    :raises ArithmeticError: for a term that is not geometric.
    """
    first = in_survival(term, sym.n) / SURVIVAL ** (sym.k - 1)
    each, survival = factor(expand(first)), sym.decay(sym.t, sym.n)
    if each.has(sym.k):
        raise ArithmeticError(f"{term} is not geometric in k")
    above, below = fraction(power_sum(S.One, SURVIVAL))
    return (cancel(each / below) * above.subs(sym.n, last)).subs(SURVIVAL, survival)


def bin_weight() -> Expr:
    """The probability that an excited atom emits in bin k, from Eq. (21)."""
    return povm()["E_k"][1, 1]


def without_coherence(bits: Expr) -> Expr:
    """Bits at rho01 = 0 with the sum over the bins in closed form, for each excited atom.

    The terms of the clicks are those of (27) times a factor, whose sum is known from (28).
    """
    (clicks,) = bits.atoms(Sum)
    scale = clicks.function.args[0] / bin_weight()
    known = bound_temporal() - (bound_as_sum() - Add(*bound_as_sum().atoms(Sum)))
    emitted = closed(Sum(bin_weight(), (sym.k, 1, sym.n)))
    summed = scale * known.subs(sym.rho11, 1) + emitted * eta(scale)
    return step("R", _for_each_excited(bits.subs(clicks, summed)), CHAIN_RULE)


def _for_each_excited(bits: Expr) -> Expr:
    """The chain rule on products with rho11; what is left of eta(rho11) has to be nothing."""
    survivals = {s: Symbol(f"s{i}", positive=True) for i, s in enumerate(bits.atoms(exp))}
    apart = split_products(bits.subs(survivals))
    kept = apart.subs(eta(sym.rho11), 0)
    if expand(apart - kept) != 0:
        raise ArithmeticError("the populations do not add up")
    return factor_terms(kept).subs({s: survival for survival, s in survivals.items()})


# Nobody holds the lost photons.


def seen_effect(label: Label) -> ImmutableMatrix:
    """The POVM element of an outcome on the atom: A and L are traced out, or held by nobody."""
    branches = [project(isometry().images[(start,)], "R", label) for start in ATOM]
    overlaps = [[closed(inner(row, column)) for column in branches] for row in branches]
    return step(f"E_{{{_name(label)}}}", ImmutableMatrix(overlaps), "The effect of the outcome")


def _name(label: Label) -> str:
    return str(label.index) if isinstance(label, One) else label


def seen() -> Outcomes:
    """The outcomes for an Eve with R' alone, each with the root of its effect.

    Her state given x is that of A L, whose spectrum is that of sqrt(E_x) rho_A sqrt(E_x).
    """
    effects = {label: seen_effect(label) for label in READOUT}
    if not all(effect.is_diagonal() for effect in effects.values()):
        raise ArithmeticError("the root of an effect is taken of its diagonal only")
    return tuple(Outcome(label, effect.applyfunc(sqrt)) for label, effect in effects.items())


# Eve holds the lost photons.


def branch(start: str, label: Label) -> Ket:
    """What the level `start` becomes on A R where L is found in a state."""
    return project(isometry().images[(start,)], "L", label)


def mixed(operator: Callable[[Label], ImmutableMatrix], state: ImmutableMatrix) -> ImmutableMatrix:
    """The sum over the states of L of K rho K^dagger, for the matrix K of each."""
    left = {label: operator(label) * state * adjoint(operator(label)) for label in READOUT}
    summed = ImmutableMatrix(
        2, 2, lambda *at: Add(*(over_family(Outcome(x, m), m[at]) for x, m in left.items()))
    )
    return summed.applyfunc(closed)


def frame() -> tuple[tuple[Ket, Expr], ...]:
    """The images of |0> and |1> without a loss, orthogonal vectors of A R, each with its norm.

    :raises ArithmeticError: if they are not orthogonal.
    """
    images = [branch(start, "0") for start in ATOM]
    if inner(*images) != 0:
        raise ArithmeticError("the images of the levels are not orthogonal")
    return tuple((image, sqrt(closed(inner(image, image)))) for image in images)


@noting
def shared_state(state: ImmutableMatrix) -> ImmutableMatrix:
    """rho_AR in the basis of :func:`frame`, for a given state of the atom.

    :raises ArithmeticError: if its trace there is not 1, so that some of it lies outside.
    """
    basis = frame()

    def operator(lost: Label) -> ImmutableMatrix:
        images = [branch(start, lost) for start in ATOM]
        return ImmutableMatrix([[closed(inner(v, i)) / norm for i in images] for v, norm in basis])

    inside = mixed(operator, state)
    if moduli(expand(inside.trace())) != 1:
        raise ArithmeticError(f"the frame holds only {inside.trace()} of the state")
    return step(r"\rho_{AR}", inside, "The state of A and R in the images of |0> and |1>")


def shared_block(label: Label, state: ImmutableMatrix) -> ImmutableMatrix:
    """P_x rho_AR P_x, on A: what the outcome leaves while Eve holds L."""

    def operator(lost: Label) -> ImmutableMatrix:
        found = [project(branch(start, lost), "R", label) for start in ATOM]
        return ImmutableMatrix([[column.amplitude(end) for column in found] for end in ATOM])

    name = rf"P_{{{_name(label)}}} \rho_{{AR}} P_{{{_name(label)}}}"
    return step(name, mixed(operator, state), "What the outcome leaves of A and R")


def shared_randomness(state: ImmutableMatrix) -> Expr:
    """H(X|R'L) = S(sum_x P_x rho_AR P_x) - S(rho_AR) in bits."""
    blocks = {x: von_neumann(shared_block(x, state)) for x in READOUT}
    after = Add(*(over_family(Outcome(x, state), value) for x, value in blocks.items()))
    return after - von_neumann(shared_state(state))


# Either Eve.


def ignorance(eve: Eve, state: ImmutableMatrix) -> Expr:
    """H(X|E) in bits, for a given state of the atom."""
    return shared_randomness(state) if eve.lost else randomness(seen(), state)


@for_each_eve(
    LOSSY_EVES,
    "device:lossy{}",
    "H(X|E)",
    domain=LOSSY,
    title="randomness of arrival times with losses",
    assumes=ASYMPTOTIC,
    names=entropy_names,
)
def randomness_lossy(eve: Eve) -> Expr:
    """H(X|E) in bits per shot; at eta_d = 1 it is Eq. (25)."""
    return ignorance(eve, RHO_A)


@for_each_eve(
    LOSSY_EVES,
    "device:lossy{}:bound",
    f"H(X|E){WITHOUT_COHERENCE}",
    domain=LOSSY_EXCITED,
    title="lower bound with losses",
    assumes=ASYMPTOTIC,
)
def bound_lossy(eve: Eve) -> Expr:
    """H(X|E) at rho01 = 0 in bits per shot, in closed form; at eta_d = 1 it is Eq. (28)."""
    return without_coherence(ignorance(eve, INCOHERENT))


# What changes with the detector.


@equation(
    "device:lossy:gain",
    r"\left[H(X|R') - H(X|R'L)\right]_{\rho_{01}=0}",
    domain=LOSSY_EXCITED,
    title="what the lost photons tell Eve",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def told_by_lost_photons() -> Expr:
    """The bits per shot that Eve gains with the lost photons, at rho01 = 0."""
    return factor_terms(expand(bound_lossy(NOBODY) - bound_lossy(KEEPER)))


@equation(
    "device:lossy:gain:coherent",
    r"H(X|R') - H(X|R'L)",
    domain=LOSSY,
    title="what the lost photons tell Eve, for any coherence",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def told_with_coherence() -> Expr:
    """The bits per shot that Eve gains with the lost photons: what clicks add to both cancels."""
    return randomness_lossy(NOBODY) - randomness_lossy(KEEPER)


@equation(
    "device:lossy:eve:efficient",
    r"H(X|R'L)",
    domain=LOSSY,
    title="growth with the efficiency for any coherence, the lost photons with Eve",
    assumes=(PURE_VACUUM, ASYMPTOTIC, LOST_WITH_EVE),
)
def efficient() -> Expr:
    """H(X|R'L) in bits per shot, as what changes with the efficiency."""
    return randomness_lossy(KEEPER)


@equation(
    "device:lossless",
    "H",
    domain=ATOM_BINS,
    title="randomness of arrival times without losses",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def lossless() -> dict[str, Expr]:
    """Both randomnesses for a detector that loses no photon."""
    return {eve.name: randomness_lossy(eve).subs(sym.eta_d, 1) for eve in LOSSY_EVES}
