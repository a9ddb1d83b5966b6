"""Rewrites of integrals, and of what is the integral of something simple."""

import ast

from .rewrite import Site, rewrite
from .trees import (
    Node,
    add,
    binary,
    bound_of,
    equal_limits,
    has_rows,
    names_in,
    parse,
    replace_name,
    terms,
    text,
    write,
)


def _integral(site: Site) -> tuple[Node, str, Node, Node] | None:
    bound = bound_of(site.node)
    return equal_limits(site.node) if bound and bound.kind == "Integral" else None


@rewrite("Integral from 0 to 1 of f(s) is that of f(1 - s)")
def mirrored_integral(site: Site) -> Node | None:
    found = _integral(site)
    if not found:
        return None
    term, name, lower, upper = found
    turned = replace_name(term, name, write("a+b-x", a=lower, b=upper, x=name))
    return write("Integral(f, (x, a, b))", f=turned, x=name, a=lower, b=upper)


@rewrite("Integral from a to b = -Integral from b to a")
def backward_integral(site: Site) -> Node | None:
    found = _integral(site)
    if not found:
        return None
    term, name, lower, upper = found
    return write("(-Integral(f, (x, b, a)))", f=term, x=name, a=lower, b=upper)


@rewrite("an integral in two pieces")
def split_integral(site: Site) -> Node | None:
    found = _integral(site)
    if not found:
        return None
    term, name, lower, upper = found
    cut = site.rng.choice(["(a+b)/2", "(a+2*b)/3", "(3*a+b)/4"])
    shape = f"(Integral(f, (x, a, {cut}))+Integral(f, (x, {cut}, b)))"
    return write(shape, f=term, x=name, a=lower, b=upper)


@rewrite("a new variable, c times the old one")
def scaled_integral(site: Site) -> Node | None:
    found = _integral(site)
    if not found:
        return None
    term, name, lower, upper = found
    scale = site.rng.choice(["2", "3", "1/2"])
    inner = replace_name(term, name, write("x/(c)", x=name, c=scale))
    return write(
        "Integral(f, (x, (c)*(a), (c)*(b)))/(c)", f=inner, x=name, a=lower, b=upper, c=scale
    )


@rewrite("a new variable, s**2 for s on [0, 1]")
def squared_variable(site: Site) -> Node | None:
    found = _integral(site)
    if not found or (text(found[2]), text(found[3])) != ("0", "1"):
        return None
    term, name, *_ = found
    inner = replace_name(term, name, write("x**2", x=name))
    return write("Integral(2*x*f, (x, 0, 1))", f=inner, x=name)


@rewrite("Integral(f + g) = Integral(f) + Integral(g)")
def integral_term_by_term(site: Site) -> Node | None:
    found = _integral(site)
    signed = terms(found[0]) if found else []
    if not found or len(signed) < 2:
        return None
    _, name, lower, upper = found
    pieces = [
        (s, write("Integral(f, (x, a, b))", f=t, x=name, a=lower, b=upper)) for s, t in signed
    ]
    return add(pieces)


@rewrite("a simple quantity is the integral of its slope", weight=1)
def as_integral(site: Site) -> Node | None:
    if site.place.rough or not site.signs.positive(site.node) or _is_big(site.node):
        return None
    shapes = [
        *("Integral(1, (x, 0, u))", "Integral(2*x, (x, 0, u))/u", "Integral(u, (x, 0, 1))"),
        *("(1-1/(1+Integral(1, (x, 0, u))))*(1+u)", "(1+u)*Integral(1/(1+x)**2, (x, 0, u))"),
        *("(exp(Integral(1/(1+x), (x, 0, u)))-1)", "-ln(1-Integral(exp(-x), (x, 0, u)))"),
        *("sqrt(exp(Integral(2*x/(1+x**2), (x, 0, u)))-1)", "sqrt(2*Integral(x, (x, 0, u)))"),
        "(3*Integral(x**2, (x, 0, u)))**(1/3)",
    ]
    return write(site.rng.choice(shapes), u=site.node, x=site.fresh())


def _is_big(node: Node) -> bool:
    return len(list(ast.walk(node))) > 24


@rewrite(
    "u**2 = Integral(2 s), (1 - u)**2 = 1 - 2 Integral(1 - s), 1/(1+u) = 1 - Integral(1/(1+s)**2)"
)
def square_as_integral(site: Site) -> Node | None:
    pair = binary(site.node, ast.Pow)
    if not pair or text(pair[1]) not in ("2", "3") or not site.signs.real(pair[0]):
        return None
    shape = "Integral(2*x, (x, 0, u))" if text(pair[1]) == "2" else "3*Integral(x**2, (x, 0, u))"
    return write(shape, u=pair[0], x=site.fresh(pair[0]))


@rewrite("1 - (1-p)**n = n p Integral((1 - p s)**(n-1))")
def bins_as_integral(site: Site) -> Node | None:
    if "p" in site.signs.scene.families or not site.has("p", "n"):
        return None
    shape = {
        "1 - (1 - p) ** n": "n*p*Integral((1-p*x)**(n-1), (x, 0, 1))",
        "1 - alpha": "n*Integral((1-x)**(n-1), (x, 0, p))",
        "1 - exp(-Gamma * t)": "n*Integral(x**(n-1), (x, 1-p, 1))",
    }.get(text(site.node))
    return write(shape, x=site.fresh(parse("p*n"))) if shape else None


@rewrite("1 - exp(-Gamma t) = Integral(Gamma exp(-Gamma s)), the density of decays")
def decay_as_integral(site: Site) -> Node | None:
    if not site.has("Gamma", "t"):
        return None
    shapes = {
        "1 - exp(-Gamma * t)": "Gamma*Integral(exp(-Gamma*x), (x, 0, t))",
        "1 - alpha": "Integral(exp(-x), (x, 0, Gamma*t))",
        "exp(-Gamma * t)": "(1-Integral(Gamma*exp(-Gamma*x), (x, 0, t)))",
    }
    shape = shapes.get(text(site.node))
    if shape is None or ("alpha" in text(site.node) and "alpha" in site.signs.scene.complex):
        return None
    return write(shape, x=site.fresh(parse("Gamma*t")))


@rewrite("a = a Integral(f)/Integral(f), and f that adds up to one", weight=1)
def average(site: Site) -> Node | None:
    if site.place.rough or has_rows(site.node):
        return None
    shapes = [
        *(
            "Integral(a, (x, 0, 1))",
            "Integral(2*x*a, (x, 0, 1))",
            "a*Integral(sin(x)/2, (x, 0, pi))",
        ),
        *("a*Integral(4/(1+x**2), (x, 0, 1))/pi", "a*2*Integral(1/(1+x)**2, (x, 0, 1))"),
        *("a*(exp(-1)+Integral(exp(-x), (x, 0, 1)))", "a*Integral(1/x, (x, 1, exp(1)))"),
        "a*Integral(2*x/(1+x**2), (x, 0, 1))/ln(2)",
    ]
    name = site.fresh()
    return (
        None if name in names_in(site.node) else write(site.rng.choice(shapes), a=site.node, x=name)
    )
