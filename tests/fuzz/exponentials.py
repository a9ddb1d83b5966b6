"""Rewrites of exponentials and powers: sums of exponents, halves, logarithms, Euler's formula."""

import ast

from .rewrite import Site, rewrite
from .trees import Node, add, argument, binary, factors, multiply, terms, write


@rewrite("exp(a + b) = exp(a) exp(b)")
def split_exponential(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    signed = terms(inner) if inner is not None else []
    if len(signed) < 2:
        return None
    return write("exp(a)*exp(b)", a=add(signed[:1]), b=add(signed[1:]))


@rewrite("exp(a) exp(b) = exp(a + b)")
def join_exponentials(site: Site) -> Node | None:
    powers = factors(site.node)
    inner = [argument(f, "exp") for _, f in powers]
    found = [(power, f, e) for (power, f), e in zip(powers, inner, strict=True) if e is not None]
    if len(found) < 2:
        return None
    (p, first, a), (q, second, b) = found[:2]
    rest = [(r, f) for r, f in powers if f is not first and f is not second]
    joined = write("exp(e)", e=add([(p, a), (q, b)]))
    return multiply([(1, joined), *rest])


@rewrite("exp(a) = exp(a/2)**2 = 1/exp(-a)")
def exponential_otherwise(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    if inner is None:
        return None
    shapes = [
        *("exp((a)/2)**2", "exp(a/3)**3", "1/exp(-(a))", "exp(-(a))**(-1)", "exp(2*a)*exp(-(a))"),
        *("exp(a/2)*exp(a/2)", "exp(2*a)/exp(a)", "exp(1+a)/exp(1)", "exp(-2*(a))*exp(3*a)"),
    ]
    if site.signs.real(inner):
        shapes += ["exp(a)**2/exp(a)", "sqrt(exp(2*a))", "2**((a)/ln(2))", "exp(1)**(a)"]
    return write(site.rng.choice(shapes), a=inner)


@rewrite("exp(a) = exp(a + u) exp(-u)")
def shifted_exponential(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    return write("exp(a+u)*exp(-(u))", a=inner, u=site.real()) if inner is not None else None


@rewrite("exp(a) = exp(a/N)**N for a whole number N >= 1")
def root_of_exponential(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    if inner is None:
        return None
    return write("exp((a)/N)**N", a=inner, N=site.whole())


@rewrite("u = exp(ln u) = 2**log u for u > 0", weight=1)
def exponential_of_log(site: Site) -> Node | None:
    if not site.signs.positive(site.node) or site.place.rough:
        return None
    shapes = ["exp(ln(u))", "2**log(u)", "exp(ln(u)/2)**2", "exp(-ln(1/u))", "exp(ln(2)*log(u))"]
    return write(site.rng.choice(shapes), u=site.node)


@rewrite("exp(a) = 1 + Integral(exp(x), (x, 0, a)) for real a")
def exponential_as_integral(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    if inner is None or not site.signs.real(inner):
        return None
    shapes = [
        "(1+Integral(exp(x), (x, 0, a)))",
        "(1-Integral(exp(-x), (x, 0, -(a))))",
        "(1+(a)*Integral(exp((a)*x), (x, 0, 1)))",
        "(exp(1)-Integral(exp(x), (x, a, 1)))",
    ]
    return write(site.rng.choice(shapes), x=site.fresh(inner), a=inner)


@rewrite("exp(I a) = cos(a) + I sin(a)")
def euler(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    powers = factors(inner) if inner is not None else []
    turns = [f for f in powers if f[0] > 0 and ast.unparse(f[1]) in ("I", "-I")]
    if not turns:
        return None
    angle = multiply([f for f in powers if f is not turns[0]])
    sign = "-" if ast.unparse(turns[0][1]) == "-I" else "+"
    return write(f"(cos(a){sign}I*sin(a))", a=angle)


@rewrite("cos(u) = (exp(I u) + exp(-I u))/2, sin likewise")
def back_from_euler(site: Site) -> Node | None:
    if (u := argument(site.node, "cos")) is not None:
        shape = site.rng.choice(
            ["(exp(I*u)+exp(-I*u))/2", "sin(u+pi/2)", "2*cos(u/2)**2-1", "cos(-u)"]
        )
        return write(shape, u=u)
    u = argument(site.node, "sin")
    shapes = ["(exp(I*u)-exp(-I*u))/(2*I)", "cos(u-pi/2)", "2*sin(u/2)*cos(u/2)"]
    return write(site.rng.choice(shapes), u=u) if u is not None else None


@rewrite("x**(a + b) = x**a x**b, x**a = exp(a ln x) for x > 0")
def power_otherwise(site: Site) -> Node | None:
    pair = binary(site.node, ast.Pow)
    if not pair or not site.signs.positive(pair[0]) or isinstance(pair[1], ast.Constant):
        return None
    if not site.signs.real(pair[1]):
        return None
    signed = terms(pair[1])
    if len(signed) > 1 and site.rng.random() < 0.5:
        return write("u**(a)*u**(b)", u=pair[0], a=add(signed[:1]), b=add(signed[1:]))
    shapes = ["exp((a)*ln(u))", "u*u**((a)-1)", "u**((a)+1)/u", "(1/u)**(-(a))", "2**((a)*log(u))"]
    return write(site.rng.choice(shapes), u=pair[0], a=pair[1])


@rewrite("cos(u)**2 + sin(u)**2 = 1", weight=1)
def one_of_pythagoras(site: Site) -> Node | None:
    if site.place.rough:
        return None
    return write("a*(cos(u)**2+sin(u)**2)", a=site.node, u=site.real())
