"""Whether what a paper says in passing has a value: SymPy reads it, and cancels what has none."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sympy import Expr, MatrixBase

from derive.model.domain import Domain
from proofs.equality.compare import compare_text
from proofs.paper.formula import names_in
from proofs.paper.paper import Paper
from proofs.papers.equations import Equations
from proofs.statements.hypotheses import Setting
from proofs.verdict import Status


def without_value(
    texts: Iterable[str], names: Mapping[str, Any], domain: Domain, paper: Paper
) -> str:
    """Why an abbreviation that is used in formulas is not shown to have a value on a domain."""
    short = paper.equations.short if isinstance(paper.equations, Equations) else {}
    setting = Setting(names, domain)
    for name in (name for name in used(texts, short) if name in names):
        text = short[name]
        why = not_shown(f"{name} = {text}", text, names[name], setting)
        if why:
            return f"[names]: {why}"
    return ""


def not_shown(said: str, text: str, value: Expr | MatrixBase, setting: Setting) -> str:
    """Why a text is not shown to be the value that SymPy reads in it; nothing where it is."""
    found = compare_text(text, value, setting)
    is_shown = found.status is Status.EQUAL
    return "" if is_shown else f"not shown that {said} has a value: {found.method}"


def used(texts: Iterable[str], short: Mapping[str, str]) -> Iterator[str]:
    """The abbreviations in formulas, and those in these.

    >>> list(used(["v*x"], {"u": "exp(-x)", "v": "1 - u", "w": "x"}))
    ['v', 'u']
    """
    waiting, seen = [*texts] if short else [], set[str]()
    while waiting:
        new = {*names_in(waiting.pop(0))} & short.keys() - seen
        seen |= new
        waiting += [short[name] for name in sorted(new)]
        yield from sorted(new)
