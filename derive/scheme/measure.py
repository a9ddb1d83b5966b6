"""What the detectors do to the source: Kraus operators, effects, probabilities, what is left.

A Kraus operator belongs to one outcome and one label of the registers that nobody reads; its rows
are the labels of what is left of the source, its columns the levels.
"""

from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, MatrixBase, Sum, zeros

from derive.errors import SchemeError
from derive.model.hilbert import Labels, One
from derive.scheme.isometry import conj
from derive.scheme.labels import Term
from derive.scheme.model import Model, ReadOutcome, at
from derive.scheme.ring import normal
from derive.scheme.sums import closed


@dataclass(frozen=True)
class Kraus:
    """One operator, or a family of them over indices that are not those of the outcome."""

    matrix: ImmutableMatrix
    families: tuple[One, ...] = ()


def told(model: Model, outcome: ReadOutcome) -> list[Term]:
    """The terms in which an outcome occurs."""
    return [term for term in model.terms if at(term.labels, model.read) in outcome.labels]


def rows(model: Model) -> tuple[str, ...]:
    """The labels of what is left of the source, in the order in which they occur.

    :raises SchemeError: where it has a family of labels, which are no rows of a matrix.
    """
    first = [term.labels[0] for term in model.terms]
    if any(isinstance(label, One) for label in first):
        raise SchemeError(f"register {model.registers[0]} has a family of labels: no row for each")
    return tuple(dict.fromkeys(str(label) for label in first))


def kraus(model: Model, outcome: ReadOutcome) -> tuple[Kraus, ...]:
    """The Kraus operators of an outcome, those that are not zero."""
    found: dict[Labels, list[list[Expr]]] = {}
    names = rows(model)
    for term in told(model, outcome):
        matrix = found.setdefault(term.labels[1:], zeros(len(names), model.levels).tolist())
        row = names.index(str(term.labels[0]))
        matrix[row] = [a + b for a, b in zip(matrix[row], term.amplitudes, strict=True)]
    return tuple(
        Kraus(ImmutableMatrix(matrix), _inner(labels, outcome)) for labels, matrix in found.items()
    )


def _inner(labels: Labels, outcome: ReadOutcome) -> tuple[One, ...]:
    """The families of a label that are not told by the outcome."""
    ones = dict.fromkeys(x for x in labels if isinstance(x, One))
    return tuple(x for x in ones if x not in outcome.families)


def effect(model: Model, outcome: ReadOutcome) -> ImmutableMatrix:
    """The POVM element of an outcome: the sum of all M^dagger M."""
    total = zeros(model.levels)
    for operator in kraus(model, outcome):
        matrix = operator.matrix
        total += _over(matrix.T.applyfunc(conj) * matrix, operator.families)
    return _tidy(model, total)


def left(model: Model, outcome: ReadOutcome, state: MatrixBase) -> ImmutableMatrix:
    """What is left of the source after an outcome, with the trace that is its probability."""
    total = zeros(len(rows(model)))
    for operator in kraus(model, outcome):
        matrix = operator.matrix
        total += _over(matrix * state * matrix.T.applyfunc(conj), operator.families)
    return _tidy(model, total)


def post_measurement(model: Model, outcome: ReadOutcome, state: MatrixBase) -> ImmutableMatrix:
    """What is left of the source after an outcome, normalised."""
    rest = left(model, outcome, state)
    weight = probability(model, outcome, state)
    return ImmutableMatrix(rest.applyfunc(lambda x: normal(x / weight)))


def probability(model: Model, outcome: ReadOutcome, state: MatrixBase) -> Expr:
    """Born's rule: the trace of the state times the effect."""
    return normal(Add(*(state * effect(model, outcome)).diagonal()))


def _over(matrix: MatrixBase, families: tuple[One, ...]) -> MatrixBase:
    limits = [(x.index, x.lower, x.upper) for x in families]
    return matrix.applyfunc(lambda x: Sum(x, *limits) if x != 0 else x) if limits else matrix


def _tidy(model: Model, matrix: MatrixBase) -> ImmutableMatrix:
    return ImmutableMatrix(matrix.applyfunc(lambda x: normal(closed(x, model.signs))))
