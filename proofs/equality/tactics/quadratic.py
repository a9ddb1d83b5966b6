"""Signs of a x**2 + b x + c, by the square of 2 a x + b and the discriminant."""

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.signs import SignSearch, attempt
from proofs.kernel.element import Element


def completed(search: SignSearch, value: Element, relation: str) -> str | None:
    """((2 a x + b)**2 + 4 a c - b**2)/(4 a), for some x."""
    if not value.den.is_constant():
        return None
    for place in reversed(value.places()):
        if value.num.degrees()[place] == 2:
            label = attempt(by_discriminant, search, value, relation, place)
            if label is not None:
                return label
    return None


def by_discriminant(search: SignSearch, value: Element, relation: str, place: int) -> str | None:
    """The sign from those of a and 4 a c - b**2."""
    found = elements.coefficients(search.field, value.num, place)
    scale = Element(search.field.one, value.den)
    c, b, a = (found.get(e, search.number(0)) * scale for e in range(3))
    rest = search.number(4) * a * c - b * b
    if b.num.is_zero() or search.is_hopeless(rest):
        return None
    over = search.positive(a)
    text = search.text(search.number(2) * a * search.field.gen(place) + b)
    square = search.add(f"({text})**2 >= 0", "square", of=text)
    whole = search.number(4) * a * value
    total = search.total(search.claim(whole, relation), square, search.sign(rest, relation))
    return search.product(search.claim(value, relation), ["1/4", total], [over])


def below_a_root(search: SignSearch, value: Element, relation: str) -> str | None:
    """a - b x with b x > 0 in symbols, where a fact knows of x**2: (a**2 - b**2 x**2)/(a + b x)."""
    kinds = {search.field.generators[place][0] for place in value.places()}
    if not value.den.is_constant() or kinds != {"symbol"}:
        return None
    for place in value.places():
        if value.num.degrees()[place] == 1 and _is_squared(search, place):
            label = attempt(_by_squares, search, value, relation, place)
            if label is not None:
                return label
    return None


def _is_squared(search: SignSearch, place: int) -> bool:
    """Whether a hypothesis has the square of a generator."""
    facts = (search.checker.outermost.facts[label] for label in search.checker.hypotheses)
    return any(fact.value.num.degrees()[place] == 2 for fact in facts)


def _by_squares(search: SignSearch, value: Element, relation: str, place: int) -> str:
    scale = Element(search.field.one, value.den)
    a, b = (
        elements.coefficients(search.field, value.num, place).get(e, search.number(0)) * scale
        for e in range(2)
    )
    below = -b * search.field.gen(place)
    rest = a * a - below * below
    if search.is_hopeless(a + below) or search.is_hopeless(rest):
        raise GaveUpError("a square that is not larger")
    over = search.positive(a + below)
    whole = search.sign(rest, relation)
    return search.product(search.claim(value, relation), [whole], [over])
