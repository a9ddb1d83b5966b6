"""Laws of the exponential: one generator for each of the independent exponents."""

from math import gcd, lcm

from flint import fmpq, fmpq_mat

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element
from proofs.kernel.field import I_PLACE

MAX_MULTIPLE = 64
"""exp(k u) is written as a power of exp(u) up to this k."""


def exponent_at(search: Search, place: int) -> Element | None:
    """The exponent, if the generator is an exponential."""
    kind, u = search.field.generators[place]
    return u if kind == "exp" and isinstance(u, Element) else None


def split(search: Search, place: int, value: Element) -> Rewriting | None:
    """exp of a sum, term by term; t n/(n + 1) is the sum t - t/(n + 1)."""
    u = exponent_at(search, place)
    if u is None:
        return None
    whole = whole_part(search, u)
    if whole is not None:
        return of_sum(search, place, value, whole, u - whole)
    terms = [*elements.terms(search.field, u)]
    return of_sum(search, place, value, terms[0], u - terms[0]) if len(terms) > 1 else None


def whole_part(search: Search, u: Element) -> Element | None:
    """The polynomial that an improper quotient is, but for a proper one."""
    whole = Element(divmod(u.num, u.den)[0], search.field.one)
    return None if u.den.is_constant() or whole.num.is_zero() else whole


def of_sum(search: Search, place: int, value: Element, a: Element, b: Element) -> Rewriting:
    """exp(a + b) = exp(a) exp(b)."""
    x, y = search.text(a), search.text(b)
    claim = f"exp({search.text(a + b)}) == exp({x})*exp({y})"
    label = search.lemma(claim, "exp-sum", a=x, b=y)
    new = search.field.generator("exp", a) * search.field.generator("exp", b)
    old = search.field.gen(place)
    label = search.equality(old, new, label)
    return search.replacing(value, place, new, label)


def logarithm_inside(search: Search, place: int, value: Element) -> Rewriting | None:
    """exp(log u) = u, exp(log(u)/2) = sqrt(u), exp(log(u)/4) = sqrt(sqrt(u))."""
    u = exponent_at(search, place)
    if u is None:
        return None
    for order in (1, 2, 4, 8):
        for number in (fmpq(1, order), fmpq(-1, order)):
            single = elements.single(search.field, u * search.field.number(1 / number))
            if single is not None and single[0] == "log":
                inside = single[1]
                assert isinstance(inside, Element)
                new = root_of(search, inside, order)
                return of_logarithm(search, place, value, new, number < 0)
    laws = (multiple_of_logarithm, even_and_odd, whole_power)
    found = (law(search, place, value, u) for law in laws)
    return next((rewriting for rewriting in found if rewriting is not None), None)


def even_and_odd(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """exp(log(u)/6) = exp(log(u)/2)/exp(log(u)/3): roots of roots, and roots of odd order."""
    share = share_of_logarithm(search, u)
    order = int(share.q) if share is not None else 1
    even = order & -order
    if share is None or even in (1, order):
        return None
    times = int(share.p) * pow(order // even, -1, even) % even
    part = u * search.field.number(fmpq(times, even) / share)
    return of_sum(search, place, value, part, u - part)


def share_of_logarithm(search: Search, u: Element) -> fmpq | None:
    """The rational number that an exponent is, times one logarithm."""
    (inside, *more) = u.places() or [I_PLACE]
    if more or search.field.generators[inside][0] != "log":
        return None
    return elements.ratio(u, search.field.gen(inside))


def multiple_of_logarithm(
    search: Search, place: int, value: Element, u: Element
) -> Rewriting | None:
    """exp(r log u) = u exp((r - 1) log u), for a number r > 1, and the same of r < -1."""
    times = share_of_logarithm(search, u)
    if times is None or not 1 < abs(times) <= MAX_MULTIPLE:
        return None
    part = u * search.field.number(1 / abs(times))
    return of_sum(search, place, value, part, u - part)


def whole_power(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """exp(log(w)/q)**q = w and exp(-log(w)/q)**q = 1/w, where that power occurs."""
    share = share_of_logarithm(search, u)
    if share is None or abs(share.p) != 1:
        return None
    w = search.field.generators[u.places()[0]][1]
    assert isinstance(w, Element)
    order = int(share.q)
    if max(part.degrees()[place] for part in (value.num, value.den)) < order:
        return None
    search.positive(w)
    text = search.text(w)
    label = search.lemma(f"exp(log({text})) == {text}", "exp-log", u=text)
    image = w if share > 0 else search.number(1) / w
    cofactor = "1" if share > 0 else f"-1/(({text})*exp(log({text})))"
    power = search.field.power(search.field.gen(place), order)
    claim = f"{search.text(power)} == {search.written(image)}"
    search.identity(claim, {power_of(search, u, order): "-1", label: cofactor})
    after = with_powers(search, place, value, order, image)
    return Rewriting(claim, (value - after) / search.scope.facts[claim].value, after)


def with_powers(search: Search, place: int, value: Element, order: int, image: Element) -> Element:
    """Every whole power gen**order replaced by the image."""
    old, parts = search.field.gen(place), []
    for part in (value.num, value.den):
        total = search.number(0)
        for exponent, coefficient in elements.coefficients(search.field, part, place).items():
            times, rest = divmod(exponent, order)
            powers = search.field.power(image, times) * search.field.power(old, rest)
            total += coefficient * powers
        parts.append(total)
    return parts[0] / parts[1]


def power_of(search: Search, u: Element, times: int) -> str:
    """The label of exp(times u) == exp(u)**times."""
    one = search.field.generator("exp", u)
    whole, power = u * search.number(times), search.field.power(one, times)
    claim = f"exp({search.text(whole)}) == {search.text(power)}"
    steps: dict[str, str] = {}
    for several in range(times, 1, -1):
        x, y = search.text(u), search.text(u * search.number(several - 1))
        part = search.text(u * search.number(several))
        label = search.lemma(f"exp({part}) == exp({x})*exp({y})", "exp-sum", a=x, b=y)
        steps[label] = search.text(search.field.power(one, times - several))
    return search.identity(claim, steps)


def root_of(search: Search, u: Element, order: int) -> Element:
    """The root of an order that is a power of two, once its logarithm is known."""
    root = u
    search.positive(u)
    for _ in range(order.bit_length() - 1):
        root = search.field.generator("sqrt", root)
        search.positive(root)
    log = search.field.generator("log", u) / search.number(order)
    search.same(log, search.field.generator("log", root))
    return root


def of_logarithm(
    search: Search, place: int, value: Element, new: Element, inverse: bool
) -> Rewriting:
    """exp(v) = new, or 1/new, where v = log(new), or its negative."""
    search.positive(new)
    text = search.text(new)
    label = search.lemma(f"exp(log({text})) == {text}", "exp-log", u=text)
    u = exponent_at(search, place)
    assert u is not None
    log = search.field.generator("log", new)
    own = -u if inverse else u
    if not search.field.equal(own, log):
        equal = f"{search.text(own)} == {search.text(log)}"
        claim = f"exp({search.text(own)}) == exp({search.text(log)})"
        a, b = search.text(own), search.text(log)
        first = search.add(claim, "congruence", function="exp", a=a, b=b)
        claim = f"exp({search.text(own)}) == {text}"
        label = search.identity(claim, {first: "1", label: "1"})
        del equal
    old = search.field.gen(place)
    image = search.number(1) / new if inverse else new
    return search.replacing(value, place, image, search.equality(old, image, label))


def basis(search: Search, place: int, value: Element) -> Rewriting | None:
    """exp(u) by exponentials of independent exponents, of which all others are whole multiples."""
    u = exponent_at(search, place)
    if u is None or len(u.num) > 1:
        return None
    unit = common_unit(search, u)
    times = elements.ratio(u, unit)
    if times is None:
        return None
    if times in (1, -1):
        return by_others(search, place, value, u)
    if abs(int(times.p)) > MAX_MULTIPLE:
        raise GaveUpError(f"exp({search.text(u)}) is too high a power")
    part = unit if times > 0 else -unit
    return of_sum(search, place, value, part, u - part)


def common_unit(search: Search, u: Element) -> Element:
    """The exponent of which all known ones in rational ratio to u are whole multiples."""
    known = [w for w in known_exponents(search) if is_like(search, w, u)]
    ratios = [r for w in (u, *known) if (r := elements.ratio(w, u)) is not None]
    if is_turn(search, u):
        ratios.append(2 / elements.lead(u) / 4)
    if [search.field.generators[place][0] for place in u.places()] == ["log"]:
        ratios.append(fmpq(1, int(elements.lead(u).p)))  # the root itself, not a power of it
    scale = lcm(*(int(r.q) for r in ratios))
    common = gcd(*(int((r * scale).p) for r in ratios))
    unit = u * search.field.number(fmpq(common, scale))
    return -unit if (elements.lead(unit) > 0) != is_turn(search, u) else unit


def is_like(search: Search, w: Element, u: Element) -> bool:
    """Whether two exponents may have one unit: roots of roots and roots of odd order have not."""
    shares = share_of_logarithm(search, w), share_of_logarithm(search, u)
    if shares[0] is None or shares[1] is None:
        return True
    orders = [int(share.q) for share in shares if share is not None]
    twos = [order & -order for order in orders]
    return twos in (orders, [1, 1])


def is_turn(search: Search, u: Element) -> bool:
    """Whether an exponent is a rational multiple of I pi."""
    kinds = sorted(search.field.generators[place][0] for place in u.places())
    return kinds == ["I", "pi"] and len(u.num) == 1 and max(u.num.degrees()) == 1


def known_exponents(search: Search) -> list[Element]:
    """All exponents of one term that the field has met, in the order of their appearance."""
    found = [u for kind, u in search.field.generators.values() if kind == "exp"]
    return [u for u in found if isinstance(u, Element) and len(u.num) == 1]


def by_others(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """exp(u) by earlier exponents whose rational combination u is: 1/(n (n+1)) = 1/n - 1/(n+1)."""
    if u.den.is_constant():
        return None
    earlier: list[Element] = []
    for other, (kind, w) in search.field.generators.items():
        if other == place:
            break
        if kind == "exp" and isinstance(w, Element) and len(w.num) == 1:
            earlier += [w] if whole_part(search, w) is None else []
    shares = combination(search, u, earlier)
    if shares is None or not any(shares):
        return None
    index = next(i for i, share in enumerate(shares) if share)
    part = earlier[index] * search.field.number(shares[index])
    return of_sum(search, place, value, part, u - part)


def combination(search: Search, u: Element, known: list[Element]) -> list[fmpq] | None:
    """Rational numbers r_j with u = r_1 known_1 + r_2 known_2 + ..., if there are any."""
    common = search.field.one
    for element in (u, *known):
        common = common * (element.den / common.gcd(element.den))
    columns = [(e.num * (common / e.den)).to_dict() for e in (*known, u)]
    monomials = sorted({m for column in columns for m in column})
    reduced, rank = fmpq_mat([[c.get(m, fmpq(0)) for c in columns] for m in monomials]).rref()
    shares = [fmpq(0)] * len(known)
    for row in range(rank):
        pivot = next(j for j in range(len(known) + 1) if reduced[row, j] != 0)
        if pivot == len(known):
            return None
        shares[pivot] = reduced[row, len(known)]
    return shares
