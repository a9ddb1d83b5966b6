"""Equality, where printed and derived agree, as a theorem: one for each claim of that kind.

:mod:`proofs.theorems.printed_statement` says what is stated and where; the steps are found by
:mod:`proofs.equality.search`. Of a claim about several cases the theorem has those that agree. Not
covered: sums over a family of symbols, as p_1..p_d in the first case of (5), for which the kernel
has no words, and (A2), whose integral has a theorem of its own.
"""

import functools
from dataclasses import replace

from derive.equation import numbers
from proofs.claim import Claim, Kind
from proofs.equality.search import Search
from proofs.equality.signs import GaveUpError
from proofs.kernel.checker import Checker
from proofs.kernel.field import Refused
from proofs.paper import CLAIMS
from proofs.theorems.more_bins_more_randomness import one_bin
from proofs.theorems.printed_statement import HALF, statement
from proofs.theorems.spectra import (
    gaps,
    larger_eigenvalues,
    no_click,
    populations,
    smaller_eigenvalues,
    survival_below_one,
    survival_positive,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, lemma, product, total

NOT_FOUND = (GaveUpError, Refused, KeyError, SyntaxError, ValueError)


@functools.cache
def identity(number: str) -> Theorem | None:
    """The theorem that the printed formula of a claim is the derived one, or None if not found.

    None says nothing about the claim.

    >>> identity("text:substitution-F").statement["goals"]
    ['(A - B * a) / 2 == a * (alpha / 2 - 1 / 2) + alpha / 2 + 1 / 2']
    """
    claim = next((c for c in CLAIMS if c.number == number), None)
    if claim is None or not claim.parts or number not in numbers():
        return None
    try:
        return proved(claim)
    except NOT_FOUND:
        return None


def proved(claim: Claim) -> Theorem:
    """The theorem about a claim: all of its parts, or those cases that are proved.

    :raises GaveUpError: if no proof is found.
    """
    if claim.kind is not Kind.CASES:
        return _theorem(claim, [*claim.parts])
    proofs = {part: found for part in claim.parts if (found := _case(claim, part))}
    if not proofs:
        raise GaveUpError("no case is proved")
    found = _theorem(claim, [*proofs]) if len(proofs) > 1 else next(iter(proofs.values()))
    names = ", ".join(proofs)
    summary = f"{found.summary}, in the case {names}"
    return replace(found, name=f"{found.name}:{names}", summary=summary)


def _case(claim: Claim, part: str) -> Theorem | None:
    try:
        return _theorem(claim, [part])
    except NOT_FOUND:
        return None


def _theorem(claim: Claim, parts: list[str]) -> Theorem:
    stated = statement(claim, parts)
    search = Search(checker := Checker(stated), checker.outermost)
    for step in _facts(stated):
        search.add(step)
    for goal in stated["goals"]:
        search.define(goal)
        search.equal(goal)
    summary = f"what is printed as ({claim.number}) is what is derived"
    name = f"printed_equals_derived:{claim.number}"
    return Theorem(name, summary, stated, search.steps, (claim.number,))


# Facts to start from.


def _facts(statement: dict) -> list[Step]:
    symbols, integers = statement["symbols"], statement["integers"]
    definitions = statement["definitions"]
    steps: list[Step] = []
    for time in [x for x in ("t", "t0") if {"Gamma", x} <= set(symbols)]:
        steps += _survival(time)
    if "alpha" in definitions and steps:
        steps += [survival_positive(), *survival_below_one()]
    if "n" in integers:
        steps += [total("n > 0", "n >= 1", "1")]
        steps += one_bin("n") if "t" in symbols else []
    if HALF.items() <= definitions.items():
        steps += _equal_populations()
    if "c" in symbols and any(head.startswith("Delta") for head in definitions):
        steps += _spectra()
    return steps


def _survival(time: str) -> list[Step]:
    """Some excited atoms decay within a time."""
    return [
        product(f"Gamma*{time} > 0", "Gamma > 0", f"{time} > 0"),
        lemma(f"exp(-Gamma*{time}) < 1", "exp-order", a=f"-Gamma*{time}", b="0"),
    ]


def _equal_populations() -> list[Step]:
    """What is known of a state, for rho11 = 1/2 and 0 < c < 1/2."""
    return [
        total("rho11 > 0", "1/2"),
        total("rho11 < 1", "1/2"),
        total("1/2 + c > 0", "1/2", "c > 0"),
        product("c**2 < rho11*(1 - rho11)", "c < 1/2", "1/2 + c > 0"),
    ]


def _spectra() -> list[Step]:
    return [
        *no_click(),
        product("F/2 > 0", "1/2", "F > 0"),
        *populations(),
        *gaps("c"),
        *gaps("c", ">"),
        *larger_eigenvalues("c"),
        *smaller_eigenvalues("c", ">", "c**2 < rho11*(1 - rho11)"),
    ]
