"""What is left of a difference with Sums shown to be zero by induction over their upper limit."""

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Search
from proofs.equality.steps import Step
from proofs.kernel.element import Element
from proofs.kernel.field import Whole

NAME = "_n"
"""The variable of the induction."""


def by_induction(search: Search, claim: str, rest: Element, using: dict[str, Element]) -> str:
    """The label of a claim, from what is left of it being zero for every value of an upper limit.

    :raises GaveUpError: if no such limit is found, or the induction fails.
    """
    if NAME in search.scope.names or not elements.has(search.field, rest, "Sum"):
        raise GaveUpError("no sum is left")
    for name in sorted(search.scope.numbers):
        if is_limit(search, rest, name):
            label = shown(search, rest, name)
            cofactors = search.cofactors(using)
            return search.identity(claim, {**cofactors, label: "1"})
    raise GaveUpError("no limit to do induction over")


def is_limit(search: Search, value: Element, name: str) -> bool:
    """Whether a whole number is in a limit of a Sum, and nowhere but in polynomials and Sums."""
    found = False
    for place in value.places():
        kind, argument = search.field.generators[place]
        if kind == "Sum" and isinstance(argument, Whole):
            found = found or search.field.depends(argument.upper, name)
        elif kind != "symbol" and search.field.generator_depends(place, name):
            return False
    return found


def shown(search: Search, rest: Element, name: str) -> str:
    """The label of rest == 0, by induction over the whole number `name`, from 1."""
    k = search.field.generator("symbol", NAME)
    of = f"{search.text(search.field.put(rest, name, k))} == 0"
    base = search.within(search.scope.copy())
    first = search.text(search.field.put(rest, name, search.number(1)))
    base.define(first)
    base.equal(f"{first} == 0")
    defined, step = next_one(search, rest, name, of)
    search.nonnegative(search.field.generator("symbol", name) - search.number(1))
    return search.add(
        f"{search.text(rest)} == 0",
        "induction",
        of=of,
        variable=NAME,
        start="1",
        at=name,
        base=base.steps,
        defined=defined,
        next=step,
    )


def next_one(search: Search, rest: Element, name: str, of: str) -> tuple[list[Step], list[Step]]:
    """Steps that show the hypothesis defined, and the claim of k + 1 from it."""
    checker = search.checker
    scope = checker.bind(NAME, search.scope, whole=True)
    k, one = search.field.generator("symbol", NAME), search.number(1)
    scope.facts[f"{NAME} from"] = checker.fact(k - one, ">=")
    inner = search.within(scope)
    inner.define(of)
    defined = [*inner.steps]
    hypothesis = f"hypothesis of {NAME}"
    scope.facts[hypothesis] = checker.claim(of, scope)
    before = search.field.put(rest, name, k)
    after = search.field.put(rest, name, k + one)
    inner.define(inner.text(after))
    same = inner.equal(f"{inner.text(after)} == {inner.text(before)}")
    inner.identity(f"{inner.text(after)} == 0", {same: "1", hypothesis: "1"})
    return defined, inner.steps[len(defined) :]
