"""Mutants of what the kernel checks: statements with their original proofs, and certificates.

A changed statement gets its own hash, and the steps that cite the old text cite the new one, so
that the kernel has to look at the mathematics; then every step is changed once. What the kernel
accepts all the same is held against numbers (:mod:`tests.mutants.sampled`), and is no survivor
only for one of the reasons of :func:`why_accepted`.
"""

import ast
import functools
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from sympy import Symbol

from derive.errors import FormulaError
from proofs.kernel.checker import Checker
from proofs.kernel.element import Refused
from proofs.kernel.reader import parse as kernel_formula
from proofs.kernel.scope import Fact
from proofs.paper.formula import read
from proofs.theorems import NAMES, proof_of, theorem
from proofs.theorems.theorem import Theorem
from tests.mutants.formulas import changes
from tests.mutants.mutant import Fate, Mutant, Outcome
from tests.mutants.sampled import counterexample

BLOCKS = ("closed", "open", "steps", "if >= 0", "if <= 0")
"""Where a step keeps steps of its own."""
TEXTS = (
    *("claim", "function", "from", "to", "on", "using", "with"),
    *("term", "other", "antidifference", "integrand", "antiderivative"),
)
"""What of a step is changed; what it cites is changed by dropping the step that says it."""
STEP_CHANGES = ("sign", "number", "relation")
Path = tuple[str | int, ...]


def mutants(name: str) -> list[Mutant]:
    """Every change of a theorem's statement, certificates of other theorems, changed steps."""
    return [*_of_statement(name), *_swapped(name), *_of_steps(name)]


def outcome(mutant: Mutant) -> Outcome:
    """What the kernel says of the changed certificate; an error of its own is no refusal."""
    changed = mutated(mutant)
    try:
        proof = proof_of(changed)
    except Exception as error:
        return Outcome(mutant, Fate.SURVIVED, f"neither accepted nor refused: {error!r}")
    if not proof.accepted:
        return Outcome(mutant, Fate.KILLED, f"refused: {proof.reason}")
    point = counterexample(changed.statement)
    if point is not None:
        return Outcome(mutant, Fate.SURVIVED, f"accepted, and false at {point}")
    reason = why_accepted(mutant)
    return Outcome(mutant, Fate.EQUIVALENT if reason else Fate.SURVIVED, f"accepted: {reason}")


def mutated(mutant: Mutant) -> Theorem:
    """The theorem with the change made; what cites the changed text cites the new one."""
    own = theorem(mutant.subject)
    part, *path = mutant.where
    if part == "swap":
        return replace(own, statement=theorem(mutant.formula).statement)
    if part == "steps":
        return replace(own, steps=_changed(own.steps, path, mutant.formula))
    statement = _changed(own.statement, path, mutant.formula)
    if path[0] == "definitions" or not mutant.formula:
        return replace(own, statement=statement)
    steps = _renamed(own.steps, _at(own.statement, path), mutant.formula)
    return replace(own, statement=statement, steps=steps)


def _changed(data: Any, path: list[str | int], new: str) -> Any:
    """A copy with the text at `path` replaced, or left out where the new text is empty."""
    data = deepcopy(data)
    *above, last = path
    parent = _at(data, above)
    if new:
        parent[last] = new
    else:
        del parent[last]
    return data


def _at(data: Any, path: list[str | int]) -> Any:
    for key in path:
        data = data[key]
    return data


def _renamed(data: Any, old: str, new: str) -> Any:
    """Labels, claims and citations that are exactly the old text become the new one."""
    if isinstance(data, list):
        return [_renamed(item, old, new) for item in data]
    if isinstance(data, dict):
        return {_renamed(key, old, new): _renamed(value, old, new) for key, value in data.items()}
    return new if data == old else data


# Why the kernel may accept.


def why_accepted(mutant: Mutant) -> str:
    """Why accepting is right; empty if nothing says so.

    - a certificate that also proves the statement of another theorem, which has its own proof;
    - a goal with ``>=`` for ``>``, implied, or with ``>`` for ``>=`` where the proof gives that;
    - a changed hypothesis: a stronger theorem, true at every sampled point, with the same proof;
    - a goal that says nothing any more, as ``x >= x``;
    - a definition that changes no goal, as a rational function: it is not used, or drops out;
    - a claim of a step that is the same once its equal terms cancel;
    - an antiderivative with another constant, or a step that says ``>`` where ``>=`` was enough.
    """
    kind, part = mutant.where[:2]
    if kind == "swap":
        return "it proves that theorem too"
    if kind == "steps":
        return _why_same_step(mutant)
    if part == "goals" and _without_relation(mutant.formula) == _without_relation(_old(mutant)):
        return "the same proof gives this relation"
    if part == "goals" and _says_nothing(mutant.formula):
        return "a goal that says nothing"
    if part == "hypotheses":
        return "the same proof for another domain"
    return "the goals say the same" if part == "definitions" and _same_goals(mutant) else ""


def _old(mutant: Mutant) -> str:
    own = theorem(mutant.subject)
    root = own.statement if mutant.where[0] == "statement" else own.steps
    return str(_at(root, list(mutant.where[1:])))


def _without_relation(text: str) -> str:
    return re.sub("[<>=]+", "?", ast.unparse(ast.parse(text)))


def _why_same_step(mutant: Mutant) -> str:
    """The step as it was, for all that its rule uses of it."""
    key, old = mutant.where[-1], _old(mutant)
    if key == "claim" and ast.unparse(ast.parse(re.sub("([<>])=", r"\1", old))) == mutant.formula:
        return "the rule yields the strict fact"
    if key == "claim" and _same_sides(mutant.formula, old):
        return "the same claim"
    if key == "function" and _constant(mutant.formula, old):
        return "an antiderivative with another constant"
    return ""


def _says_nothing(goal: str) -> bool:
    """Whether a goal compares a formula with itself, and not strictly."""
    match ast.parse(goal, mode="eval").body:
        case ast.Compare(left=left, ops=[ast.GtE() | ast.LtE() | ast.Eq()], comparators=[right]):
            return ast.dump(left) == ast.dump(right)
    return False


def _same_sides(new: str, old: str) -> bool:
    """Whether two claims are the same once equal terms cancel, which SymPy does at once."""
    try:
        return _sides(new) == _sides(old)
    except FormulaError:
        return False


def _sides(claim: str) -> list[Any]:
    names = {
        node.id: Symbol(node.id)
        for node in ast.walk(ast.parse(claim))
        if isinstance(node, ast.Name)
    }
    relations = re.findall("[<>=]+", claim)
    return [*relations, *(read(side, names) for side in re.split("[<>=]+", claim))]


def _constant(new: str, old: str) -> bool:
    """Whether two formulas in one variable differ by a number."""
    names = {letter: Symbol(letter) for letter in "sxyc"}
    try:
        difference: Any = read(f"{new} - ({old})", names)
    except FormulaError:
        return False
    return bool(difference.is_number)


def _same_goals(mutant: Mutant) -> bool:
    """Whether goals and hypotheses are unchanged, in the kernel's field."""
    own = theorem(mutant.subject)
    checker = Checker(own.statement)
    checker.run(own.steps, checker.outermost)
    before = _facts(checker, own.statement)
    checker.definitions.clear()
    for head, body in mutated(mutant).statement["definitions"].items():
        checker.define(kernel_formula(head), kernel_formula(body))
    try:
        pairs = [*zip(before, _facts(checker, own.statement), strict=True)]
    except Refused:
        return False
    return all(checker.field.is_zero(old.value - new.value) for old, new in pairs)


def _facts(checker: Checker, statement: dict[str, Any]) -> list[Fact]:
    """Goals and hypotheses, where the steps so far show them defined."""
    texts = (*statement["goals"], *statement["hypotheses"])
    return [checker.claim(text, checker.outermost) for text in texts]


# Statements.


def _of_statement(name: str) -> Iterator[Mutant]:
    statement = theorem(name).statement
    known = {*statement["symbols"], *statement["integers"], *statement["definitions"]}
    for where, text in _statement_texts(name):
        if where[1] == "hypotheses":
            yield Mutant(name, where, f"hypothesis dropped: {text}", "")
        for formula, change in changes(text, known).items():
            yield Mutant(name, where, change, formula)


def _statement_texts(name: str) -> Iterator[tuple[Path, str]]:
    statement = theorem(name).statement
    for part in ("goals", "hypotheses"):
        for index, text in enumerate(statement[part]):
            yield ("statement", part, index), text
    for head, body in statement["definitions"].items():
        yield ("statement", "definitions", head), body


def _swapped(name: str) -> Iterator[Mutant]:
    for other in NAMES:
        if other != name:
            yield Mutant(name, ("swap", other), f"proof of the statement of {other}", other)


# Steps.


def _of_steps(name: str) -> Iterator[Mutant]:
    steps = theorem(name).steps
    for path in _changed_here()[name]:
        step = _at(steps, list(path))
        yield Mutant(name, ("steps", *path), f"step dropped: {step['label']}", "")
        for where, text in _step_texts(step):
            for formula, change in _first_of_each(text):
                yield Mutant(name, ("steps", *path, *where), f"step changed, {change}", formula)


def _step_texts(step: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    for key in TEXTS:
        if isinstance(step.get(key), str):
            yield (key,), step[key]
        elif key in step:
            yield from (((key, inner), text) for inner, text in step[key].items())


def _first_of_each(text: str) -> Iterator[tuple[str, str]]:
    """The first change of each kind in the text."""
    kinds: set[str] = set()
    for formula, change in changes(text).items():
        kind = change.split(":")[0]
        if kind in STEP_CHANGES and kind not in kinds and not _weaker(text, formula):
            kinds.add(kind)
            yield formula, change


def _weaker(text: str, formula: str) -> bool:
    return any(sign in formula and sign not in text for sign in (">=", "<="))


@functools.cache
def _changed_here() -> dict[str, list[Path]]:
    """Steps by theorem, each step that several share in the shortest certificate only."""
    seen: set[str] = set()
    here: dict[str, list[Path]] = {}
    for name in sorted(NAMES, key=lambda n: sum(1 for _ in _paths(theorem(n).steps))):
        new = {path: _text_of(theorem(name).steps, path) for path in _paths(theorem(name).steps)}
        here[name] = [path for path, text in new.items() if text not in seen]
        seen |= set(new.values())
    return here


def _paths(steps: list[Any], prefix: Path = ()) -> Iterator[Path]:
    for index, step in enumerate(steps):
        yield (*prefix, index)
        for block in BLOCKS:
            yield from _paths(step.get(block, []), (*prefix, index, block))


def _text_of(steps: list[Any], path: Path) -> str:
    """A step as text, without the steps inside it."""
    step = _at(steps, list(path))
    return json.dumps({key: value for key, value in step.items() if key not in BLOCKS})
