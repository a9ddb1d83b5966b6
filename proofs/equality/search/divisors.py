"""Finds the steps that show a divisor to differ from zero: a sign, or |z|**2 > 0.

What may vanish at single places is named in the error, so that the statement can be meant off them.
"""

from collections.abc import Callable

from proofs.equality.laws.turns import apart_from_one
from proofs.equality.search import elements
from proofs.equality.search.constants import without_zeros
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Search
from proofs.equality.search.signs import attempt, factored
from proofs.equality.search.squares import perfect_root
from proofs.equality.tactics.circles import turned_to_real
from proofs.kernel.checker import FAILURES
from proofs.kernel.element import Element


def nonzero(search: Search, value: Element) -> None:
    """Show what the kernel wants of a divisor.

    :raises GaveUpError: if that is not found; it names the divisor.
    """
    if search.checker.is_nonzero(value, search.scope) or search.signed(value):
        return
    ways = WAYS if search.field.is_real(value) else (*COMPLEX, *WAYS)
    if not any(attempt(way, search, value) for way in ways):
        raise GaveUpError(f"{search.text(value)} may be 0", named(search, value))


def logarithm(search: Search, value: Element) -> None:
    """Show the argument of a logarithm positive; one that is >= 0 may vanish at single places.

    :raises GaveUpError: if that is not found.
    """
    if attempt(search.sign, value, ">") is not None:
        return
    if search.has_sign(value, ">="):
        reason = f"{search.text(value)} may be 0 in a logarithm"
        raise GaveUpError(reason, named(search, value))
    search.positive(value)


def squared(search: Search, value: Element) -> str:
    """The label of |z|**2 > 0, of a z that is shown not to be zero."""
    nonzero(search, value)
    square = search.field.squared_modulus(value)
    sign = search.signed(value)
    if not sign:
        return search.positive(square)
    label = search.positive(value if sign > 0 else -value)
    if label not in search.scope.facts:  # a number
        return search.positive(square)
    return search.product(search.claim(square, ">"), [label, label])


def of_factors(search: Search, value: Element) -> str | None:
    """A product, of factors that are each known not to vanish."""
    above, below = (factored(part) for part in (value.num, value.den))
    if len(above) + len(below) < 2 and sum(times for _, times in (*above, *below)) < 2:
        return None
    labels: list[list[str]] = [[], []]
    rest = search.field.squared_modulus(value)
    for number, factors in enumerate((above, below)):
        for polynomial, times in factors:
            factor = Element(polynomial, search.field.one)
            labels[number] += [squared(search, factor)] * times
            power = search.field.power(search.field.squared_modulus(factor), times)
            rest = rest * power if number else rest / power
    scale = search.field.reduced(rest).number()
    if scale is None or scale <= 0:
        return None
    of = [str(scale), *labels[0]] if scale != 1 or not labels[0] else labels[0]
    square = search.field.squared_modulus(value)
    return search.product(search.claim(square, ">"), of, labels[1])


def of_parts(search: Search, value: Element) -> str | None:
    """a**2 + b**2 > 0 of a complex a + b I, one of which has a sign."""
    both = [part for part in elements.parts(search.field, value) if not part.num.is_zero()]
    known = next((part for part in both if search.signed(part)), None)
    if known is None:
        return None
    labels = []
    for part in both:
        text = search.text(part)
        whole = search.add(f"({text})**2 >= 0", "square", of=text)
        labels.append(squared(search, part) if part is known else whole)
    return search.total(search.claim(search.field.squared_modulus(value), ">"), *labels)


def rewritten(search: Search, value: Element) -> str | None:
    """What the divisor is rewritten to does not vanish."""
    _, plain = search.normal(value)
    return None if plain == value else of_equal(search, value, plain)


def of_equal(search: Search, value: Element, plain: Element) -> str:
    """What the divisor is equal to does not vanish."""
    label = squared(search, plain)
    square, other = (search.field.squared_modulus(element) for element in (value, plain))
    equal = search.same(square, other)
    return search.total(search.claim(square, ">"), label, equal)


def of_modulus(search: Search, value: Element) -> str | None:
    """The factors of |z|**2, which z may have lost since I**2 is -1."""
    return search.positive(search.field.squared_modulus(value))


def settled(search: Search, value: Element) -> str | None:
    """What is left of the divisor without its parts that are zero does not vanish."""
    using, plain = without_zeros(search, value)
    return of_equal(search, value, plain) if using else None


def named(search: Search, value: Element) -> str:
    """The text of what may vanish, or of x for |x| and x**2, in declared symbols only."""
    single = elements.single(search.field, value)
    if single is not None and single[0] == "sqrt" and isinstance(single[1], Element):
        value = perfect_root(search, single[1]) or value
    text = search.text(without_powers(search, value))
    try:
        search.checker.value(text, search.checker.outermost)
    except FAILURES:
        return ""
    return text


def without_powers(search: Search, value: Element) -> Element:
    """What vanishes where the element does, each of its factors once."""
    root = search.number(1)
    for polynomial, _ in factored(value.num):
        root *= Element(polynomial, search.field.one)
    return root if any(times > 1 for _, times in factored(value.num)) else value


Way = Callable[[Search, Element], str | None]
COMPLEX: tuple[Way, ...] = (settled, apart_from_one, turned_to_real, of_parts, of_modulus)
WAYS: tuple[Way, ...] = (of_factors, rewritten)
