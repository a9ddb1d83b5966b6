"""Rewrites that hold in every field: order, brackets, fractions, squares."""

import ast

from .rewrite import Site, rewrite
from .trees import (
    Node,
    add,
    binary,
    factors,
    has_rows,
    multiply,
    parse,
    same,
    terms,
    write,
)


@rewrite("a + b = b + a")
def shuffle_terms(site: Site) -> Node | None:
    signed = terms(site.node)
    return add(site.rng.sample(signed, len(signed))) if len(signed) > 1 else None


@rewrite("a b = b a")
def shuffle_factors(site: Site) -> Node | None:
    powers = factors(site.node)
    if len(powers) < 2 or has_rows(site.node):
        return None
    return multiply(site.rng.sample(powers, len(powers)))


@rewrite("a (b + c) = a b + a c")
def expand(site: Site) -> Node | None:
    powers = factors(site.node)
    sums = [j for j, (power, f) in enumerate(powers) if power > 0 and len(terms(f)) > 1]
    if len(powers) < 2 or not sums:
        return None
    chosen = site.rng.choice(sums)
    rest = powers[:chosen] + powers[chosen + 1 :]
    return add([(s, multiply([(1, t), *rest])) for s, t in terms(powers[chosen][1])])


@rewrite("(a + b)**2 = a**2 + 2 a b + b**2")
def expand_square(site: Site) -> Node | None:
    pair = binary(site.node, ast.Pow)
    if not pair or not same(pair[1], parse("2")):
        return None
    signed = terms(pair[0])
    if len(signed) < 2:
        return None
    a, b = add(signed[:1]), add(signed[1:])
    return write("(a)**2 + 2*a*b + b**2", a=a, b=b)


@rewrite("a b + a c = a (b + c)")
def factor_out(site: Site) -> Node | None:
    signed = terms(site.node)
    for j, (sign, first) in enumerate(signed[:-1]):
        for other, second in signed[j + 1 :]:
            common = [f for f in factors(first) if any(same(f[1], g[1]) for g in factors(second))]
            common = [f for f in common if f in _signed(second, f)]
            if common and not has_rows(site.node):
                rest = [t for t in signed if t[1] is not first and t[1] is not second]
                own = _without(first, common[0]), _without(second, common[0])
                inner = add([(sign, own[0]), (other, own[1])])
                return add([(1, multiply([common[0], (1, inner)])), *rest])
    return None


def _signed(node: Node, factor: tuple[int, Node]) -> list[tuple[int, Node]]:
    """The factor itself, where the node has it on the same side of its fraction line."""
    power, wanted = factor
    return [factor for p, f in factors(node) if p == power and same(f, wanted)]


def _without(node: Node, factor: tuple[int, Node]) -> Node:
    powers = factors(node)
    for j, (power, f) in enumerate(powers):
        if power == factor[0] and same(f, factor[1]):
            return multiply(powers[:j] + powers[j + 1 :])
    return node


@rewrite("a/b + c/d = (a d + c b)/(b d)")
def common_denominator(site: Site) -> Node | None:
    signed = terms(site.node)
    if len(signed) != 2 or has_rows(site.node):
        return None
    (a, b), (c, d) = (_fraction(s, t) for s, t in signed)
    if same(b, parse("1")) and same(d, parse("1")):
        return None
    return write("(a*d + c*b)/(b*d)", a=a, b=b, c=c, d=d)


def _fraction(sign: int, node: Node) -> tuple[Node, Node]:
    powers = factors(node)
    above = multiply([(1, f) for power, f in powers if power > 0])
    below = multiply([(1, f) for power, f in powers if power < 0])
    return add([(sign, above)]), below


@rewrite("a = a u/u for u > 0", weight=1)
def times_one(site: Site) -> Node | None:
    template = site.rng.choice(["a*u/u", "a/u*u", "a*(u/u)", "(a*u)/u"])
    return write(template, a=site.node, u=site.positive())


@rewrite("a = a + u - u", weight=1)
def plus_and_minus(site: Site) -> Node | None:
    if has_rows(site.node):
        return None
    return write(site.rng.choice(["a+u-u", "u+a-u", "(a-u)+u"]), a=site.node, u=site.real())


@rewrite("a = (a + a)/2 and the like", weight=1)
def multiples(site: Site) -> Node | None:
    template = site.rng.choice(["(a+a)/2", "3*a-2*a", "a/3+2*a/3", "a/2+a/2", "2*a-a"])
    return write(template, a=site.node)


@rewrite("a - b = (a**2 - b**2)/(a + b) for a + b > 0")
def difference_of_squares(site: Site) -> Node | None:
    pair = binary(site.node, ast.Sub)
    if not pair or not all(site.signs.positive(side) for side in pair):
        return None
    return write("(a**2-b**2)/(a+b)", a=pair[0], b=pair[1])


@rewrite("1 - u = (1 - u**3)/(1 + u + u**2) for u > 0")
def difference_of_cubes(site: Site) -> Node | None:
    pair = binary(site.node, ast.Sub)
    if not pair or not same(pair[0], parse("1")) or not site.signs.positive(pair[1]):
        return None
    return write("(1-u**3)/(1+u+u**2)", u=pair[1])


@rewrite("a b = ((a + b)**2 - (a - b)**2)/4")
def polarisation(site: Site) -> Node | None:
    pair = binary(site.node, ast.Mult)
    if not pair or has_rows(site.node):
        return None
    return write("((a+b)**2-(a-b)**2)/4", a=pair[0], b=pair[1])


@rewrite("a/b = a b**(-1)")
def quotient_as_power(site: Site) -> Node | None:
    pair = binary(site.node, ast.Div)
    return write("a*b**(-1)", a=pair[0], b=pair[1]) if pair else None


@rewrite("a/b = 1/(b/a) for a > 0")
def turned_upside_down(site: Site) -> Node | None:
    pair = binary(site.node, ast.Div)
    if not pair or not site.signs.positive(pair[0]):
        return None
    return write("1/(b/a)", a=pair[0], b=pair[1])


@rewrite("a**2 = a a")
def power_as_product(site: Site) -> Node | None:
    pair = binary(site.node, ast.Pow)
    if not pair or not same(pair[1], parse("2")):
        return None
    return write(
        site.rng.choice(["a*a", "a**4/a**2"][: 1 + site.signs.positive(pair[0])]), a=pair[0]
    )


@rewrite("1/2 = 0.5")
def decimals(site: Site) -> Node | None:
    pair = binary(site.node, ast.Div)
    decimal = {"2": "0.5", "4": "0.25", "8": "0.125"}
    below = ast.unparse(pair[1]) if pair else ""
    return write("d*a", d=decimal[below], a=pair[0]) if pair and below in decimal else None


@rewrite("2 = 6/3 = 2.0", weight=1)
def numbers_written_otherwise(site: Site) -> Node | None:
    if not isinstance(site.node, ast.Constant) or site.place.rough:
        return None
    n = site.node.value
    return parse(site.rng.choice([f"({3 * n}/3)", f"({n}+1/7-1/7)", f"({n + 1}-1)", f"{n}.0"]))


@rewrite("a = -(-a), a - b = -(b - a)", weight=1)
def turned_around(site: Site) -> Node | None:
    signed = terms(site.node)
    if len(signed) < 2:
        return write("-(-a)", a=site.node)
    return write("-(a)", a=add([(-s, t) for s, t in signed]))


@rewrite("1/(u (1 + u)) = 1/u - 1/(1 + u) for u > 0")
def partial_fractions(site: Site) -> Node | None:
    pair = binary(site.node, ast.Div)
    if not pair or not site.signs.positive(pair[1]):
        return None
    return write("a/(b*(1+b)) + a/(1+b)", a=pair[0], b=pair[1])
