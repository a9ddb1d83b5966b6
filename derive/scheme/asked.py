"""Whose bits are asked for, and in which state of the source."""

from dataclasses import dataclass

from sympy import ImmutableMatrix, MatrixBase

from derive.errors import SchemeError
from derive.model.domain import Domain
from derive.scheme import states
from derive.scheme.covariance import charges
from derive.scheme.model import PURIFICATION, Model
from derive.scheme.signs import Signs


@dataclass(frozen=True)
class Asked:
    """Whose bits are asked for, and in which state of the source, by name and as a matrix."""

    model: Model
    eve: str
    state: str
    matrix: ImmutableMatrix
    domain: Domain

    @property
    def held(self) -> frozenset[str]:
        """What Eve holds."""
        return self.model.holder(self.eve)

    @property
    def kept(self) -> tuple[int, ...]:
        """The places of the side that is finite: all that is not Eve's, or what is hers."""
        eve = self.model.places(self.held)
        hers = PURIFICATION not in self.held
        return tuple(p for p in range(len(self.model.registers)) if (p in eve) == hers)

    @property
    def signs(self) -> Signs:
        """The signs of formulas on the domain of the bits, indices included."""
        return Signs(self.model.signs.domain & self.domain)


def asked_for(model: Model, eve: str, state: str | MatrixBase) -> Asked:
    """What is asked for; a general state has a phase only where something may depend on it."""
    phase = bool(charges(model, model.holder(eve)).conflict)
    matrix, domain = state_of(model, state, phase)
    name = state if isinstance(state, str) else "own"
    return Asked(model, eve, name, matrix, domain & model.domain)


def source_state(model: Model, state: str | MatrixBase | None) -> ImmutableMatrix:
    """A state of the source by name or as a matrix; by default the most general that has a name."""
    return state_of(model, state if state is not None else most_general(model), phase=True)[0]


def most_general(model: Model) -> str:
    """The most general state of a source that has a name."""
    return "general" if model.levels == 2 else "incoherent"


def state_of(model: Model, state: str | MatrixBase, phase: bool) -> tuple[ImmutableMatrix, Domain]:
    """A state of the source by name, or a matrix of one's own, with the ranges of its symbols.

    :raises SchemeError: for an unknown name, or a matrix that is no state.
    """
    if not isinstance(state, str):
        return states.own(state, model)
    if state not in states.STATES:
        raise SchemeError(f"there is no state {state!r}; there are {', '.join(states.STATES)}")
    if state == "incoherent":
        return states.incoherent(model.levels)
    if model.levels != 2:
        raise SchemeError(f"the general state has two levels; this source has {model.levels}")
    return states.general(phase)
