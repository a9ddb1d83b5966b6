"""From the goals of a theorem to those of a claim: the same, or weaker only by their relation.

Untrusted: what is found here becomes steps of a certificate, which the kernel checks.
"""

import ast
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from proofs.equality.certify import searching
from proofs.equality.search.proof import GaveUpError, OutOfTimeError
from proofs.kernel.checker import FAILURES
from proofs.kernel.element import Refused, require
from proofs.kernel.reader import COMPARISONS, ENTAILS, parse
from proofs.kernel.scope import Fact
from proofs.statements.statement import Statement
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step

if TYPE_CHECKING:
    from proofs.equality.search.rewriting import Search

NOT_FOUND = (GaveUpError, OutOfTimeError, *FAILURES)
SECONDS = 20.0
"""CPU time that the search may take for a hypothesis, or for the goals."""


def search_in(statement: Statement, steps: Iterable[Step] = ()) -> "Search":
    """A search about a statement, after some steps."""
    search = searching(statement, {}, time.thread_time() + SECONDS)
    for step in steps:
        search.checker.step(step, search.scope)
    return search


def linked(statement: Statement, steps: list[Step], theorem: Theorem) -> list[Step]:
    """The steps of a theorem, and those that turn its goals into the goals of the statement."""
    goals = theorem.statement["goals"]
    wanted = {goal: _near(statement, goal, theorem) for goal in statement["goals"]}
    search = search_in(statement, steps)
    for goal in goals:
        fact = search.checker.claim(goal, search.scope)
        held = search.checker.holds(fact.value, fact.relation, search.scope)
        require(held, f"{theorem.name} does not reach its own goal {goal}")
    unread = [text for goal in wanted for text in sides(goal) if not can_read(search, text)]
    if unread:
        steps = [*_defining(statement, unread), *steps]
        search = search_in(statement, steps)
    for goal, near in wanted.items():
        define(search, goal)
        if not any(_link(search, goal, known) for known in near):
            require(relation(goal) == "==", f"no goal of {theorem.name} is found to say {goal}")
            search.equal(goal)
    return [*steps, *search.steps]


def _near(statement: Statement, goal: str, theorem: Theorem) -> list[str]:
    """The goals of a theorem that no simple point tells apart from this one."""
    known = theorem.statement["goals"]
    near = [text for text in known if _may_say(statement, text, goal)]
    require(bool(near) or relation(goal) == "==", f"no goal of {theorem.name} says {goal}")
    return near


def _may_say(statement: Statement, known: str, goal: str) -> bool:
    if relation(goal) not in ENTAILS[relation(known)]:
        return False
    same = f"{_difference(goal)} == {_difference(known)}"
    from proofs.equality.witnesses import Falsifier

    return Falsifier({**statement, "goals": [same]}).probe() is None


def _defining(statement: Statement, texts: Iterable[str]) -> list[Step]:
    """Steps that show that formulas have a value, with labels that no theorem has."""
    search = search_in(statement)
    for text in texts:
        search.define(text)
    return relabelled(search.steps, (step["label"] for step in search.steps), "read: ")


def can_read(search: "Search", text: str) -> bool:
    """Whether a formula is known to have a value."""
    try:
        search.value(text)
    except NOT_FOUND:
        return False
    return True


def define(search: "Search", claim: str) -> None:
    """Show that both sides of a claim have a value, if that is not known."""
    if not all(can_read(search, text) for text in sides(claim)):
        search.define(claim)


def relabelled(steps: list[Step], labels: Iterable[str], prefix: str) -> list[Step]:
    """The steps with some of their labels prefixed, also where these are used."""
    old = frozenset(labels)

    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return f"{prefix}{value}" if value in old else value
        if isinstance(value, list):
            return [renamed(entry) for entry in value]
        return {renamed(k): v if k == "claim" else renamed(v) for k, v in value.items()}

    return [renamed(step) for step in steps]


def _link(search: "Search", goal: str, known: str) -> bool:
    """Whether a goal is found to say the same as a known one; steps from the one to the other."""
    wanted, fact = (search.checker.claim(text, search.scope) for text in (goal, known))
    if search.field.equal(wanted.value, fact.value):
        return True
    try:
        equal = search.equal(f"{_difference(goal)} == {_difference(known)}")
    except NOT_FOUND:
        return False
    label = next(name for name, f in search.scope.facts.items() if _says(search, f, fact))
    if wanted.relation == "==":
        search.identity(goal, {label: "1", equal: "1"})
    else:
        search.total(goal, label, equal)
    return True


def relation(goal: str) -> str:
    """The relation of the larger side to the smaller."""
    match parse(goal):
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            return COMPARISONS[type(op)]
    raise Refused(f"not a comparison: {goal}")


def sides(goal: str) -> tuple[str, str]:
    """Both sides of a relation, the larger first."""
    match parse(goal):
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            turned = isinstance(op, ast.Lt | ast.LtE)
            a, b = (right, left) if turned else (left, right)
            return ast.unparse(a), ast.unparse(b)
    raise Refused(f"not a comparison: {goal}")


def _difference(goal: str) -> str:
    return "({}) - ({})".format(*sides(goal))


def _says(search: "Search", known: Fact, fact: Fact) -> bool:
    return fact.relation in ENTAILS[known.relation] and search.field.equal(known.value, fact.value)
