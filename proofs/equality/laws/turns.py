"""Laws of complex exponentials of parts of a turn: roots of unity and whole turns."""

from math import gcd, lcm

from flint import fmpq, fmpz_poly

from proofs.equality.laws.exponentials import exponent_at, is_turn, power_of
from proofs.equality.search import elements
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element
from proofs.kernel.field import I_PLACE


def phase(search: Search, place: int, value: Element) -> Rewriting | None:
    """exp(I pi/2) = I, and I by the finest part of a turn that occurs."""
    u = exponent_at(search, place)
    if u is None:
        return None
    if not is_turn(search, u) or abs(elements.lead(u)) != fmpq(1, 2):
        return whole_turns(search, place, value, u)
    label = search.lemma("exp(I*pi/2) == I", "quarter-turn")
    old, i = search.field.gen(place), search.field.i
    if elements.lead(u) > 0:
        return search.replacing(value, place, i, label)
    turned = search.identity(f"{search.text(old)} == -I", {label: f"I*{search.text(old)}"})
    return search.replacing(value, place, -i, turned)


def whole_turns(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """exp(2 pi I k/q)**q = 1 for a whole k."""
    number = u / search.value("2*I*pi")
    if number.number() is not None or not number.den.is_constant():
        return None
    order = lcm(*(int((c / number.den.leading_coefficient()).q) for c in number.num.coeffs()))
    whole = number * search.number(order)
    if not search.checker.is_whole(search.scope)(whole):
        return None
    old = search.field.gen(place)
    power = search.field.power(old, order)
    label = search.add(
        f"exp(2*I*pi*({search.text(whole)})) == 1", "turns", number=search.text(whole)
    )
    if order == 1:
        return search.replacing(value, place, search.number(1), label)
    claim = f"{search.text(power)} == 1"
    search.identity(claim, {power_of(search, u, order): "-1", label: "1"})
    return by_relation(search, value, claim)


def by_relation(search: Search, value: Element, label: str) -> Rewriting | None:
    """The numerator reduced by a polynomial that is zero."""
    relation = search.scope.facts[label].value
    quotient, rest = divmod(value.num, relation.num)
    if quotient.is_zero():
        return None
    after = Element(rest, search.field.one) / Element(value.den, search.field.one)
    return Rewriting(label, (value - after) / relation, after)


def unity(search: Search, place: int, value: Element) -> Rewriting | None:
    """Powers of a root of unity, reduced by its cyclotomic polynomial; `I` is one of its powers."""
    u = exponent_at(search, place)
    if u is None or not is_turn(search, u) or abs(elements.lead(u)) == fmpq(1, 2):
        return None
    order = int(abs(2 / elements.lead(u)).p)
    if search.inside == 0 and (value.num.degrees()[I_PLACE] or value.den.degrees()[I_PLACE]):
        return imaginary(search, place, value, order)
    if value.num.degrees()[place] < totient(order):
        return None
    label = search.add(cyclotomic_claim(search, place, order), "cyclotomic", order=str(order))
    return by_relation(search, value, label)


def positive(search: Search, place: int) -> Element:
    """The exponent of a root of unity, or its negative, that turns forward."""
    u = exponent_at(search, place)
    assert u is not None
    return u if elements.lead(u) > 0 else -u


def totient(order: int) -> int:
    """The degree of the cyclotomic polynomial."""
    return sum(1 for k in range(1, order + 1) if gcd(k, order) == 1)


def cyclotomic_claim(search: Search, place: int, order: int) -> str:
    """The cyclotomic polynomial at a root of unity is zero."""
    root = f"exp({search.text(positive(search, place))})"
    powers = fmpz_poly.cyclotomic(order).coeffs()
    terms = [f"({int(c)})*{root}**{power}" for power, c in enumerate(powers) if c]
    return f"{' + '.join(terms)} == 0"


def imaginary(search: Search, place: int, value: Element, order: int) -> Rewriting | None:
    """I as a power of exp(2 pi I/order), where 4 divides the order."""
    if order % 4:
        return None
    base = positive(search, place)
    power = search.field.power(search.field.generator("exp", base), order // 4)
    label = search.lemma("exp(I*pi/2) == I", "quarter-turn")
    claim = f"I == {search.text(power)}"
    if claim not in search.scope.facts:
        search.identity(claim, {label: "-1", power_of(search, base, order // 4): "1"})
    return search.replacing(value, I_PLACE, power, claim)


def apart_from_one(search: Search, value: Element) -> str | None:
    """The label of |exp(2 pi I u) - 1|**2 > 0, for 0 < u < 1."""
    for place in value.places():
        v = exponent_at(search, place)
        root = search.field.gen(place)
        if v is None or elements.ratio(value, root - search.number(1)) is None:
            continue
        u = v / search.value("2*I*pi")
        u = u if search.has_sign(u) else -u
        search.positive(u)
        search.positive(search.number(1) - u)
        text = search.text(u)
        claim = f"2 - exp(2*I*pi*({text})) - exp(-2*I*pi*({text})) > 0"
        label = search.lemma(claim, "part-turn", u=text)
        square = search.field.squared_modulus(value)
        scale = square / search.scope.facts[label].value
        return search.product(search.claim(square, ">"), [label, search.positive(scale)])
    return None
