"""Whether what a paper abbreviates has a value: SymPy reads it, and cancels what has none."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from derive.model.domain import Domain
from proofs.equality.compare import compare_text
from proofs.paper.formula import tree
from proofs.paper.paper import Paper
from proofs.papers.equations import Equations
from proofs.statements.hypotheses import Setting
from proofs.verdict import Status


def without_value(
    texts: Iterable[str], names: Mapping[str, Any], domain: Domain, paper: Paper
) -> str:
    """Why an abbreviation that is used in formulas is not shown to have a value on a domain."""
    short = paper.equations.short if isinstance(paper.equations, Equations) else {}
    for name in (name for name in used(texts, short) if name in names):
        found = compare_text(short[name], names[name], Setting(names, domain))
        if found.status is not Status.EQUAL:
            return f"[names]: not shown that {name} = {short[name]} has a value: {found.method}"
    return ""


def used(texts: Iterable[str], short: Mapping[str, str]) -> Iterator[str]:
    """The abbreviations in formulas, and those in these.

    >>> list(used(["v*x"], {"u": "exp(-x)", "v": "1 - u", "w": "x"}))
    ['v', 'u']
    """
    waiting, seen = [*texts], set[str]()
    while waiting:
        nodes = ast.walk(tree(waiting.pop(0)))
        new = {node.id for node in nodes if isinstance(node, ast.Name)} & short.keys() - seen
        seen |= new
        waiting += [short[name] for name in sorted(new)]
        yield from sorted(new)
