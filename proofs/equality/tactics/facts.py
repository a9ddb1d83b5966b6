"""Signs from what is known: a fact, a product of factors, a sum of terms, a constant."""

from flint import fmpq_mpoly

from proofs.equality.search import elements
from proofs.equality.search.signs import SignSearch, attempt, factored
from proofs.kernel.element import Element


def known(search: SignSearch, value: Element, relation: str) -> str | None:
    """A number, or a fact up to a positive number or divisor."""
    number = value.number()
    if number is not None:
        return str(number) if number > 0 else None
    zero = search.field.is_zero(value)
    if zero and relation == ">=":
        return search.identity(f"{search.text(value)} == 0")
    for label, fact in [*search.scope.facts.items()]:
        if fact.relation == ">" or (relation == ">=" and fact.relation == ">="):
            ratio = elements.ratio(value, fact.value)
            if ratio is not None and ratio > 0:
                of = [label] if ratio == 1 else [str(ratio), label]
                return label if ratio == 1 else search.product(search.claim(value, relation), of)
            above = elements.ratio(*(Element(e.num, search.field.one) for e in (value, fact.value)))
            if above is not None and not value.num.is_constant() and value.den != fact.value.den:
                rest = search.sign(value / fact.value, ">")
                return search.product(search.claim(value, relation), [label, rest])
    return None


def factors(search: SignSearch, value: Element, relation: str) -> str | None:
    """A product of factors, whose signs are found one by one; squares need none."""
    above, below = (factored(part) for part in (value.num, value.den))
    if not below and len(above) == 1 and above[0][1] == 1:
        return multiple(search, value, Element(above[0][0], search.field.one), relation)
    of, first = signed(search, above, relation)
    over, second = signed(search, below, ">")
    number = (value * second / first).number()
    if number is None or number <= 0:
        return None
    of = [str(number), *of] if number != 1 or not of else of
    return search.product(search.claim(value, relation), of, over)


def multiple(search: SignSearch, value: Element, only: Element, relation: str) -> str | None:
    """A number, other than 1 and -1, times an irreducible factor."""
    ratio = elements.ratio(value, only)
    if ratio is None or abs(ratio) == 1:
        return None
    label = search.sign(only if ratio > 0 else -only, relation)
    return search.product(search.claim(value, relation), [str(abs(ratio)), label])


def signed(
    search: SignSearch, found: list[tuple[fmpq_mpoly, int]], relation: str
) -> tuple[list[str], Element]:
    """The labels of powers of factors, and what they are the product of."""
    labels, product = [], search.number(1)
    for polynomial, times in found:
        power, own = of_power(search, Element(polynomial, search.field.one), times, relation)
        labels += own
        product = product * power
    return labels, product


def of_power(
    search: SignSearch, factor: Element, times: int, relation: str
) -> tuple[Element, list[str]]:
    """A power of a factor, up to its sign, and the labels that it is the product of."""
    power = search.field.power(factor, times)
    label = attempt(search.sign, factor, relation)
    if label is not None:
        return power, [label] * times
    if times % 2 == 0 and relation == ">=":
        text = search.text(factor)
        square = search.add(f"({text})**2 >= 0", "square", of=text)
        return power, [square] * (times // 2)
    minus = search.sign(-factor, relation)
    return (power if times % 2 == 0 else -power), [minus] * times


def terms_of(search: SignSearch, value: Element, relation: str) -> str | None:
    """A sum of terms, each with the sign."""
    terms = [*elements.terms(search.field, value)]
    if len(terms) < 2 or not value.den.is_constant():
        return None
    if all(elements.lead(term) < 0 for term in terms):
        return None
    labels = [attempt(search.sign, term, ">=") for term in terms]
    if None in labels:
        return None
    return sum_of(search, value, relation, terms)


def sum_of(search: SignSearch, value: Element, relation: str, terms: list[Element]) -> str | None:
    """The sum of terms >= 0, of which one is > 0 if the sum is to be."""
    if relation == ">":
        strict = next((i for i, t in enumerate(terms) if search.has_sign(t)), None)
        if strict is None:
            return None
    labels = [attempt(search.sign, term, ">") or search.sign(term, ">=") for term in terms]
    return search.total(search.claim(value, relation), *labels)


def constant(search: SignSearch, value: Element, relation: str) -> str | None:
    """A number such as 3 - 2 sqrt(2), by a ball."""
    if has_symbols(search, value):
        return None
    del relation
    return search.add(search.claim(value, ">"), "ball", of=search.text(value))


def has_symbols(search: SignSearch, value: Element) -> bool:
    """Whether a symbol, sum or opaque function occurs in an element."""
    kinds = (search.field.generators[place] for place in value.places())
    return any(
        (not isinstance(argument, Element) and kind != "pi")
        or kind.startswith("function")
        or (kind != "I" and isinstance(argument, Element) and has_symbols(search, argument))
        for kind, argument in kinds
    )


def beyond_a_fact(search: SignSearch, value: Element, relation: str) -> str | None:
    """A known fact, times a number, plus terms of its sign."""
    if len(value.num) < 2 or not value.den.is_constant():
        return None
    for label, fact in [*search.scope.facts.items()]:
        if fact.relation == "==" or len(fact.value.num) < 2 or not fact.value.den.is_constant():
            continue
        rest = value - fact.value
        if len(rest.num) < len(value.num):
            terms = [*elements.terms(search.field, rest)]
            labels = [attempt(search.sign, term, ">=") for term in terms]
            if None not in labels:
                strict = relation == ">=" or fact.relation == ">"
                found = strict or any(search.has_sign(term) for term in terms)
                of = [attempt(search.sign, t, ">") or search.sign(t, ">=") for t in terms]
                return search.total(search.claim(value, relation), label, *of) if found else None
    return None
