"""Why a step of a certificate holds, in words: its rule, and what the rule was applied to."""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from proofs.kernel.calculus import LEMMAS
from proofs.kernel.reader import parse
from proofs.latex_text import lemma_name, listed, math

Step = Mapping[str, Any]
References = dict[str, str]
"""How the text refers to a fact: by label, the number of its step, or the fact itself."""


def reason(step: Step, known: References) -> str:  # noqa: PLR0911
    """The rule of a step in words.

    >>> reason({"rule": "sum", "of": ["1", "s >= 0"]}, {"s >= 0": "(7)"})
    'sum of $1$, (7)'
    """
    match step["rule"]:
        case "identity":
            return _identity(step, known)
        case "sum":
            return _sum(step, known)
        case "product":
            return _product(step, known)
        case "square":
            return f"square of {math(step['of'])}"
        case "cases":
            return f"by cases of the sign of {math(step['on'])}"
        case "lemma":
            return _lemma(step)
        case "mean-value":
            return _mean_value(step)
        case "range":
            return f"defined for every {math(step['variable'])}"
        case "integral":
            return f"fundamental theorem, antiderivative {math(step['antiderivative'])}"
        case "telescope":
            return f"telescoping in {math(step['index'])}, of {math(step['antidifference'])}"
        case "termwise":
            return _termwise(step)
    raise LookupError(f"no words for the rule {step['rule']!r}")


def cited(labels: Sequence[str], known: References) -> str:
    """Facts by their references; a positive number stands for itself."""
    return ", ".join(known.get(label) or math(label) for label in labels)


def _identity(step: Step, known: References) -> str:
    used = [
        cited([label], known) + ("" if cofactor == "1" else f" times {math(cofactor)}")
        for label, cofactor in step.get("using", {}).items()
    ]
    return f"identity, with {listed(used)}" if used else "identity"


def _sum(step: Step, known: References) -> str:
    first, *more = step["of"]
    if not more and first not in known:
        return "a positive number"
    return f"{'sum of' if more else 'by'} {cited(step['of'], known)}"


def _product(step: Step, known: References) -> str:
    over = step.get("over")
    text = f"{'product of' if len(step['of']) > 1 else 'by'} {cited(step['of'], known)}"
    return f"{text}, divided by {cited(over, known)}" if over else text


def _lemma(step: Step) -> str:
    """A lemma, with its conditions as they read in this instance."""
    conditions, _ = LEMMAS[step["name"]]
    instances = [math(instance(text, step["with"])) for text in conditions]
    given = f", as {listed(instances)}" if instances else ""
    return f"lemma {lemma_name(step['name'])}{given}"


def instance(text: str, values: Mapping[str, str]) -> str:
    """A formula with values for its free variables.

    >>> instance("b > a", {"a": "1", "b": "n + 1"})
    'n + 1 > 1'
    """
    trees = {name: parse(value) for name, value in values.items()}
    return ast.unparse(_Replace(trees).visit(parse(text)))


class _Replace(ast.NodeTransformer):
    """Puts a tree in the place of each name of a table."""

    def __init__(self, trees: Mapping[str, ast.expr]) -> None:
        self.trees = trees

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.trees.get(node.id, node)


def _mean_value(step: Step) -> str:
    ends = f"from {math(step['from'])} to {math(step['to'])}"
    return f"mean value theorem for {math(step['function'])}, {math(step['variable'])} {ends}"


def _termwise(step: Step) -> str:
    terms = [f"{math(weight)} times {math(term)}" for term, weight in step["of"].items()]
    return f"termwise over {math(step['index'])}, from {listed(terms)}"
