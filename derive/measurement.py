"""From an isometry and a readout of the field to the randomness of the outcomes (Sec. IV).

A detection scheme is data: the isometry A -> A R of the emission, and the labels of the field that
the readout tells apart. Sandwiching one with the other gives the Kraus operators on the atom; the
POVM, the probabilities, the post-measurement states and the bits follow, for every scheme alike.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, Sum, Symbol, eye

from derive import symbols as sym
from derive.entropy import moduli, von_neumann
from derive.hilbert import Isometry, Label, One, conj, project

ATOM = ("0", "1")
"""Basis labels of the atom, in the order of all 2x2 matrices: ground, excited."""
RHO_A = ImmutableMatrix([[sym.rho00, sym.rho01], [sym.rho10, sym.rho11]])
"""A general state of the atom."""
INCOHERENT = ImmutableMatrix.diag(sym.rho00, sym.rho11)
"""The same populations without coherence: the atom when Eve has collected its past emissions."""


@dataclass(frozen=True)
class Scheme:
    """A detection scheme: what the emission does, and what the detectors tell apart.

    `isometry` maps A to A R, `readout` lists labels of R: a string for one outcome,
    :class:`~derive.hilbert.One` for a family of outcomes with a running index.
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


Outcomes = tuple[Outcome, ...]


def outcomes(scheme: Scheme) -> Outcomes:
    """The outcomes of a scheme with their Kraus operators, in the order of its readout."""
    return tuple(Outcome(label, kraus(scheme.isometry, label)) for label in scheme.readout)


def kraus(isometry: Isometry, label: Label) -> ImmutableMatrix:
    """The Kraus operator <label|_R V on the atom: 2x2, its columns the images of |0>, |1>.

    >>> from derive.hilbert import ket
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
    return adjoint(outcome.kraus) * outcome.kraus


def block(outcome: Outcome, state: ImmutableMatrix) -> ImmutableMatrix:
    """The unnormalised state M rho M^dagger that the outcome leaves in the atom."""
    return outcome.kraus * state * adjoint(outcome.kraus)


def probability(outcome: Outcome, state: ImmutableMatrix) -> Expr:
    """Born's rule tr(rho E)."""
    return (state * effect(outcome)).trace()


def post_measurement(outcome: Outcome, state: ImmutableMatrix) -> ImmutableMatrix:
    """The atom after the outcome, M rho M^dagger / Pr; only where the outcome can happen."""
    return block(outcome, state) / probability(outcome, state)


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
    return total(parts, lambda outcome: von_neumann(block(outcome, state))) - von_neumann(state)


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
