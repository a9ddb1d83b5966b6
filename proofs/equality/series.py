"""Laws of sums: a total that is known, term by term, closed forms, and ranges that overlap."""

from math import comb

from proofs.equality import elements
from proofs.equality.search import Rewriting, Search
from proofs.equality.signs import attempt
from proofs.equality.terms import Term, as_combination
from proofs.kernel.field import Element, Whole
from proofs.kernel.reader import Limits

MAX_WRITTEN_OUT = 24
"""Sums of a known number of terms, up to this, are written out."""
MAX_APART = 6
"""Ranges whose ends differ by at most this many terms are made the same."""


def series(search: Search, place: int, value: Element) -> Rewriting | None:
    """The first law that applies to a Sum."""
    kind, whole = search.field.generators[place]
    if kind != "Sum" or not isinstance(whole, Whole):
        return None
    for law in (by_hypothesis, written_out, combined, telescoped, shifted, merged):
        found = attempt(law, search, place, value, whole)
        if found is not None:
            return found
    return None


def by_hypothesis(search: Search, place: int, value: Element, _: Whole) -> Rewriting | None:
    """A Sum that an equality among the facts says the value of, as a total of probabilities."""
    gen = search.field.gen(place)
    for label in search.checker.hypotheses:
        fact = search.checker.outermost.facts[label]
        if fact.relation != "==" or place not in fact.value.places():
            continue
        for sign in (1, -1):
            new = gen - fact.value * search.number(sign)
            if place not in new.places():
                used = label
                if sign < 0:
                    used = search.equality(gen, new, label)
                return search.replacing(value, place, new, used)
    return None


def opened(search: Search, whole: Whole) -> tuple[Search, Limits, Element]:
    """A search about the term, with the limits, once the term is known to be defined there."""
    limits = search.limits(whole)
    inner = search.under(limits)
    return inner, limits, search.term(whole)


def closed(search: Search, inner: Search, limits: Limits, term: Element) -> None:
    """Make what was found of the term known to the kernel."""
    inner.define(search.text(term))
    search.close(inner, limits)


def written_out(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The last term taken off a sum of a known number of terms."""
    count = (whole.upper - whole.lower + search.number(1)).number()
    if count is None or count > MAX_WRITTEN_OUT:
        return None
    inner, limits, term = opened(search, whole)
    closed(search, inner, limits, term)
    text, old = search.text(term), search.field.gen(place)
    if count == 0:
        label = search.add(
            f"{search.written(old)} == 0", "empty", **search.named(limits), term=text
        )
        return search.replacing(value, place, search.number(0), label)
    return last_term(search, place, value, limits, term)


def names_of(search: Search, limits: Limits) -> dict[str, str]:
    """Limits as a rule of sums names them."""
    return {key: name for key, name in search.named(limits).items() if key != "kind"}


def last_term(
    search: Search, place: int, value: Element, limits: Limits, term: Element
) -> Rewriting:
    """Sum = shorter Sum + last term."""
    field, one = search.field, search.number(1)
    shorter = field.whole("Sum", term, limits.name, limits.lower, limits.upper - one)
    shorter_limits = Limits("Sum", limits.name, limits.lower, limits.upper - one)
    inner = search.under(shorter_limits)
    closed(search, inner, shorter_limits, term)
    final = field.put(term, limits.name, limits.upper)
    search.define(search.text(final))
    new = shorter + final
    claim = f"{search.written(field.gen(place))} == {search.text(new)}"
    label = search.add(claim, "last", **names_of(search, limits), term=search.text(term))
    return search.replacing(value, place, new, label)


# Term by term.


def combined(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """A Sum of a combination of terms, as a combination of Sums of simple terms."""
    inner, limits, term = opened(search, whole)
    closed(search, inner, limits, term)
    parts, using = as_combination(inner, limits.name, term)
    if (
        len(parts) == 1
        and parts[0].weight.number() == 1
        and search.field.equal(parts[0].term, term)
    ):
        return None
    return termwise(search, place, value, limits, term, parts, inner, using)


def termwise(  # noqa: PLR0913
    search: Search,
    place: int,
    value: Element,
    limits: Limits,
    term: Element,
    parts: list[Term],
    inner: Search,
    using: dict[str, Element],
) -> Rewriting:
    """Sum(f) = sum of w_j Sum(f_j), from f = sum of w_j f_j on the range."""
    fresh = search.under(limits)
    total = fresh.number(0)
    for part in parts:
        total += part.weight * part.term
    claim = f"{fresh.written(term)} == {fresh.written(total)}"
    for part in parts:
        fresh.written(part.term)
    fresh.equal(claim)
    of = {search.text(term): "1"}
    new = search.number(0)
    for part in parts:
        weight = search.written(-part.weight)
        of[search.text(part.term)] = weight
        new += part.weight * search.field.whole(
            limits.kind, part.term, limits.name, limits.lower, limits.upper
        )
    old = search.field.gen(place)
    search.close(fresh, limits)
    for part in parts:
        make_known(search, limits, part.term)
    del inner, using
    claim = f"{search.written(old)} == {search.written(new)}"
    label = search.add(claim, "termwise", **search.named(limits), of=of, sign="==")
    return search.replacing(value, place, new, label)


def make_known(search: Search, limits: Limits, term: Element) -> None:
    """Make the Sum of a term readable under the name that texts give its variable."""
    made = search.field.whole(limits.kind, term, limits.name, limits.lower, limits.upper)
    single = elements.single(search.field, made)
    if single is None or not isinstance(single[1], Whole):
        return
    own = search.limits(single[1])
    inner = search.under(own)
    closed(search, inner, own, search.term(single[1]))


# Closed forms.


def telescoped(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """A polynomial times a power with an exponent that is linear in the index."""
    inner, limits, term = opened(search, whole)
    k = inner.value(limits.name)
    found = geometric(search, inner, limits.name, term)
    if found is None:
        return None
    degree, ratio = found
    power = term / search.field.power(k, degree)
    shifted = search.field.put(power, limits.name, k + search.number(1))
    q = antidifference(search, degree, ratio)
    total = search.number(0)
    for exponent, coefficient in enumerate(q):
        total += coefficient * search.field.power(k + search.number(1), exponent)
    return by_antidifference(search, place, value, limits, term, total * shifted)


def geometric(
    search: Search, inner: Search, name: str, term: Element
) -> tuple[int, Element] | None:
    """The degree d and the ratio R(k+1)/R(k) of a term k**d R(k)."""
    field = search.field
    if any(field.depends(Element(term.den, field.one), name) for _ in (0,)):
        return None
    degree, k = 0, inner.value(name)
    own = elements.single_place(field, k)
    for place in term.places():
        if place == own:
            degree = term.num.degrees()[place]
        elif field.generator_depends(place, name) and field.generators[place][0] != "exp":
            return None
    if len(term.num) != 1:
        return None
    power = term / field.power(k, degree)
    step = field.put(power, name, k + search.number(1)) / power
    ratio = inner.normal(step)[1]
    return None if field.depends(ratio, name) else (degree, ratio)


def antidifference(search: Search, degree: int, ratio: Element) -> list[Element]:
    """Coefficients of the polynomial Q with ratio Q(k+1) - Q(k) = k**degree."""
    step = ratio - search.number(1)
    shift = int(search.field.is_zero(step))
    q = [search.number(0)] * (degree + 1 + shift)
    for j in range(degree, -1, -1):
        rest = search.number(int(j == degree))
        for higher in range(j + 1 + shift, len(q)):
            rest -= ratio * q[higher] * search.number(comb(higher, j))
        q[j + shift] = rest / (search.number(j + 1) if shift else step)
    return q


def by_antidifference(  # noqa: PLR0913
    search: Search, place: int, value: Element, limits: Limits, term: Element, g: Element
) -> Rewriting:
    """Sum(f, (k, a, b)) = G(b) - G(a - 1), from f(k) = G(k) - G(k - 1)."""
    field, one = search.field, search.number(1)
    inner = search.under(limits)
    k = inner.value(limits.name)
    before = field.put(g, limits.name, k - one)
    for part in (term, g, before):
        inner.define(inner.text(part))
    inner.equal(f"{inner.text(term)} == {inner.text(g)} - ({inner.text(before)})")
    old = field.gen(place)
    search.close(inner, limits)
    ends = (limits.upper, limits.lower - one)
    last, first = (field.put(g, limits.name, end) for end in ends)
    for part in (last, first):
        search.define(search.text(part))
    claim = f"{search.written(old)} == {search.text(last)} - ({search.text(first)})"
    names = names_of(search, limits)
    text = search.text(g)
    label = search.add(claim, "telescope", **names, term=search.text(term), antidifference=text)
    return search.replacing(value, place, last - first, label)


# Ranges.


def shifted(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The index moved, or turned, so that its least offset in the term is 0."""
    _, limits, term = opened(search, whole)
    found = offset(search, limits.name, term)
    if found is None:
        return None
    direction, shift = found
    if direction > 0 and shift.num.is_zero():
        return None
    return reindexed(search, place, value, limits, term, direction, shift)


def offset(search: Search, name: str, term: Element) -> tuple[int, Element] | None:
    """(1, c) if the term speaks of k + c, (-1, c) if it speaks of c - k, c the least."""
    k = search.field.generator("symbol", name)
    found: list[tuple[int, Element]] = []
    for part in linear_parts(search, name, term):
        for direction in (1, -1):
            rest = part - k if direction > 0 else part + k
            if not search.field.depends(rest, name):
                found.append((direction, rest))
    if not found:
        return None
    directions = {direction for direction, _ in found}
    direction = 1 if 1 in directions else -1
    offsets = [rest for own, rest in found if own == direction]
    least = offsets[0]
    for other in offsets[1:]:
        gap = (other - least).number()
        if gap is not None and gap * direction < 0:
            least = other
    whole = search.checker.is_whole(search.scope)
    return (direction, least) if whole(least) else None


def linear_parts(search: Search, name: str, term: Element) -> list[Element]:
    """What is linear in the index: arguments of functions, and factors of both sides."""
    field, found = search.field, []
    for place in term.places():
        _, argument = field.generators[place]
        if isinstance(argument, Element) and field.depends(argument, name):
            found.append(argument)
            found += linear_parts(search, name, argument)
    for part in (term.num, term.den):
        for polynomial, _ in [] if part.is_constant() else part.factor()[1]:
            found.append(Element(polynomial, field.one))
    return found


def reindexed(  # noqa: PLR0913
    search: Search,
    place: int,
    value: Element,
    limits: Limits,
    term: Element,
    direction: int,
    shift: Element,
) -> Rewriting:
    """k = j - shift, or k = shift - j."""
    field, new_name = search.field, f"{limits.name}_"
    j = field.generator("symbol", new_name)
    by = -shift if direction > 0 else shift
    moved = field.put(term, limits.name, by + j if direction > 0 else by - j)
    low, high = limits.lower - by, limits.upper - by
    low, high = (low, high) if direction > 0 else (-high, -low)
    own = Limits(limits.kind, new_name, low, high)
    make_known(search, limits, term)
    make_known(search, own, moved)
    new = field.whole(limits.kind, moved, new_name, low, high)
    claim = f"{search.written(field.gen(place))} == {search.text(new)}"
    label = search.add(
        claim,
        "reindex",
        **search.named(limits),
        term=search.text(term),
        to=new_name,
        shift=search.text(by),
        direction="forward" if direction > 0 else "backward",
    )
    return search.replacing(value, place, new, label)


def merged(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """Of two Sums of one term, the later by the earlier one and what lies between their ends."""
    for other in value.places():
        kind, known = search.field.generators[other]
        if other >= place or kind != "Sum" or not isinstance(known, Whole):
            continue
        if known.variable != whole.variable or not search.field.equal(known.term, whole.term):
            continue
        found = attempt(nearer, search, place, value, whole, known)
        if found is not None:
            return found
    return None


def nearer(
    search: Search, place: int, value: Element, whole: Whole, known: Whole
) -> Rewriting | None:
    """One end moved to where the known Sum ends."""
    _, limits, term = opened(search, whole)
    above = (whole.upper - known.upper).number()
    below = (whole.lower - known.lower).number()
    if above is not None and 0 < above <= MAX_APART:
        return last_term(search, place, value, limits, term)
    if above is not None and -MAX_APART <= above < 0:
        return longer(search, place, value, limits, term)
    if below is not None and below != 0 and abs(below) <= MAX_APART:
        start = whole.lower if below < 0 else whole.lower - search.number(1)
        return first_term(search, place, value, limits, term, start)
    if below == 0 and above is None:
        return split_at(search, place, value, limits, term, known.upper)
    return None


def longer(search: Search, place: int, value: Element, limits: Limits, term: Element) -> Rewriting:
    """Sum up to b = Sum up to b + 1, without its last term."""
    one = search.number(1)
    more = Limits("Sum", limits.name, limits.lower, limits.upper + one)
    inner = search.under(more)
    closed(search, inner, more, term)
    whole = search.field.whole("Sum", term, limits.name, limits.lower, limits.upper + one)
    own = whole.places()[0]
    shorter = last_term(search, own, whole, more, term)
    label = search.equality(
        search.field.gen(place), whole - (shorter.after - search.field.gen(place)), shorter.label
    )
    new = whole - (shorter.after - search.field.gen(place))
    return search.replacing(value, place, new, label)


def first_term(  # noqa: PLR0913
    search: Search, place: int, value: Element, limits: Limits, term: Element, at: Element
) -> Rewriting:
    """The first term taken off, or one put before it."""
    field, one, name = search.field, search.number(1), limits.name
    inside = search.field.equal(at, limits.lower)
    low = limits.lower if inside else at
    whole_limits = Limits("Sum", name, low, limits.upper)
    rest_limits = Limits("Sum", name, low + one, limits.upper)
    single = Limits("Sum", name, low, low)
    for each in (whole_limits, rest_limits, single):
        search.define_limits(each)
        inner = search.under(each)
        closed(search, inner, each, term)
        make_known(search, each, term)
    whole, rest, only = (
        field.whole("Sum", term, name, each.lower, each.upper)
        for each in (whole_limits, rest_limits, single)
    )
    claim = f"{search.text(whole)} == {search.text(only)} + {search.text(rest)}"
    label = search.add(
        claim, "split", **search.named(whole_limits), term=search.text(term), at=search.text(low)
    )
    new = only + rest if inside else whole - only
    used = search.equality(field.gen(place), new, label)
    return search.replacing(value, place, new, used)


def split_at(  # noqa: PLR0913
    search: Search, place: int, value: Element, limits: Limits, term: Element, at: Element
) -> Rewriting:
    """The part up to m, and the part after it."""
    field, one, name = search.field, search.number(1), limits.name
    ranges = (
        Limits("Sum", name, limits.lower, at),
        Limits("Sum", name, at + one, limits.upper),
    )
    for each in ranges:
        search.define_limits(each)
        make_known(search, each, term)
    first, second = (field.whole("Sum", term, name, r.lower, r.upper) for r in ranges)
    old = field.gen(place)
    claim = f"{search.written(old)} == {search.text(first)} + {search.text(second)}"
    label = search.add(
        claim, "split", **search.named(limits), term=search.text(term), at=search.text(at)
    )
    return search.replacing(value, place, first + second, label)


__all__ = ["attempt", "series"]
