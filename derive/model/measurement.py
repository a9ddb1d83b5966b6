"""From an isometry and a readout of the field to the randomness of the outcomes (Sec. IV).

A detection scheme is data: the isometry A -> A R of the emission, and the labels of the field that
the readout tells apart. Sandwiching one with the other gives the Kraus operators on the atom; the
POVM, the probabilities, the post-measurement states and the bits follow, for every scheme alike.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, Sum, Symbol, Trace, eye, sqrt

from derive import symbols as sym
from derive.model.entropy import moduli, spectrum, von_neumann
from derive.model.hilbert import Isometry, Label, One, conj, project
from derive.model.steps import named, step, times

ATOM = ("0", "1")
"""Basis labels of the atom, in the order of all 2x2 matrices: ground, excited."""
RHO_A = ImmutableMatrix([[sym.rho00, sym.rho01], [sym.rho10, sym.rho11]])
"""A general state of the atom."""
INCOHERENT = ImmutableMatrix.diag(sym.rho00, sym.rho11)
"""The same populations without coherence: the atom when Eve has collected its past emissions."""
STATE_NAMES = {RHO_A: r"\rho_{A}", INCOHERENT: r"\rho_{A}^{\mathrm{d}}"}
"""How the states above are called in the rows of a derivation, in LaTeX."""


@dataclass(frozen=True)
class Detection:
    """A detection scheme: what the emission does, and what the detectors tell apart.

    `isometry` maps A to A R, `readout` lists labels of R: a string for one outcome,
    :class:`~derive.model.hilbert.One` for a family of outcomes with a running index.
    """

    name: str
    isometry: Isometry
    readout: tuple[Label, ...]
    symbols: tuple[Symbol, ...]
    citation: str


@dataclass(frozen=True)
class Outcome:
    """One outcome of a readout, or a family of them: the Kraus operator on the atom, 2x2."""

    label: Label
    kraus: ImmutableMatrix

    @property
    def name(self) -> str:
        """The label as it stands in a formula: 0, 1, or k for a family with that index."""
        return str(self.label.index) if isinstance(self.label, One) else self.label


Outcomes = tuple[Outcome, ...]


def outcomes(scheme: Detection) -> Outcomes:
    """The outcomes of a scheme with their Kraus operators, in the order of its readout."""
    for (start,), image in scheme.isometry.images.items():
        step(rf"V|{start}\rangle_A", image, "The isometry of the emission into the field read out")
    return tuple(Outcome(label, kraus(scheme.isometry, label)) for label in scheme.readout)


def kraus(isometry: Isometry, label: Label) -> ImmutableMatrix:
    """The Kraus operator <label|_R V on the atom: 2x2, its columns the images of |0>, |1>.

    >>> from derive.model.hilbert import ket
    >>> images = {("0",): ket("A R", {("0", "0"): 1}), ("1",): ket("A R", {("0", "1"): 1})}
    >>> kraus(Isometry(("A",), images), "1")
    Matrix([
    [0, 1],
    [0, 0]])
    """
    columns = [project(isometry.images[(start,)], "R", label) for start in ATOM]
    return ImmutableMatrix([[column.amplitude(end) for column in columns] for end in ATOM])


def adjoint(operator: ImmutableMatrix) -> ImmutableMatrix:
    """The conjugate transpose; square roots of probabilities are real."""
    return operator.T.applyfunc(conj)


def effect(outcome: Outcome) -> ImmutableMatrix:
    """The POVM element M^dagger M on the atom."""
    factors = adjoint(outcome.kraus), outcome.kraus
    step(f"E_{{{outcome.name}}}", times(*factors), "The effect of the outcome")
    return factors[0] * factors[1]


def state_name(state: ImmutableMatrix) -> str:
    """What a state of the atom is called, in LaTeX."""
    return STATE_NAMES.get(state, r"\rho")


def entropy_names() -> dict[Expr, Expr]:
    """The entropy of the atom by its name, S(rho_A), for what it is."""
    return {von_neumann(RHO_A): named(f"S({state_name(RHO_A)})")}


def block_name(outcome: Outcome, state: ImmutableMatrix) -> str:
    r"""What a block is called, in LaTeX.

    >>> print(block_name(Outcome("0", RHO_A), RHO_A))
    M_{0} \rho_{A} M_{0}^\dagger
    """
    return rf"M_{{{outcome.name}}} {state_name(state)} M_{{{outcome.name}}}^\dagger"


def block(outcome: Outcome, state: ImmutableMatrix) -> ImmutableMatrix:
    """The unnormalised state M rho M^dagger that the outcome leaves in the atom."""
    factors = outcome.kraus, state, adjoint(outcome.kraus)
    name = block_name(outcome, state)
    step(name, times(*factors), "What the outcome leaves of the state of the atom")
    return step(name, factors[0] * factors[1] * factors[2])


def block_spectrum(outcome: Outcome, state: ImmutableMatrix) -> tuple[Expr, Expr]:
    """The larger and the smaller eigenvalue of a block: from its trace and its determinant."""
    left = block(outcome, state)
    step(r"\operatorname{tr}", left.trace(), "Trace and determinant of the block")
    step(r"\operatorname{det}", moduli(left.det()))
    trace, determinant = named(r"\operatorname{tr}"), named(r"\operatorname{det}")
    for name, sign in ((r"\mu_{1}", 1), (r"\mu_{2}", -1)):
        step(
            name,
            (trace + sign * sqrt(trace**2 - 4 * determinant)) / 2,
            "Roots of the characteristic polynomial",
        )
    larger, smaller = spectrum(left)
    return larger, smaller


def probability(outcome: Outcome, state: ImmutableMatrix) -> Expr:
    """Born's rule tr(rho E)."""
    weighted = state, effect(outcome)
    step(rf"\Pr({outcome.name})", Trace(times(*weighted)), "Born's rule")
    return step(rf"\Pr({outcome.name})", (weighted[0] * weighted[1]).trace())


def post_measurement(outcome: Outcome, state: ImmutableMatrix) -> ImmutableMatrix:
    """The atom after the outcome, M rho M^dagger / Pr; only where the outcome can happen."""
    left, weight = block(outcome, state), probability(outcome, state)
    scaled = times(1 / named(rf"\Pr({outcome.name})"), left)
    step(rf"\tau^{{{outcome.name}}}", scaled, "The block over its probability")
    return left / weight


def total(parts: Outcomes, value: Callable[[Outcome], Expr]) -> Expr:
    """The sum of a value over all outcomes, with a family as a sum over its index."""
    return Add(*(over_family(outcome, value(outcome)) for outcome in parts))


def over_family(outcome: Outcome, value: Expr) -> Expr:
    """`value` summed over the index of a family; `value` itself for a single outcome."""
    if value == 0 or not isinstance(outcome.label, One):
        return value
    return Sum(value, (outcome.label.index, outcome.label.lower, outcome.label.upper))


def randomness(parts: Outcomes, state: ImmutableMatrix) -> Expr:
    """R = S(dephased state) - S(rho_A), in bits, from the spectra of the orthogonal blocks.

    The readout is coarse-grained, since a block keeps what the atom still is. For such a PVM the
    difference is H(X|E), Eve's ignorance of the outcome X alone, and not S(A'|E).
    """
    entropies = {outcome: _block_entropy(outcome, state) for outcome in parts}
    atom = f"S({state_name(state)})"
    before = step(atom, von_neumann(state), "The entropy of the atom before the emission")
    names = total(parts, lambda outcome: named(f"S({block_name(outcome, state)})")) - named(atom)
    bits = f"R({state_name(state)})"
    step(bits, names, "The entropy of the orthogonal blocks less that of the atom")
    return step(bits, total(parts, entropies.__getitem__) - before)


def _block_entropy(outcome: Outcome, state: ImmutableMatrix) -> Expr:
    value = von_neumann(block(outcome, state))
    return step(f"S({block_name(outcome, state)})", value, "The entropy of a block")


def field_state(parts: Outcomes, state: ImmutableMatrix) -> ImmutableMatrix:
    """The state of the field when nobody looks, <i|rho_R|j> = tr(M_i rho M_j^dagger).

    Rows and columns follow `parts`, which hold no family here.
    """
    return field_given(parts, state, ImmutableMatrix(eye(2)))


def field_given(parts: Outcomes, state: ImmutableMatrix, atom: ImmutableMatrix) -> ImmutableMatrix:
    """The unnormalised state of the field after the projector `atom` was found on the atom."""
    kept = [atom * outcome.kraus for outcome in parts]
    return ImmutableMatrix([[moduli((m * state * adjoint(o)).trace()) for o in kept] for m in kept])


def effects_sum(parts: Outcomes) -> ImmutableMatrix:
    """The sum of all POVM elements, which completeness says is the identity."""
    return ImmutableMatrix(2, 2, lambda *at: total(parts, lambda o: effect(o)[at]))
