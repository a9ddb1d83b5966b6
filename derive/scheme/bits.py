"""Bits of a scheme: H(X|E) = S(sum_x P_x rho_C P_x) - S(rho_C), C all that Eve does not hold.

The whole is pure, hence S(rho_C) is the entropy of what Eve holds, and the states that an outcome
leaves to her and to the rest have one spectrum. Where the purification of the source is not hers,
her own side is the finite one, and is taken.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, MatrixBase, Sum, Symbol, exp, factor, powsimp

from derive.errors import SchemeError
from derive.functions import eta
from derive.model.domain import Domain
from derive.model.equation import Equation
from derive.model.hilbert import Ket, One, ket
from derive.model.steps import Step
from derive.scheme import states
from derive.scheme.blocks import Block, EntangledError, blocks
from derive.scheme.covariance import charges
from derive.scheme.labels import Term
from derive.scheme.measure import told
from derive.scheme.model import PURIFICATION, Model
from derive.scheme.signs import Signs
from derive.scheme.spectra import NoFormulaError, spectrum


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


@dataclass(frozen=True)
class Bits(Equation):
    """The bits against one Eve; where there is no formula `rhs` is None, and `reason` says why."""

    reason: str = ""
    asked: Asked | None = None

    def text(self, part: str = "") -> str:
        """The bits in the language of formulas, as :meth:`Equation.text`.

        :raises SchemeError: where there is no formula.
        """
        self._require()
        return super().text(part)

    def latex(self) -> str:
        """The equation in LaTeX.

        :raises SchemeError: where there is no formula.
        """
        self._require()
        return super().latex()

    def _require(self) -> None:
        if self.rhs is None:
            raise SchemeError(f"{self.number} has no formula: {self.reason}")


def bits(model: Model, name: str, eve: str, state: str | MatrixBase) -> Bits:
    """The bits against an Eve in a state of the source.

    :raises SchemeError: for an unknown Eve or state, or a matrix that is no state.
    """
    asked = asked_for(model, eve, state)
    formula, steps, reason = _derived(asked)
    held = " ".join(sorted(asked.held)) or "nothing"
    return Bits(
        number=f"{name}:{eve}:{asked.state}",
        lhs=Symbol("H(X|E)"),
        rhs=formula,
        domain=_seen(asked.domain, formula),
        title=f"bits against Eve {eve}, who holds {held}, in the {asked.state} state",
        assumptions=(f"Eve holds {held}; what neither Alice reads nor Eve holds is nobody's",),
        uses=(),
        source=name,
        function=functools.partial(bits, model, name, eve, state),
        steps=tuple(steps),
        reason=reason,
        asked=asked,
    )


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


def _seen(domain: Domain, formula: Expr | None) -> Domain:
    """The domain without a phase that the formula does not have after all."""
    phase = states.PHASE.symbols[0]
    needed = formula is None or formula.has(phase)
    return domain if needed else domain.without(phase)


def pieces(asked: Asked, terms: Sequence[Term], told_by: tuple[One, ...]) -> list[Block]:
    """The blocks of the side that is finite, after an outcome or before any."""
    return blocks(terms, asked.kept, told_by, asked.matrix)


def _derived(asked: Asked) -> tuple[Expr | None, list[Step], str]:
    """The formula with its steps, or the reason why there is none."""
    side = "E" if PURIFICATION not in asked.held else "C"
    steps = [*_images(asked.model)]
    try:
        before = _entropy(asked, asked.model.terms, ())
        steps.append(Step(rf"S(\rho_{{{side}}})", before, "The entropy of what Eve holds"))
        after = []
        for outcome in asked.model.outcomes:
            after.append(_entropy(asked, told(asked.model, outcome), outcome.families))
            name = rf"S(\rho_{{{side}}}^{{{outcome.name}}})"
            steps.append(Step(name, after[-1], "The entropy of the blocks that an outcome leaves"))
    except (EntangledError, NoFormulaError) as missing:
        return None, steps, str(missing)
    return Add(*after) - before, steps, ""


def _images(model: Model) -> Iterator[Step]:
    """The isometry, level by level."""
    for level in range(model.levels):
        terms = {term.labels: term.amplitudes[level] for term in model.terms}
        image: Ket = ket(" ".join(model.registers), terms)
        yield Step(rf"V|{level}\rangle", image, "The isometry of the scheme")


def _entropy(asked: Asked, terms: Sequence[Term], told_by: tuple[One, ...]) -> Expr:
    """The entropy of what an outcome leaves, or of the state before, as a formula."""
    total = []
    for block in pieces(asked, terms, told_by):
        roots = spectrum(block, asked.matrix, asked.signs)
        families = (*told_by, *block.shared)
        total.append(_summed(Add(*(eta(_tidy(root)) for root in roots)), families))
    return Add(*total)


def _summed(value: Expr, families: tuple[One, ...]) -> Expr:
    """A value for all members of families; a number of times where it does not depend on them."""
    for x in families:
        many = Sum(value, (x.index, x.lower, x.upper))
        value = many if value.has(x.index) else value * (x.upper - x.lower + 1)
    return value


def _tidy(value: Expr) -> Expr:
    """Products of exponentials as one exponential."""
    return powsimp(value, combine="exp").replace(exp, lambda x: exp(factor(x)))
