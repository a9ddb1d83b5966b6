"""What a claim is about where it is a scheme: SCHEME:HOLDER[:STATE], SCHEME:outcome:NAME:effect."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

from sympy import Expr, MatrixBase, Symbol

from derive import symbols as sym
from derive.errors import PaperError
from derive.model.domain import POPULATION, Domain
from derive.model.equation import Equation, Value
from derive.scheme import Scheme
from derive.scheme.states import general, incoherent
from proofs.schemes.asked import formula, states_of

WHAT = ("effect", "probability")
"""What may be asked of one outcome."""


@dataclass(frozen=True)
class PaperAddress:
    """A scheme, and whose bits in which state, or what of which outcome."""

    scheme: Scheme
    holder: str = ""
    state: str = ""
    outcome: str = ""
    what: str = ""


def address(text: str, schemes: Mapping[str, Scheme]) -> PaperAddress:
    """What an address names; without a state the most general one that there is.

    :raises PaperError: for a scheme, holder, state or outcome that there is not.
    """
    name, *rest = text.split(":")
    if name not in schemes:
        known = f"there are {', '.join(schemes)}" if schemes else "the derivations define none"
        raise PaperError(f"no scheme {name!r}; {known}")
    scheme = schemes[name]
    if len(rest) == 3 and rest[0] == "outcome":
        _require("outcome", rest[1], [o.name for o in scheme.model.outcomes])
        _require("quantity of an outcome", rest[2], WHAT)
        return PaperAddress(scheme, outcome=rest[1], what=rest[2])
    if len(rest) not in (1, 2):
        raise PaperError(f"{text!r} is neither SCHEME:HOLDER:STATE nor SCHEME:outcome:NAME:effect")
    _require("holder", rest[0], scheme.model.holders)
    _require("state", rest[-1] if len(rest) == 2 else states_of(scheme)[0], states_of(scheme))
    return PaperAddress(scheme, rest[0], rest[1] if len(rest) == 2 else states_of(scheme)[0])


def _require(kind: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise PaperError(f"no {kind} {name!r}; there are {', '.join(known)}")


def derived_at(number: str, text: str, where: PaperAddress) -> Equation:
    """What is derived at an address, under a number of the paper."""
    if where.holder:
        return replace(formula(where.scheme, where.holder, where.state), number=number, source=text)
    value, domain = _of_outcome(where)
    lhs = rf"E_{{\mathrm{{{where.outcome}}}}}" if where.what == "effect" else _chance(where)
    return Equation(
        number=number,
        lhs=Symbol(lhs),
        rhs=value,
        domain=domain,
        title=f"{where.what} of the outcome {where.outcome}",
        assumptions=(),
        uses=(),
        source=text,
        function=partial(_of_outcome, where),
    )


def _chance(where: PaperAddress) -> str:
    return rf"\Pr(\mathrm{{{where.outcome}}})"


def _of_outcome(where: PaperAddress) -> tuple[Value, Domain]:
    own = where.scheme.model
    if where.what == "effect":
        return where.scheme.povm()[where.outcome], own.domain
    chance = where.scheme.probabilities()[where.outcome]
    return chance, state_domain(chance, own.levels) & own.domain


def state_domain(value: Expr | MatrixBase, levels: int) -> Domain:
    """The ranges of the entries of the source's state that a value depends on."""
    if levels > 2:
        return incoherent(levels)[1]
    return general(value.has(sym.phase))[1] if value.has(sym.c) else POPULATION
