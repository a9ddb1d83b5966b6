"""Trusted rules of sums, and of integrals where they obey the same law.

* `range`: a block of steps about a bound variable, whose facts stay known under every Sum or
  Integral between the same limits; the claim E == E says that E is defined.
* `termwise`: a f(k) + b g(k) >= 0 on the range, with a, b free of k, gives the same of the Sums or
  Integrals; likewise == ; likewise > of Sums that have a term.
* `telescope`: f(k) = G(k) - G(k-1) for k = a..b gives Sum(f, (k, a, b)) = G(b) - G(a-1).
* `split`: a Sum or Integral from a to b is one from a to m and one from there to b.
* `reindex`: k = j + d, or k = d - j.
* `last`, `empty`: the last term of a Sum taken off; a Sum without a term, an Integral of length 0.
* `member`: a Sum of terms >= 0 is at least each of them.
* `induction`: what holds of a, and of k + 1 if of k >= a, holds of every whole number >= a.
* `swap`: two Sums or Integrals whose limits do not depend on each other; what is integrated is
  continuous in all of its variables.
"""

from proofs.kernel.checker import Checker, Json, rule
from proofs.kernel.element import Element, require
from proofs.kernel.reader import ENTAILS, WHOLES
from proofs.kernel.scope import Fact, Limits, Scope

LIMITS = dict.fromkeys(("kind", "variable", "lower", "upper"), "text")
SUM = dict.fromkeys(("variable", "lower", "upper"), "text")
BLOCKS = dict.fromkeys(("base", "defined", "next"), "steps")


def limits_of(checker: Checker, step: Json, scope: Scope, kind: str = "Sum") -> Limits:
    """The bound variable of a step and its limits."""
    kind = step.get("kind", kind)
    require(kind in WHOLES, f"{kind!r} has no limits")
    ends = (checker.value(step[end], scope) for end in ("lower", "upper"))
    return Limits(kind, step["variable"], *ends)


def whole(checker: Checker, term: str, limits: Limits, scope: Scope) -> Element:
    """The Sum or Integral of a term that is defined on the range."""
    return checker.whole_of(limits, checker.tree(term), {}, scope)


@rule("range", **LIMITS, steps="steps")
def range_of_variable(checker: Checker, step: Json, scope: Scope) -> Fact:
    """0 = 0; what the block shows of the variable stays known under Sums and Integrals."""
    limits = limits_of(checker, step, scope)
    inside = checker.inside(limits, scope)
    before = inside.copy()
    checker.run(step["steps"], inside)
    scope.ranges.append((limits, inside.since(before)))
    return Fact(checker.field.number(0), "==")


@rule("termwise", **LIMITS, of="table", sign="text")
def termwise(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A combination of Sums or Integrals has the sign of the same combination of their terms."""
    limits, sign = limits_of(checker, step, scope), step["sign"]
    require(sign in ENTAILS, f"{sign!r} is no relation")
    inside = checker.inside(limits, scope)
    require(limits.kind == "Sum" or sign != ">", "of an Integral >= and == are known")
    if sign == ">" or (sign == ">=" and limits.kind == "Integral"):
        checker.need(limits.upper - limits.lower, ">=", scope, "upper - lower limit")
    term = total = checker.field.number(0)
    for text, weight in step["of"].items():
        factor = checker.value(weight, scope)
        term += checker.value(text, inside) * factor
        total += whole(checker, text, limits, scope) * factor
    checker.need(term, sign, inside, "combination of terms")
    return checker.fact(total, sign)


@rule("telescope", **SUM, term="text", antidifference="text")
def telescope(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Sum(f(k), (k, a, b)) = G(b) - G(a - 1)."""
    limits, one = limits_of(checker, step, scope), checker.field.number(1)
    inside = checker.inside(limits, scope)
    k, g = checker.value(limits.name, inside), step["antidifference"]
    here, before = (checker.value(g, inside, {limits.name: place}) for place in (k, k - one))
    term = checker.value(step["term"], inside)
    checker.need(term - (here - before), "==", inside, "term - difference")
    ends = (limits.upper, limits.lower - one)
    last, first = (checker.value(g, scope, {limits.name: place}) for place in ends)
    return Fact(whole(checker, step["term"], limits, scope) - (last - first), "==")


@rule("split", **LIMITS, term="text", at="text")
def split(checker: Checker, step: Json, scope: Scope) -> Fact:
    """The part up to m, and the part after it."""
    limits, middle = limits_of(checker, step, scope), checker.value(step["at"], scope)
    kind, name, low, high = limits.kind, limits.name, limits.lower, limits.upper
    is_sum = kind == "Sum"
    after = middle + checker.field.number(int(is_sum))
    first, last_one = (low, high) if is_sum else checker.ordered(limits, scope)
    for part in (Limits(kind, name, first, middle), Limits(kind, name, after, last_one)):
        checker.need_order(part, scope)
    term = checker.value(step["term"], checker.inside(limits, scope))
    make = checker.field.whole
    parts = make(kind, term, name, low, middle) + make(kind, term, name, after, high)
    return Fact(make(kind, term, name, low, high) - parts, "==")


@rule("reindex", **LIMITS, term="text", to="text", shift="text", direction="text")
def reindex(checker: Checker, step: Json, scope: Scope) -> Fact:
    """The same Sum or Integral over j, where k = j + d or k = d - j."""
    limits, shift = limits_of(checker, step, scope), checker.value(step["shift"], scope)
    forward = step["direction"] == "forward"
    require(forward or step["direction"] == "backward", "a direction is forward or backward")
    fits = checker.field.is_real if limits.kind == "Integral" else checker.is_whole(scope)
    require(fits(shift), "a shift that is no whole number, or not real")
    checker.bind(step["to"], checker.bind(limits.name, scope))
    term = checker.value(step["term"], checker.inside(limits, scope))
    j = checker.field.generator("symbol", step["to"])
    moved = checker.field.put(term, limits.name, shift + j if forward else shift - j)
    ends = (limits.lower - shift, limits.upper - shift)
    low, high = ends if forward else (-ends[1], -ends[0])
    new = checker.field.whole(limits.kind, moved, step["to"], low, high)
    return Fact(whole(checker, step["term"], limits, scope) - new, "==")


@rule("last", **SUM, term="text")
def last(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Sum(f, (k, a, b)) = Sum(f, (k, a, b - 1)) + f(b), where a <= b."""
    limits, one = limits_of(checker, step, scope), checker.field.number(1)
    checker.need(limits.upper - limits.lower, ">=", scope, "upper - lower limit")
    term = checker.value(step["term"], checker.inside(limits, scope))
    final = checker.field.put(term, limits.name, limits.upper)
    name, low, high = limits.name, limits.lower, limits.upper
    shorter = checker.field.whole("Sum", term, name, low, high - one)
    return Fact(checker.field.whole("Sum", term, name, low, high) - (shorter + final), "==")


@rule("empty", **LIMITS, term="text")
def empty(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A Sum from a to a - 1, or an Integral from a to a, is 0."""
    limits = limits_of(checker, step, scope)
    length = limits.upper - limits.lower + checker.field.number(int(limits.kind == "Sum"))
    checker.need(length, "==", scope, "the length of the range")
    return Fact(whole(checker, step["term"], limits, scope), "==")


@rule("member", **SUM, term="text", at="text")
def member(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Sum(f, (k, a, b)) >= f(m) for a whole m with a <= m <= b, where f >= 0."""
    limits, place = limits_of(checker, step, scope), checker.value(step["at"], scope)
    require(checker.is_whole(scope)(place), f"{step['at']} is no whole number")
    checker.need(place - limits.lower, ">=", scope, "place - lower limit")
    checker.need(limits.upper - place, ">=", scope, "upper limit - place")
    inside = checker.inside(limits, scope)
    term = checker.need(checker.value(step["term"], inside), ">=", inside, "term")
    value = checker.field.put(term, limits.name, place)
    return checker.fact(whole(checker, step["term"], limits, scope) - value, ">=")


@rule("induction", of="text", **dict.fromkeys(("variable", "start", "at"), "text"), **BLOCKS)
def induction(checker: Checker, step: Json, scope: Scope) -> Fact:
    """P(m) for a whole m >= a, from P(a), and P(k + 1) if P(k) and k >= a, for a new k."""
    name, of, first = step["variable"], step["of"], checker.value(step["start"], scope)
    place = checker.value(step["at"], scope)
    require(all(map(checker.is_whole(scope), (first, place))), "induction over whole numbers")
    checker.need(place - first, ">=", scope, f"{step['at']} - {step['start']}")
    base = scope.copy()
    checker.same_fact(checker.run(step["base"], base), checker.claim(of, base, {name: first}))
    inside = checker.bind(name, scope, whole=True)
    k = checker.field.generator("symbol", name)
    inside.facts[f"{name} from"] = checker.fact(k - first, ">=")
    if step["defined"]:
        checker.run(step["defined"], inside)
    inside.facts[f"hypothesis of {name}"] = checker.claim(of, inside)
    last_fact = checker.run(step["next"], inside)
    after = checker.claim(of, inside, {name: k + checker.field.number(1)})
    checker.same_fact(last_fact, after)
    return checker.claim(of, scope, {name: place})


PAIR = dict.fromkeys(("outer_kind", "outer", "outer_lower", "outer_upper"), "text")


@rule("swap", **LIMITS, **PAIR, term="text")
def swap(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Sum(Sum(f, (j, c, d)), (k, a, b)) = Sum(Sum(f, (k, a, b)), (j, c, d)): k is the outer."""
    inner = limits_of(checker, step, scope)
    ends = (checker.value(step[key], scope) for key in ("outer_lower", "outer_upper"))
    outer = Limits(step["outer_kind"], step["outer"], *ends)
    require(outer.kind in WHOLES, f"{outer.kind!r} has no limits")
    checker.inside(inner, scope)  # neither of the two may run backwards
    term = checker.value(step["term"], checker.inside(inner, checker.inside(outer, scope)))
    one = checker.total(checker.total(term, inner), outer)
    return Fact(one - checker.total(checker.total(term, outer), inner), "==")
