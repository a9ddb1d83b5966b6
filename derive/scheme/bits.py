"""Bits of a scheme: H(X|E) = S(sum_x P_x rho_C P_x) - S(rho_C), C all that Eve does not hold.

The whole is pure, hence S(rho_C) is the entropy of what Eve holds, and the states that an outcome
leaves to her and to the rest have one spectrum. Where the purification of the source is not hers,
her own side is the finite one, and is taken.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flint import arb
from sympy import Add, Expr, MatrixBase, Sum, Symbol, exp, factor, oo, powsimp

from derive.errors import SchemeError
from derive.functions import eta
from derive.model.domain import Domain
from derive.model.equation import Equation
from derive.model.hilbert import Ket, One, ket
from derive.model.steps import DerivedRow
from derive.scheme import states
from derive.scheme.asked import Asked, asked_for
from derive.scheme.blocks import Block, EntangledError, blocks
from derive.scheme.labels import Term
from derive.scheme.measure import told
from derive.scheme.model import PURIFICATION, Model
from derive.scheme.numbers import value_at
from derive.scheme.spectra import NoFormulaError, spectrum


@dataclass(frozen=True)
class Bits(Equation):
    """The bits against one Eve; where there is no formula `rhs` is None, and `reason` says why."""

    reason: str = ""
    asked: Asked = field(kw_only=True, repr=False, compare=False)

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

    def at(self, point: Mapping[str | Symbol, object], digits: int = 40) -> arb:
        """The bits at an exact point as a ball (Arb) with a radius below 10**-digits.

        :raises SchemeError: for a missing or unknown name, or too large a block.
        :raises DomainError: for a value outside of its range.
        """
        seen = {*self.domain.symbols}
        unseen = {str(s): 0 for s in self.asked.domain.symbols if s not in seen}
        return value_at(self.asked, {**unseen, **{str(s): x for s, x in point.items()}}, digits)

    def _require(self) -> None:
        if self.rhs is None:
            raise SchemeError(f"{self.number} has no formula: {self.reason}")


def bits(model: Model, name: str, eve: str, state: str | MatrixBase) -> Bits:
    """The bits against an Eve in a state of the source.

    :raises SchemeError: for an unknown Eve or state, or a matrix that is no state.
    """
    asked = asked_for(model, eve, state)
    formula, steps, reason = _derived(asked)
    found = unsolved(model, name, eve, state, reason)
    return replace(found, rhs=formula, domain=_seen(asked.domain, formula), steps=tuple(steps))


def unsolved(model: Model, name: str, eve: str, state: str | MatrixBase, reason: str) -> Bits:
    """The bits without a formula, and why there is none; numbers are to be had."""
    asked = asked_for(model, eve, state)
    held = " ".join(sorted(asked.held)) or "nothing"
    return Bits(
        number=f"{name}:{eve}:{asked.state}",
        lhs=Symbol("H(X|E)"),
        rhs=None,
        domain=asked.domain,
        title=f"bits against Eve {eve}, who holds {held}, in the {asked.state} state",
        assumptions=(f"Eve holds {held}; what neither Alice reads nor Eve holds is nobody's",),
        uses=(),
        source=name,
        function=functools.partial(bits, model, name, eve, state),
        reason=reason,
        asked=asked,
    )


def _seen(domain: Domain, formula: Expr | None) -> Domain:
    """The domain without a phase that the formula does not have after all."""
    phase = states.PHASE.symbols[0]
    needed = formula is None or formula.has(phase)
    return domain if needed else domain.without(phase)


def pieces(asked: Asked, terms: Sequence[Term], told_by: tuple[One, ...]) -> list[Block]:
    """The blocks of the side that is finite, after an outcome or before any."""
    return blocks(terms, asked.kept, told_by, asked.matrix)


def _derived(asked: Asked) -> tuple[Expr | None, list[DerivedRow], str]:
    """The formula with its steps, or the reason why there is none."""
    side = "E" if PURIFICATION not in asked.held else "C"
    steps = [*_images(asked.model)]
    try:
        before = _entropy(asked, asked.model.terms, ())
        steps.append(DerivedRow(rf"S(\rho_{{{side}}})", before, "The entropy of what Eve holds"))
        after = []
        for outcome in asked.model.outcomes:
            after.append(_entropy(asked, told(asked.model, outcome), outcome.families))
            word = re.sub(r"[\W_]+", " ", outcome.name)
            name = rf"S(\rho_{{{side}}}^{{\text{{{word}}}}})"
            steps.append(
                DerivedRow(name, after[-1], "The entropy of the blocks that an outcome leaves")
            )
    except (EntangledError, NoFormulaError) as missing:
        return None, steps, str(missing)
    return Add(*after) - before, steps, ""


def _images(model: Model) -> Iterator[DerivedRow]:
    """The isometry, level by level; a ket has no label with one index twice."""
    if any(
        len(term.families) < sum(isinstance(x, One) for x in term.labels) for term in model.terms
    ):
        return
    for level in range(model.levels):
        terms = {term.labels: term.amplitudes[level] for term in model.terms}
        image: Ket = ket(" ".join(model.registers), terms)
        yield DerivedRow(rf"V|{level}\rangle", image, "The isometry of the scheme")


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
        if x.upper == oo:
            raise EntangledError(f"the family {x.index} has no end, and no closed sum")
        many = Sum(value, (x.index, x.lower, x.upper))
        value = many if value.has(x.index) else value * (x.upper - x.lower + 1)
    return value


def _tidy(value: Expr) -> Expr:
    """Products of exponentials as one exponential."""
    return powsimp(value, combine="exp").replace(exp, lambda x: exp(factor(x)))
