"""Laws of logarithms and entropies: logarithms of primes and of irreducible factors."""

from flint import fmpq

from proofs.equality.laws.roots import conjugate, denested
from proofs.equality.search import elements
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.equality.search.squares import prime_factors
from proofs.kernel.element import Element


def entropy(search: Search, place: int, value: Element) -> Rewriting | None:
    """eta(u) = -u log2(u), for u > 0."""
    kind, u = search.field.generators[place]
    if kind != "eta" or not isinstance(u, Element):
        return None
    if attempt(search.sign, u, ">") is None:
        return entropy_of_product(search, place, value, u)
    text = search.text(u)
    label = search.lemma(f"eta({text}) == -({text})*log2({text})", "eta-log", u=text)
    logs = [search.field.generator("log", v) for v in (u, search.number(2))]
    return search.replacing(value, place, -u * logs[0] / logs[1], label)


def entropy_of_product(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """eta(a b) = a eta(b) + b eta(a), for factors >= 0."""
    for polynomial, _ in [] if u.num.is_constant() else u.num.factor()[1]:
        factor = Element(polynomial, search.field.one)
        factor = factor if search.has_sign(factor, ">=") else -factor
        rest = u / factor
        if rest.number() == 1 or not (
            search.has_sign(factor, ">=") and search.has_sign(rest, ">=")
        ):
            continue
        a, b = search.text(factor), search.text(rest)
        claim = f"eta({search.text(u)}) == ({a})*eta({b}) + ({b})*eta({a})"
        label = search.lemma(claim, "eta-product", a=a, b=b)
        old = search.field.gen(place)
        return search.replacing(value, place, old - search.scope.facts[label].value, label)
    return None


def of_exponential(search: Search, place: int, value: Element) -> Rewriting | None:
    """log(exp(u)) = u, before u is rewritten: an exponential of a sum is a product."""
    kind, u = search.field.generators[place]
    if kind != "log" or not isinstance(u, Element):
        return None
    single = elements.single(search.field, u)
    if single is None or single[0] != "exp":
        return None
    inner = search.text(single[1])  # type: ignore[arg-type]
    label = search.lemma(f"log(exp({inner})) == {inner}", "log-exp", u=inner)
    return search.replacing(value, place, single[1], label)  # type: ignore[arg-type]


def logarithm(search: Search, place: int, value: Element) -> Rewriting | None:
    """The logarithm of a root, a product or a quotient."""
    kind, u = search.field.generators[place]
    if kind != "log" or not isinstance(u, Element):
        return None
    single = elements.single(search.field, u)
    if single is not None and single[0] == "sqrt":
        return of_square(search, place, value, u)
    number = u.number()
    if number is not None:
        return of_number(search, place, value, number)
    return of_factor(search, place, value, u) or irreducible(search, place, value, u)


def of_number(search: Search, place: int, value: Element, number: fmpq) -> Rewriting | None:
    """log(p/q) = log(p) - log(q), log(6) = log(2) + log(3)."""
    if number.q != 1:
        return quotient(search, place, value, search.field.number(fmpq(number.q)))
    primes = prime_factors(int(number.p))
    if not primes or (len(primes) == 1 and primes[0][1] == 1):
        return None
    return product(search, place, value, search.number(primes[0][0]))


def of_factor(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """One factor with a known sign taken off."""
    if not u.den.is_constant():
        for factor in signed_factors(search, Element(u.den, search.field.one)):
            return quotient(search, place, value, factor)
    above = signed_factors(search, Element(u.num, search.field.one))
    scale = abs(u.num.factor()[0]) / abs(u.den.factor()[0])
    if scale.q != 1:
        return quotient(search, place, value, search.field.number(fmpq(scale.q)))
    if scale != 1:
        return product(search, place, value, search.field.number(scale))
    for factor in above:
        if not search.field.equal(factor, u):
            return product(search, place, value, factor)
    return None


def signed_factors(search: Search, value: Element) -> list[Element]:
    """The irreducible factors that are found to be > 0 or < 0, as positive ones."""
    found = []
    if value.num.is_constant():
        return []
    for polynomial, _ in value.num.factor()[1]:
        factor = Element(polynomial, search.field.one)
        sign = search.signed(factor)
        if sign:
            found.append(factor if sign > 0 else -factor)
    return found


def product(search: Search, place: int, value: Element, a: Element) -> Rewriting:
    """log(a b) = log(a) + log(b)."""
    u = search.field.generators[place][1]
    assert isinstance(u, Element)
    return by_law(search, place, value, (a, u / a), (1, 1))


def quotient(search: Search, place: int, value: Element, below: Element) -> Rewriting:
    """log(u) = log(u b) - log(b)."""
    u = search.field.generators[place][1]
    assert isinstance(u, Element)
    return by_law(search, place, value, (u * below, below), (1, -1))


def by_law(
    search: Search,
    place: int,
    value: Element,
    parts: tuple[Element, Element],
    signs: tuple[int, int],
) -> Rewriting:
    """log(u) = log(a) + log(b) with u = a b, or log(u) = log(a) - log(b) with u b = a."""
    u = search.field.generators[place][1]
    assert isinstance(u, Element)
    for part in (u, *parts):
        search.positive(part)
    a, b = (parts[0], parts[1]) if signs[1] > 0 else (u, parts[1])
    x, y = search.text(a), search.text(b)
    whole = search.field.reduced(a * b)
    search.positive(whole)
    claim = f"log({search.text(whole)}) == log({x}) + log({y})"
    label = search.lemma(claim, "log-product", a=x, b=y)
    first, second = (search.field.generator("log", part) for part in parts)
    new = first + second if signs[1] > 0 else first - second
    old = search.field.gen(place)
    return search.replacing(value, place, new, search.equality(old, new, label))


def of_square(search: Search, place: int, value: Element, root: Element) -> Rewriting:
    """log(w) = log(w**2)/2."""
    search.positive(root)
    text = search.text(root)
    square = search.field.reduced(root * root)
    search.positive(square)
    claim = f"log({search.text(square)}) == log({text}) + log({text})"
    label = search.lemma(claim, "log-product", a=text, b=text)
    new = search.field.generator("log", square) / search.number(2)
    old = search.field.gen(place)
    return search.replacing(value, place, new, search.equality(old, new, label))


def irreducible(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """log of a + b w: the square of a sum of roots, or one of the pair a + b w, a - b w."""
    for own in reversed(u.places()):
        if search.field.generators[own][0] == "sqrt" and u.num.degrees()[own] == 1:
            laws = (of_root, of_denested, by_norm)
            found = (attempt(law, search, place, value, u, own) for law in laws)
            return next((rewriting for rewriting in found if rewriting is not None), None)
    return None


def of_root(search: Search, place: int, value: Element, u: Element, own: int) -> Rewriting | None:
    """log(5 + sqrt(5)) = log(sqrt(5)) + log(1 + sqrt(5)): a root that is a factor of both terms."""
    square = search.field.generators[own][1]
    terms = elements.coefficients(search.field, u.num, own)
    if 0 not in terms or not isinstance(square, Element) or not u.den.is_constant():
        return None
    share = search.field.reduced(terms[0] / square)
    plain = share.den.is_constant() and abs(share.num.factor()[0] / share.den.factor()[0]).q == 1
    if not plain:
        return None
    root = search.field.gen(own)
    return by_law(search, place, value, (root, terms[1] + share * root), (1, 1))


def of_denested(
    search: Search, place: int, value: Element, u: Element, own: int
) -> Rewriting | None:
    """log(3 + 2 sqrt(2)) = 2 log(1 + sqrt(2))."""
    q = denested(search, u, own)
    if q is None:
        return None
    search.positive(q)
    search.positive(q * q)
    label = search.same(u, q * q)
    found = search.lemma(
        f"log({search.text(q * q)}) == log({search.text(q)}) + log({search.text(q)})",
        "log-product",
        a=search.text(q),
        b=search.text(q),
    )
    text = search.text(u)
    first = search.add(
        f"log({text}) == log({search.text(q * q)})",
        "congruence",
        function="log",
        a=text,
        b=search.text(q * q),
    )
    new = search.field.generator("log", q) * search.number(2)
    claim = f"log({text}) == {search.text(new)}"
    del label
    return search.replacing(value, place, new, search.identity(claim, {first: "1", found: "1"}))


def by_norm(search: Search, place: int, value: Element, u: Element, own: int) -> Rewriting | None:
    """log(a - b w) = log(a**2 - b**2 w**2) - log(a + b w): of each pair one is kept."""
    turned = conjugate(search, u, own)
    if turned is None:
        return None
    norm = search.field.reduced(u * turned)
    search.positive(norm)
    return by_law(search, place, value, (norm, turned), (1, -1))
