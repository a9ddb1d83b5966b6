"""A scheme as a user writes it: registers, isometry, readout, outcomes, and what each Eve holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sympy import Expr, ImmutableMatrix, MatrixBase

from derive.errors import SchemeError
from derive.scheme import measure
from derive.scheme.asked import source_state
from derive.scheme.bits import Bits, bits
from derive.scheme.bound import Bound, bound
from derive.scheme.checks import checked
from derive.scheme.model import Model, Written
from derive.text.html import table
from derive.text.latex import latex

State: TypeAlias = str | MatrixBase


@dataclass(frozen=True)
class Scheme:
    """A source, what its emission does, and what the detectors tell apart; checked when made.

    `registers` names the places of a label, the first for what is left of the source; `isometry`
    has the image of each level 0, 1, 2, ... as amplitudes by label; `readout` names the registers
    that are read. `outcomes` says which labels are one outcome (each its own by default),
    `holders` what each Eve holds (A R' and R'), `where` what is >= 0 on the domain.

    :raises SchemeError: for what is no scheme, with level, label and register.

    >>> from sympy import sqrt
    >>> from derive import symbols as sym
    >>> image = {"1 0": sqrt(sym.alpha), "0 1": sqrt(1 - sym.alpha)}
    >>> scheme = Scheme("photon", "one detector", "A R", {"0": {"0 0": 1}, "1": image}, "R")
    >>> scheme.probabilities()
    {'0': -rho11 + rho11*exp(-Gamma*t) + 1, '1': rho11*(1 - exp(-Gamma*t))}
    >>> scheme.bits(state="incoherent").rhs
    -eta(rho11) + eta(rho11*(1 - exp(-Gamma*t))) + eta(rho11*exp(-Gamma*t))
    >>> scheme.bound().status
    'theorem'
    >>> Scheme("two", "a slip", "A R", {"0": {"0 0": 1}, "1": {"1": 1}}, "R")
    Traceback (most recent call last):
    ...
    derive.errors.SchemeError: level 1, registers A R: '1' has 1 place, not 2
    """

    name: str
    title: str
    registers: str
    isometry: Mapping[str, Mapping[Any, Any]]
    readout: str
    outcomes: Mapping[str, Sequence[Any]] | None = None
    holders: Mapping[str, str] | None = None
    where: Sequence[Expr] = ()
    model: Model = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name or ":" in self.name:
            raise SchemeError(f"the name of a scheme is a word without a colon, not {self.name!r}")
        parts = (self.registers, self.isometry, self.readout, self.outcomes, self.holders)
        object.__setattr__(self, "model", checked(Written(*parts, self.where)))

    def kraus(self) -> dict[str, tuple[ImmutableMatrix, ...]]:
        """The Kraus operators by outcome, one for each label of what nobody reads.

        Rows are the labels of what is left of the source, columns its levels; operators that are
        zero are left out. One with an index that is not the outcome's stands for a family.
        """
        every = {o.name: measure.kraus(self.model, o) for o in self.model.outcomes}
        return {name: tuple(found.matrix for found in own) for name, own in every.items()}

    def povm(self) -> dict[str, ImmutableMatrix]:
        """The effects on the source by outcome: square, a row for each level; they sum to one."""
        return {o.name: measure.effect(self.model, o) for o in self.model.outcomes}

    def probabilities(self, state: State | None = None) -> dict[str, Expr]:
        """The probability of each outcome; by default in the most general state with a name.

        :raises SchemeError: for an unknown state, or a matrix that is no state.
        """
        own = source_state(self.model, state)
        return {o.name: measure.probability(self.model, o, own) for o in self.model.outcomes}

    def post_measurement(self, state: State | None = None) -> dict[str, ImmutableMatrix]:
        """What is left of the source after each outcome, where that can happen: of trace one.

        Rows are the labels of what is left, as those of :meth:`kraus`.

        :raises SchemeError: for an unknown state, or a matrix that is no state.
        """
        own = source_state(self.model, state)
        return {o.name: measure.post_measurement(self.model, o, own) for o in self.model.outcomes}

    def _repr_html_(self) -> str:
        """What a notebook shows: what is read and held, and the probability of each outcome."""
        held = [(f"Eve {name}", registers) for name, registers in (self.holders or {}).items()]
        chances = self.probabilities().items()
        rows = [(self.name, self.title), ("registers", self.registers), ("read", self.readout)]
        return table([*rows, *held, *((f"Pr({x})", f"${latex(p)}$") for x, p in chances)])

    def bits(self, eve: str = "II", state: State = "general") -> Bits:
        """H(X|E) in bits as an equation, for one holder and one state of the source.

        `state` is "general" (two levels), "incoherent", or a matrix. Where there is no formula
        `rhs` is None and `reason` says why; numbers are to be had in any case, see :meth:`Bits.at`.

        :raises SchemeError: for an unknown holder or state, or a matrix that is no state.
        """
        return bits(self.model, self.name, eve, state)

    def bound(self, eve: str = "II") -> Bound:
        """Whether the bits without coherence are a lower bound of the bits with it.

        :raises SchemeError: for an unknown holder.
        """
        return bound(self.model, self.name, eve)
