"""Rewrites of roots, moduli and conjugates."""

import ast

from .rewrite import Site, rewrite
from .trees import Node, argument, binary, factors, has_rows, multiply, parse, same, write


@rewrite("u = sqrt(u)**2 = sqrt(u**2) = abs(u) for u >= 0", weight=1)
def rooted(site: Site) -> Node | None:
    if not site.signs.nonnegative(site.node) or site.place.rough:
        return None
    shapes = [
        "sqrt(u)**2",
        "sqrt(u**2)",
        "abs(u)",
        "sqrt(u)*sqrt(u)",
        "abs(-u)",
        "sqrt(u**4)**(1/2)",
    ]
    never_zero = site.signs.positive(site.node)  # a broken power of 0 is no way to write 0
    return write(site.rng.choice(shapes if never_zero else shapes[:5]), u=site.node)


@rewrite("sqrt(u v) = sqrt(u) sqrt(v) for u, v >= 0")
def split_root(site: Site) -> Node | None:
    inner = argument(site.node, "sqrt")
    powers = factors(inner) if inner is not None else []
    if len(powers) < 2 or not all(site.signs.positive(f) for _, f in powers):
        return None
    first = (powers[0][0], write("sqrt(u)", u=powers[0][1]))
    rest = multiply(powers[1:])
    return multiply([first, (1, write("sqrt(u)", u=rest))])


@rewrite("sqrt(u) sqrt(v) = sqrt(u v) for u, v >= 0")
def join_roots(site: Site) -> Node | None:
    powers = factors(site.node)
    roots = [(p, f, u) for p, f in powers if p > 0 and (u := argument(f, "sqrt")) is not None]
    if len(roots) < 2:
        return None
    (_, first, u), (_, second, v) = roots[:2]
    rest = [(p, f) for p, f in powers if f is not first and f is not second]
    return multiply([(1, write("sqrt(u*v)", u=u, v=v)), *rest])


@rewrite("sqrt(u) = u/sqrt(u) = u**(1/2) for u > 0")
def root_otherwise(site: Site) -> Node | None:
    inner = argument(site.node, "sqrt")
    if inner is None or not site.signs.positive(inner):
        return None
    shapes = [
        *("u/sqrt(u)", "u**(1/2)", "1/sqrt(1/u)", "sqrt(4*u)/2", "sqrt(u/9)*3", "u**0.5"),
        *("sqrt(sqrt(u**2))", "exp(ln(u)/2)", "sqrt(u**3)/u", "1/u**(-1/2)", "sqrt(sqrt(u))**2"),
    ]
    return write(site.rng.choice(shapes), u=inner)


@rewrite("1/sqrt(u) = sqrt(u)/u; 1/(1 + sqrt(u)) = (1 - sqrt(u))/(1 - u)")
def rational_denominator(site: Site) -> Node | None:
    pair = binary(site.node, ast.Div)
    if not pair:
        return None
    inner = argument(pair[1], "sqrt")
    if inner is not None and site.signs.positive(inner):
        return write("a*sqrt(u)/u", a=pair[0], u=inner)
    return None


@rewrite("a = a (sqrt(u) + sqrt(v)) (sqrt(u) - sqrt(v))/(u - v)", weight=1)
def conjugate_roots(site: Site) -> Node | None:
    if site.place.rough:
        return None
    return write("a*(sqrt(1+u)-sqrt(u))*(sqrt(1+u)+sqrt(u))", a=site.node, u=site.positive())


@rewrite("sqrt(u + v + 2 sqrt(u v)) = sqrt(u) + sqrt(v), nested roots")
def nested_root(site: Site) -> Node | None:
    inner = argument(site.node, "sqrt")
    if inner is None or not site.signs.positive(inner):
        return None
    return write("(sqrt(u+v+2*sqrt(u*v))-sqrt(v))", u=inner, v=site.positive())


@rewrite("abs(u) = sqrt(u**2) = abs(-u) for real u")
def modulus_otherwise(site: Site) -> Node | None:
    inner = argument(site.node, "abs")
    if inner is None:
        return None
    shapes = [
        "abs(-(u))",
        "sqrt(u*conj(u))",
        "abs(conj(u))",
        "sqrt(abs(u)**2)",
        "abs(I*u)",
        "abs(u)**2/abs(u)",
    ]
    real = ["sqrt((u)**2)"] if site.signs.real(inner) else []
    return write(site.rng.choice(shapes[:5] + real), u=inner)


@rewrite("abs(z)**2 = z conj(z)")
def square_of_modulus(site: Site) -> Node | None:
    pair = binary(site.node, ast.Pow)
    inner = argument(pair[0], "abs") if pair else None
    if pair is None or inner is None or not same(pair[1], parse("2")):
        return None
    return write("z*conj(z)", z=inner)


@rewrite("z = conj(conj(z)), and conj(u) = u for real u", weight=1)
def conjugated(site: Site) -> Node | None:
    if site.place.rough or has_rows(site.node):
        return None
    shapes = ["conj(conj(z))"] + (["conj(z)"] if site.signs.real(site.node) else [])
    return write(site.rng.choice(shapes), z=site.node)


@rewrite("conj(a b) = conj(a) conj(b), conj(a + b) = conj(a) + conj(b)")
def conjugate_of_both(site: Site) -> Node | None:
    inner = argument(site.node, "conj")
    if inner is None:
        return None
    if pair := binary(inner, ast.Mult) or binary(inner, ast.Add):
        new = [write("conj(a)", a=side) for side in pair]
        return ast.BinOp(new[0], inner.op, new[1])  # type: ignore[attr-defined]
    return None
