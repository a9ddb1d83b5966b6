"""Why a step of a certificate holds, in words: its rule, and what the rule was applied to."""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from proofs.kernel.calculus import LEMMAS
from proofs.kernel.reader import parse
from proofs.latex.text import lemma_name, listed, math

Step = Mapping[str, Any]
References = dict[str, str]
"""How the text refers to a fact: by label, the number of its step, or the fact itself."""
Reason = Callable[[Step, References], str]


def reason(step: Step, known: References) -> str:
    """The rule of a step in words.

    >>> reason({"rule": "sum", "of": ["1", "s >= 0"]}, {"s >= 0": "(7)"})
    'sum of $1$, (7)'
    """
    if step["rule"] not in WORDS:
        raise LookupError(f"no words for the rule {step['rule']!r}")
    return WORDS[step["rule"]](step, known)


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


def _lemma(step: Step, _: References) -> str:
    """A lemma, with its conditions as they read in this instance."""
    conditions = LEMMAS[step["name"]][0]
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


def _mean_value(step: Step, _: References) -> str:
    ends = f"from {math(step['from'])} to {math(step['to'])}"
    return f"mean value theorem for {math(step['function'])}, {math(step['variable'])} {ends}"


def _congruence(step: Step, _: References) -> str:
    equal = math(f"{step['a']} == {step['b']}")
    return f"{lemma_name(step['function'])} of equals, {equal}"


def _termwise(step: Step, _: References) -> str:
    terms = [f"{math(weight)} times {math(term)}" for term, weight in step["of"].items()]
    return f"termwise over {math(step['variable'])}, from {listed(terms)}"


def _spectrum(step: Step, _: References) -> str:
    values = listed(map(math, step["eigenvalues"]))
    return f"eigenvalues {values} of {math(step['matrix'])}"


def _reindex(step: Step, _: References) -> str:
    sign = "+" if step["direction"] == "forward" else "-"
    equal = f"{step['variable']} == ({step['shift']}) {sign} {step['to']}"
    return f"with {math(equal)}"


def _swap(step: Step, _: References) -> str:
    return f"in the other order of {math(step['variable'])} and {math(step['outer'])}"


def _filled(pattern: str) -> Reason:
    """Words with formulas of the step in them."""

    def words(step: Step, _: References) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: math(step[found[1]]), pattern)

    return words


WORDS: Mapping[str, Reason] = {
    "identity": _identity,
    "sum": _sum,
    "product": _product,
    "square": _filled("square of {of}"),
    "cases": _filled("by cases of the sign of {on}"),
    "lemma": _lemma,
    "congruence": _congruence,
    "mean-value": _mean_value,
    "integral": _filled("fundamental theorem, antiderivative {antiderivative}"),
    "substitute": _filled("new variable {to}, which is {by}"),
    "spectrum": _spectrum,
    "ball": _filled("a ball around {of} excludes zero"),
    "cyclotomic": _filled("cyclotomic polynomial of order {order}"),
    "turns": _filled("{number} whole turns"),
    "opaque": _filled("sign of {function} at {at}"),
    "range": _filled("defined for every {variable}"),
    "termwise": _termwise,
    "telescope": _filled("telescoping in {variable}, of {antidifference}"),
    "split": _filled("split at {at}"),
    "reindex": _reindex,
    "last": _filled("last term, of {variable}, taken off"),
    "empty": _filled("nothing from {lower} to {upper}"),
    "member": _filled("the term at {at} is one of them"),
    "induction": _filled("induction over {variable} from {start} to {at}"),
    "swap": _swap,
}
"""What each rule of the kernel is called."""
