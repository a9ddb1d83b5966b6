"""The formulas that everything starts from: each derived part, and each printed one that is exact.

A derived part is taken as the program prints it, in words that a user may write: a member of a
family is p_i, the amplitude of the cavity is alpha where the equation calls it so.
"""

import re
from dataclasses import dataclass
from functools import cache

from derive import equation
from derive.equations import numbers
from proofs.calls import recorded
from proofs.paper.claim import Kind
from proofs.paper.claims import CLAIMS
from proofs.paper.formula import to_text

from .points import scene
from .trees import parse, text

OPERATORS = ("41",)
"""Equations in operators that do not commute, of which no numbers can be had."""


@dataclass(frozen=True)
class Base:
    """An equation or a part of one, and a formula that it is known to equal."""

    name: str
    """As ``check`` wants it: 28 or 14:E_1."""
    number: str
    formula: str
    derived: str
    kind: str


@cache
def derived() -> tuple[Base, ...]:
    """Every part of every equation, as it was derived."""
    found = []
    for number in numbers():
        value = equation(number)
        for part in value.parts:
            own = written(number, to_text(value.part(part)))
            name = f"{number}:{part}" if part else number
            found.append(Base(name, number, own, own, "derived"))
    return tuple(found)


@cache
def shown() -> tuple[Base, ...]:
    """The derived parts as the program prints them, where a user would write something else."""
    found = []
    for base in derived():
        own = to_text(equation(base.number).part(base.name[len(base.number) + 1 :]))
        if own.replace(" ", "") != base.formula.replace(" ", ""):
            found.append(Base(base.name, base.number, own, base.derived, "shown"))
    return tuple(found)


@cache
def printed() -> tuple[Base, ...]:
    """Every printed part of a claim that is recorded as exact."""
    by_name = {base.name: base for base in derived()}
    equations = [claim for claim in CLAIMS if claim.kind is Kind.EQUATION]
    exact = [c for c in equations if recorded()[c.number]["status"] == "exact"]
    found = []
    for claim in exact:
        for part, formula in claim.parts.items():
            name = f"{claim.number}:{part}" if part else claim.number
            if name in by_name and _all_known(claim.number, formula):
                own = by_name[name]
                found.append(Base(name, own.number, text(parse(formula)), own.derived, "printed"))
    return tuple(found)


def _all_known(number: str, formula: str) -> bool:
    """Whether the names are numbers; matrices of a dilation have no value here."""
    return (
        not re.search(r"\b(U|P_\d|Pi_\d|rho)\b", formula) and "lambda" not in scene(number).families
    )


def written(number: str, printed_text: str) -> str:
    """A text of the program in the words of a user.

    >>> written("34", "Sum(eta(p[i]), (i, 1, m))")
    'Sum(eta(p_i), (i, 1, m))'
    """
    found = re.sub(r"\[(\w+)\]", r"_\1", printed_text)
    if "alpha" in scene(number).complex:
        found = found.replace("alpha_L", "alpha")
    found = re.sub(r"\bsinh\(([^()]*(?:\([^()]*\))*[^()]*)\)", r"((exp(\1) - exp(-(\1)))/2)", found)
    if number in OPERATORS:
        return found
    return text(parse(re.sub(r"\batanh\b", "artanh", found)))
