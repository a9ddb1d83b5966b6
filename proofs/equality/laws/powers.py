"""Laws of whole powers whose base has no known sign, or may be zero.

u**n becomes powers of the factors of u, with one generator for all exponents of one base that
differ by a number.
"""

from collections.abc import Callable
from typing import TypeAlias

from proofs.equality.laws.functions import rewritten
from proofs.equality.search import elements
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt, factored
from proofs.kernel.element import Element
from proofs.kernel.field import Power

MAX_STEP = 40
"""u**(n + k) is written as u**k u**n up to this k."""
Found: TypeAlias = tuple[Element, str] | None
"""What a power equals, and the label of that fact."""


def power(search: Search, place: int, value: Element) -> Rewriting | None:
    """The first law that applies to a power with a whole exponent."""
    _, own = search.field.generators[place]
    if not isinstance(own, Power):
        return None
    for each in LAWS:
        found = attempt(each, search, own.base, own.exponent)
        if found is not None:
            return search.replacing(value, place, *found)
    return None


def written(search: Search, base: Element, exponent: Element) -> str:
    """base**exponent as text that is read as this power, whatever is known of the base."""
    return f"power({search.text(base)}, {search.text(exponent)})"


def by_lemma(search: Search, old: str, new: Element, name: str, **instance: Element) -> Found:
    """The image of a power, by a lemma whose conditions are known."""
    texts = {key: search.text(element) for key, element in instance.items()}
    search.define(old)
    return new, search.lemma(f"{old} == {search.written(new)}", name, **texts)


def of_equal(search: Search, u: Element, n: Element) -> Found:
    """u**n with u rewritten."""
    found = rewritten(search, u)
    if found is None:
        return None
    _, plain = found
    search.same(u, plain)
    search.nonnegative(n)
    new = search.field.whole_power(plain, n)
    return by_lemma(search, written(search, u, n), new, "power-same", a=u, b=plain, n=n)


def of_positive(search: Search, u: Element, n: Element) -> Found:
    """u**n = exp(n log u) for u > 0."""
    search.positive(u)
    new = search.field.generator("exp", n * search.field.generator("log", u))
    return by_lemma(search, written(search, u, n), new, "power-log", u=u, n=n)


def of_zero(search: Search, u: Element, n: Element) -> Found:
    """0**n = 0 for n > 0."""
    if not search.field.is_zero(u):
        return None
    search.positive(n)
    return by_lemma(search, written(search, u, n), search.number(0), "power-zero", n=n)


def of_turn(search: Search, u: Element, n: Element) -> Found:
    """(-1)**n = exp(I pi n)."""
    if u.number() != -1:
        return None
    new = search.field.generator("exp", search.value("I*pi") * n)
    return by_lemma(search, written(search, u, n), new, "power-turn", n=n)


def of_exponential(search: Search, u: Element, n: Element) -> Found:
    """exp(v)**n = exp(n v)."""
    single = elements.single(search.field, u)
    if single is None or single[0] != "exp" or not isinstance(single[1], Element):
        return None
    new = search.field.generator("exp", single[1] * n)
    return by_lemma(search, written(search, u, n), new, "power-exp", u=single[1], n=n)


def of_quarter_turn(search: Search, u: Element, n: Element) -> Found:
    """I**n = exp(I pi/2)**n."""
    if not search.field.equal(u, search.field.i):
        return None
    search.nonnegative(n)
    turn = search.value("exp(I*pi/2)")
    label = search.lemma("exp(I*pi/2) == I", "quarter-turn")
    search.identity("I == exp(I*pi/2)", {label: "-1"})
    new = search.field.whole_power(turn, n)
    return by_lemma(search, written(search, u, n), new, "power-same", a=u, b=turn, n=n)


def of_factors(search: Search, u: Element, n: Element) -> Found:
    """(a b)**n = a**n b**n, one factor taken off."""
    first = first_factor(search, u)
    if first is None:
        return None
    search.nonnegative(n)
    rest = u / first
    new = search.field.whole_power(first, n) * search.field.whole_power(rest, n)
    return by_lemma(search, written(search, u, n), new, "power-product", a=first, b=rest, n=n)


def first_factor(search: Search, u: Element) -> Element | None:
    """A factor of a base to be taken off; None of what is one factor itself."""
    factors = [(part, 1) for part in factored(u.num)] + [(part, -1) for part in factored(u.den)]
    number = elements.lead(u)
    if len(factors) > 1 or any(times > 1 for (_, times), _ in factors):
        (polynomial, _), side = factors[0]
        factor = Element(polynomial, search.field.one)
        return factor if side > 0 else search.number(1) / factor
    if factors and abs(number) != 1:
        return search.field.number(abs(number))
    sign = search.signed(u) if factors else 0
    is_negative = sign < 0 or (sign == 0 and number < 0)
    return search.number(-1) if is_negative and u.number() != -1 else None


def of_power(search: Search, u: Element, n: Element) -> Found:
    """(u**m)**n = u**(m n)."""
    single = elements.single(search.field, u)
    if single is None or not isinstance(single[1], Power):
        return None
    base, m = single[1].base, single[1].exponent
    search.nonnegative(m)
    search.nonnegative(n)
    new = search.field.whole_power(base, m * n)
    return by_lemma(search, written(search, u, n), new, "power-power", u=base, m=m, n=n)


def of_sum(search: Search, u: Element, n: Element) -> Found:
    """u**(m + n) = u**m u**n, for one term of the exponent, or one of several equal ones."""
    terms = [term for term in elements.terms(search.field, n) if term.number() is None]
    times = elements.lead(terms[0])
    if len(terms) == 1 and times <= 1:
        return None
    part = terms[0] if len(terms) > 1 else terms[0] / search.field.number(times)
    search.nonnegative(part)
    search.nonnegative(n - part)
    powers = (search.field.whole_power(u, exponent) for exponent in (part, n - part))
    new = next(powers) * next(powers)
    return by_lemma(search, written(search, u, n), new, "power-sum", u=u, m=part, n=n - part)


def from_lower(search: Search, u: Element, n: Element) -> Found:
    """u**(n + 1) = u u**n, down to the lowest exponent that is known."""
    if not any(is_below(n - lower) for lower in exponents(search, u)):
        return None
    before = n - search.number(1)
    search.nonnegative(before)
    new = u * search.field.whole_power(u, before)
    return by_lemma(search, written(search, u, n), new, "power-next", u=u, n=before)


def exponents(search: Search, u: Element) -> list[Element]:
    """The exponents of the powers of a base."""
    found = (argument for _, argument in search.field.generators.values())
    powers = [argument for argument in found if isinstance(argument, Power)]
    return [each.exponent for each in powers if search.field.equal(each.base, u)]


def is_below(gap: Element) -> bool:
    """Whether an exponent is below another by a small number."""
    number = gap.number()
    return number is not None and 0 < number <= MAX_STEP


LAWS: tuple[Callable[[Search, Element, Element], Found], ...] = (
    of_zero,
    of_turn,
    of_exponential,
    of_quarter_turn,
    of_equal,
    of_positive,
    of_factors,
    of_power,
    of_sum,
    from_lower,
)
