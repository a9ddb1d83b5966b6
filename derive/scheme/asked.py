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
    held = model.holder(eve)
    if isinstance(state, MatrixBase | list):
        matrix, domain = states.own(state, model)
        return Asked(model, eve, "own", matrix, domain & model.domain)
    if state not in states.STATES:
        raise SchemeError(f"there is no state {state!r}; there are {', '.join(states.STATES)}")
    if state == "incoherent":
        matrix, domain = states.incoherent(model.levels)
    elif model.levels == 2:
        matrix, domain = states.general(bool(charges(model, held).conflict))
    else:
        raise SchemeError(f"the general state has two levels; this source has {model.levels}")
    return Asked(model, eve, state, matrix, domain & model.domain)


def source_state(model: Model, state: str | MatrixBase | None) -> ImmutableMatrix:
    """A state of the source by name or as a matrix; by default the most general that has a name."""
    state = state if state is not None else "general" if model.levels == 2 else "incoherent"
    if state == "general" and model.levels == 2:
        return states.general(True)[0]
    return asked_for(model, next(iter(model.holders)), state).matrix
