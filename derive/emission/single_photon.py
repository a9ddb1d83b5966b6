"""Single-photon detection, Sec. IV.A: did a photon arrive within the window or not?

The isometry is the emission (8) with all modes taken as one collective mode; its phase is absorbed
into that mode. From it and the readout {|0>, |1>} of the field follow the dilation (12), (13), the
POVM (14), (15), the states (16) and the randomness (17)-(19), and the first row of Table I.
"""

from dataclasses import dataclass

from sympy import (
    Expr,
    ImmutableMatrix,
    Integer,
    S,
    Symbol,
    diag,
    exp,
    expand,
    eye,
    factor,
    sqrt,
)
from sympy import kronecker_product as kron

from derive import symbols as sym
from derive.emission.purification import PURE_VACUUM
from derive.emission.window import output_ket, window_isometry
from derive.functions import eta
from derive.model.domain import HISTORY, POPULATION, QUBIT, WINDOW, Domain
from derive.model.entropy import split_products, von_neumann
from derive.model.equation import equation
from derive.model.hilbert import Isometry, Ket, Labels, ket, partial_trace
from derive.model.measurement import (
    INCOHERENT,
    RHO_A,
    Detection,
    Outcome,
    Outcomes,
    adjoint,
    block_spectrum,
    effect,
    entropy_names,
    field_state,
    kraus,
    outcomes,
    post_measurement,
    probability,
    randomness,
    state_name,
)
from derive.model.randomness import coherence
from derive.model.steps import step, times

READOUT = ("0", "1")
"""The field labels that the detector tells apart: no photon, a photon in any mode."""
SURVIVAL = Symbol("survival", positive=True)
"""Stands for the survival exp(-Gamma t/bins) of one bin while a formula is rearranged."""
ATOM_WINDOW = QUBIT & WINDOW
EXCITED_WINDOW = POPULATION & WINDOW
CHAIN_RULE = "The chain rule takes the entropy of a product apart, with eta(x) = -x log x"


def spectrum_names() -> dict[Expr, Expr]:
    """The entropy terms of mu_1 and mu_2 by their names, and that of the atom."""
    terms = {eta(mu): eta(Symbol(rf"\{name}")) for name, mu in no_click_spectrum().items()}
    return entropy_names() | terms


def isometry(bins: Expr | int = 1) -> Isometry:
    """The emission A -> A R during one of `bins` equal parts of the window, in ASCII basis labels.

    >>> isometry().images[("1",)].amplitude("0", "1")
    sqrt(1 - exp(-Gamma*t))
    """
    excited = window_isometry().images[("e", "0")]
    amplitudes = {("1", "0"): excited.amplitude("e", "0"), ("0", "1"): excited.amplitude("g", "1")}
    one_bin = {sym.t: sym.t / bins, sym.theta: 0}
    images: dict[Labels, Ket] = {
        ("0",): ket("A R", {("0", "0"): 1}),
        ("1",): ket("A R", {labels: a.subs(one_bin) for labels, a in amplitudes.items()}),
    }
    return Isometry(("A",), images)


def scheme() -> Detection:
    """Single-photon detection as data."""
    return Detection("single-photon", isometry(), READOUT, (sym.Gamma, sym.t), "arXiv:2512.05713")


def detection() -> Outcomes:
    """The two outcomes, no photon and a photon, with the Kraus operators (15)."""
    return tuple(Outcome(x, kraus_operators()[f"M_{x}"]) for x in READOUT)


# The state of the field.


@equation("11", r"\rho_R", domain=HISTORY, title="field after tracing out atom and purification")
def field_reduced() -> ImmutableMatrix:
    """rho_R in the basis |0>, |1>, the partial trace of the state (10), Eq. (11)."""
    state = step(r"|\Psi_{out}\rangle_{ARR'}", output_ket(), "The state after the window")
    return partial_trace(state, "R").matrix([("0",), ("1",)])


@equation(
    "text:classical-state",
    r"\langle 0|\rho_R|1\rangle",
    domain=ATOM_WINDOW,
    title="is the field a classical state?",
)
def field_coherence() -> dict[str, Expr]:
    """The off-diagonal element of rho_R: for the example (10), and for any state of the atom.

    It vanishes if and only if rho01 does (t > 0), so a coherent atom leaves a quantum field.
    """
    return {"example": field_reduced()[0, 1], "coherent": field_state(detection(), RHO_A)[0, 1]}


# The dilation.


@dataclass(frozen=True)
class Dilation:
    """A unitary on A (x) R_1 .. R_n, what it acts on, and the projectors of the outcomes.

    Matrices are in the product basis, A first: |00>, |01>, |10>, |11> for one bin.
    """

    unitary: ImmutableMatrix
    state: ImmutableMatrix
    projectors: tuple[ImmutableMatrix, ...]


def dilation(bins: int = 1) -> Dilation:
    """U_n .. U_1 for bins with a field qubit each; outcome 0 is no click, k a click in bin k."""
    unitary = ImmutableMatrix(eye(2 ** (bins + 1)))
    for number in range(bins):
        unitary = _bin_unitary(bins, number) * unitary
    vacuum = (diag(1, 0),) * bins
    return Dilation(
        unitary,
        ImmutableMatrix(kron(RHO_A, *vacuum)),
        tuple(_projector(bins, click) for click in (None, *range(bins))),
    )


def _bin_unitary(bins: int, number: int) -> ImmutableMatrix:
    """U_j on A and field qubit j, the isometry of one bin completed as [[M0, -M1^+], [M1, N]].

    N = sqrt(1 - M1 M1^+): the excitation number is conserved. The completion is not unique, but
    the vacuum never meets it.
    """
    stay, emit = (kraus(isometry(bins), label) for label in READOUT)
    rest = (eye(2) - emit * adjoint(emit)).applyfunc(sqrt)  # of a diagonal matrix
    blocks = {(0, 0): stay, (1, 0): emit, (0, 1): -adjoint(emit), (1, 1): rest}
    parts = (kron(x, *_field(bins, number, _unit(*at))) for at, x in blocks.items())
    return ImmutableMatrix(sum(parts, start=ImmutableMatrix.zeros(2 ** (bins + 1))))


def _projector(bins: int, click: int | None) -> ImmutableMatrix:
    photon = [diag(0, 1) if number == click else diag(1, 0) for number in range(bins)]
    return ImmutableMatrix(kron(eye(2), *photon))


def _field(bins: int, number: int, operator: ImmutableMatrix) -> list[ImmutableMatrix]:
    return [operator if place == number else eye(2) for place in range(bins)]


def _unit(row: int, column: int) -> ImmutableMatrix:
    return ImmutableMatrix(2, 2, lambda i, j: Integer((i, j) == (row, column)))


@equation(
    "12", r"\Pr(i)", domain=ATOM_WINDOW, title="Born's rule, two time bins", assumes=(PURE_VACUUM,)
)
def born_probabilities() -> dict[str, Expr]:
    """tr[(P_i (x) I_A) U (rho_A (x) |0><0|) U^dagger] for two bins: no click, click in 1, in 2.

    Two bins, since with one bin U and U^dagger give the same numbers and the order is not tested.
    """
    d = dilation(bins=2)
    after = d.unitary * d.state * adjoint(d.unitary)
    return {f"Pr_{i}": (p * after).trace() for i, p in enumerate(d.projectors)}


@equation("text:pi-dilation", r"\Pi_i", domain=WINDOW, title="the readout before the emission")
def dilated_readout() -> dict[str, ImmutableMatrix]:
    """Pi_i = U^dagger (P_i (x) I_A) U on A (x) R, 4x4: the Heisenberg picture of the readout."""
    d = dilation()
    step("U", d.unitary, "The isometry completed to a unitary, on |00>, |01>, |10>, |11>")
    for i, p in enumerate(d.projectors):
        step(rf"\Pi_{{{i}}}", times(adjoint(d.unitary), p, d.unitary), "The readout, moved back")
    images = (adjoint(d.unitary) * p * d.unitary for p in d.projectors)
    return {f"Pi_{i}": image.applyfunc(expand) for i, image in enumerate(images)}


@equation(
    "13",
    r"R(\rho_A\otimes|0\rangle\langle 0|_R, \Pi)",
    domain=ATOM_WINDOW,
    title="randomness of the dilated readout",
    assumes=(PURE_VACUUM,),
    names=spectrum_names,
)
def dilated_randomness() -> Expr:
    """S(sum_i Pi_i rho Pi_i) - S(rho) for rho = rho_A (x) |0><0|, in bits, Eq. (13).

    The blocks Pi_i rho Pi_i are orthogonal, and unitarily equivalent to P_i U rho U^dagger P_i.
    """
    d = dilation()
    step("U", d.unitary, "The isometry completed to a unitary, on |00>, |01>, |10>, |11>")
    after = d.unitary * d.state * adjoint(d.unitary)
    step(
        r"U (\rho_{A} \otimes |0\rangle\langle 0|) U^\dagger", after, "The state after the emission"
    )
    blocks = (p * after * p for p in d.projectors)
    return sum(map(von_neumann, blocks), start=S.Zero) - von_neumann(d.state)


# The measurement on the atom.


@equation("15", "M_i", domain=WINDOW, title="Kraus operators", assumes=(PURE_VACUUM,))
def kraus_operators() -> dict[str, ImmutableMatrix]:
    """M_i = <i|_R V, Eq. (15)."""
    return {f"M_{o.label}": o.kraus for o in outcomes(scheme())}


@equation("14", "E_i", domain=WINDOW, title="POVM on the atom", assumes=(PURE_VACUUM,))
def povm() -> dict[str, ImmutableMatrix]:
    """E_0 (no photon) and E_1 (photon), Eq. (14)."""
    return {f"E_{o.label}": effect(o) for o in detection()}


@equation(
    "text:click-probabilities",
    r"\Pr(i)",
    domain=ATOM_WINDOW,
    title="probabilities of the outcomes",
    assumes=(PURE_VACUUM,),
)
def click_probabilities() -> dict[str, Expr]:
    """Pr(0) and Pr(1) by Born's rule; they sum to rho00 + rho11 = 1."""
    return {f"Pr_{o.label}": probability(o, RHO_A) for o in detection()}


@equation(
    "16", r"\tau_A^i", domain=ATOM_WINDOW, title="post-measurement states", assumes=(PURE_VACUUM,)
)
def post_measurement_states() -> dict[str, ImmutableMatrix]:
    """M_i rho_A M_i^dagger / Pr(i), the atom's factor of the states in Eq. (16).

    Each exists where its outcome can happen: tau_1 needs rho11 > 0 and t > 0.
    """
    return {f"tau_{o.label}": post_measurement(o, RHO_A) for o in detection()}


# Randomness.


@equation(
    "17",
    r"R(\rho_A\otimes\sigma_R, \Pi)",
    domain=ATOM_WINDOW,
    title="randomness of single-photon detection",
    assumes=(PURE_VACUUM,),
    names=spectrum_names,
)
def randomness_single_photon() -> Expr:
    """R = H(X|E) in bits per window against adversary II, Eq. (17)."""
    return randomness(detection(), RHO_A)


@equation(
    "18",
    r"\mu_{1,2}(t)",
    domain=ATOM_WINDOW,
    title="spectrum of the no-photon block",
    assumes=(PURE_VACUUM,),
)
def no_click_spectrum() -> dict[str, Expr]:
    """mu_1 >= mu_2, the eigenvalues of M_0 rho_A M_0^dagger, Eq. (18)."""
    larger, smaller = block_spectrum(detection()[0], RHO_A)
    return {"mu_1": larger, "mu_2": smaller}


@equation(
    "text:mu-at-zero-coherence",
    r"\mu_{1,2}(t)|_{\rho_{01}=0}",
    domain=EXCITED_WINDOW,
    title="the spectrum without coherence",
    assumes=(PURE_VACUUM,),
)
def no_click_spectrum_incoherent() -> dict[str, Expr]:
    """Eq. (18) at rho01 = 0: the larger and the smaller of rho00 and exp(-Gamma t) rho11."""
    return {name: mu.subs(sym.c, 0) for name, mu in no_click_spectrum().items()}


@equation(
    "19",
    r"R\big|_{\rho_{01}=0}",
    domain=EXCITED_WINDOW,
    title="lower bound of single-photon detection",
    assumes=(PURE_VACUUM,),
)
def bound_single_photon() -> Expr:
    """R at rho01 = 0, in bits: a binary entropy for each excited atom, Eq. (19)."""
    terms = split_products(in_survival(randomness(detection(), INCOHERENT)))
    step(f"R({state_name(INCOHERENT)})", expand(terms).subs(SURVIVAL, sym.alpha), CHAIN_RULE)
    return factor(expand(terms)).subs(SURVIVAL, sym.alpha)


def in_survival(expression: Expr, bins: Expr | int = 1) -> Expr:
    """The expression with q = exp(-Gamma t/bins) as its variable; exp(-Gamma t) is q**bins.

    SymPy's own `subs` does not see a symbolic power of an exponential.
    """
    unit = -sym.Gamma * sym.t / bins
    return expression.replace(exp, lambda exponent: SURVIVAL ** expand(exponent / unit))


@equation(
    "text:classical-mixture",
    r"R(I/2, \{|0\rangle\langle 0|, |1\rangle\langle 1|\})",
    domain=Domain(),
    title="a classical mixture has no intrinsic randomness",
)
def mixture_randomness() -> Expr:
    """R of (|0><0| + |1><1|)/2 read out in the same basis, Eve holding the purification."""
    readout = tuple(Outcome(str(i), _unit(i, i)) for i in range(2))
    return randomness(readout, ImmutableMatrix(eye(2) / 2))


# Table I, first row.


@equation(
    "table1:single-photon:I",
    r"H(X|AR')",
    domain=ATOM_WINDOW,
    title="single-photon detection, adversary I",
    assumes=(PURE_VACUUM,),
)
def adversary_one() -> dict[str, Expr]:
    """H(X|AR') for an Eve who holds A and R' after the window, in bits.

    A R R' is pure and the readout has rank one, so this is the coherence of rho_R. Whatever
    coherence the atom had is then partly in the field, out of Eve's reach.
    """
    states = {"incoherent": INCOHERENT, "coherent": RHO_A}
    return {name: coherence(field_state(detection(), rho)) for name, rho in states.items()}


@equation(
    "table1:single-photon:II",
    r"H(X|R')",
    domain=ATOM_WINDOW,
    title="single-photon detection, adversary II",
    assumes=(PURE_VACUUM,),
    names=spectrum_names,
)
def adversary_two() -> dict[str, Expr]:
    """H(X|R') for an Eve who holds the purification of the atom only, in bits."""
    return {"incoherent": bound_single_photon(), "coherent": randomness_single_photon()}
