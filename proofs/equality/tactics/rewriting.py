"""Signs of what an element is rewritten to."""

from proofs.equality.laws.roots import root
from proofs.equality.search.rewriting import Search
from proofs.equality.search.signs import SettledError, attempt, factored
from proofs.equality.search.squares import perfect_root
from proofs.equality.steps import Step, step
from proofs.kernel.checker import case_label
from proofs.kernel.element import Element


def rewritten(search: Search, value: Element, relation: str) -> str | None:
    """The sign of the value once it is rewritten."""
    if value in search.busy:
        return None
    search.busy.add(value)
    try:
        using, plain = search.normal(value)
        if plain == value:
            return None
        claim = f"{search.text(value)} == {search.written(plain)}"
        equal = search.identity(claim, search.cofactors(using))
        return search.total(search.claim(value, relation), search.sign(plain, relation), equal)
    finally:
        search.busy.discard(value)


def without_moduli(search: Search, value: Element, relation: str) -> str | None:
    """The sign of the value with q or -q for a modulus |q| of an element of known sign.

    :raises SettledError: where none is found: the modulus would make it no easier to find.
    """
    before = moduli(search, value)
    for place in before:
        found = attempt(root, search, place, value)
        if found is not None and len(moduli(search, found.after)) < len(before):
            known = attempt(search.sign, found.after, relation)
            if known is None:
                raise SettledError
            claim = f"{search.text(value)} == {search.written(found.after)}"
            equal = search.identity(claim, search.cofactors({found.label: found.cofactor}))
            return search.total(search.claim(value, relation), known, equal)
    return None


def in_cases(search: Search, value: Element, relation: str) -> str | None:
    """The sign of a |q| + b q, with numbers a and b, from the cases q >= 0 and q <= 0."""
    for place in moduli(search, value):
        u = search.field.generators[place][1]
        q = perfect_root(search, u) if isinstance(u, Element) else None
        if q is not None and is_multiple(value, search.field.gen(place), q):
            blocks = [in_case(search, value, relation, sign) for sign in (q, -q)]
            names = dict(zip(("if >= 0", "if <= 0"), blocks, strict=True))
            return search.add(search.claim(value, relation), "cases", on=search.text(q), **names)
    return None


def is_multiple(value: Element, modulus: Element, q: Element) -> bool:
    """Whether a value is a multiple of a modulus |q|, plus one of q."""
    place = modulus.places()[0]
    weight = Element(value.num.derivative(place), value.den)
    rest = value - weight * modulus
    return weight.number() is not None and (rest / q).number() is not None


def in_case(search: Search, value: Element, relation: str, sign: Element) -> list[Step]:
    """The steps that show the sign of the value where `sign` is not negative."""
    scope = search.scope.copy()
    scope.facts[case_label(scope)] = search.checker.fact(sign, ">=")
    inner = search.within(scope)
    known = inner.sign(value, relation)
    claim = search.claim(value, relation)
    return [*inner.steps, step(claim, "sum", of=[known]) | {"label": f"{claim} in this case"}]


def moduli(search: Search, value: Element) -> list[int]:
    """The places of the roots of squares in an element."""
    return [place for place in value.places() if is_modulus(search, place)]


def is_modulus(search: Search, place: int) -> bool:
    """Whether a generator is the root of a square."""
    kind, u = search.field.generators[place]
    if kind != "sqrt" or not isinstance(u, Element) or not u.den.is_constant():
        return False
    powers = factored(u.num)
    return bool(powers) and all(times % 2 == 0 for _, times in powers)
