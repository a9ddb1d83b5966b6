"""Signs that rest on known bounds of the entropy of two outcomes and of the normal distribution."""

from proofs.equality.search.signs import SignSearch
from proofs.equality.tactics.facts import known
from proofs.kernel.element import Element


def entropies(search: SignSearch, value: Element, relation: str) -> str | None:
    """Make known that eta(u) + eta(1 - u) <= 1 for the pairs of entropies in the value."""
    found = [search.field.generators[place] for place in value.places()]
    arguments = [u for kind, u in found if kind == "eta" and isinstance(u, Element)]
    for number, u in enumerate(arguments):
        for v in arguments[number + 1 :]:
            if search.field.equal(u + v, search.number(1)):
                search.nonnegative(u)
                search.nonnegative(v)
                claim = f"eta({search.text(u)}) + eta({search.text(v)}) <= 1"
                search.lemma(claim, "eta-pair", u=search.text(u))
    return known(search, value, relation) if len(arguments) > 1 else None


def distributions(search: SignSearch, value: Element, relation: str) -> str | None:
    """Make known that Phi(u) > 1/2 for u > 0, and Phi(u) < 1."""
    found = [search.field.generators[place] for place in value.places()]
    arguments = [u for kind, u in found if kind == "Phi" and isinstance(u, Element)]
    for u in arguments:
        text, half = search.text(u), search.field.generator("Phi", u) - search.value("1/2")
        if search.has_sign(u):
            order = search.lemma(f"Phi({text}) > Phi(0)", "Phi-order", a="0", b=text)
            search.total(search.claim(half, ">"), order)
        minus = search.text(-u)
        below = search.lemma(f"Phi({minus}) > 0", "Phi-positive", u=minus)
        equal = search.lemma(f"Phi({minus}) == 1 - Phi({text})", "Phi-symmetry", u=text)
        turned = search.identity(f"1 - Phi({text}) == Phi({minus})", {equal: "-1"})
        search.total(f"1 - Phi({text}) > 0", below, turned)
    return known(search, value, relation) if arguments else None
