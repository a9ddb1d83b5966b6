"""Rewrites of logarithms and entropies: bases, products, powers, and what they are as integrals."""

import ast

from .rewrite import Site, rewrite
from .trees import Node, add, argument, binary, factors, has_rows, multiply, name_of, terms, write

_LOGS = ("log", "log2", "ln")


def _argument(site: Site) -> tuple[str, Node] | None:
    """The name of a logarithm and its argument."""
    inner = argument(site.node, *_LOGS)
    return (name_of(site.node.func), inner) if inner is not None else None  # type: ignore[attr-defined]


@rewrite("log2 u = ln u/ln 2 = 2 log u/log 4")
def change_of_base(site: Site) -> Node | None:
    found = _argument(site)
    if found is None:
        return None
    to_two = [
        *("ln(u)/ln(2)", "log2(u)", "log(u)/log(4)*2", "log(u)/log(8)*3", "2*ln(u)/ln(4)"),
        *("ln(u)*log(exp(1))", "log(u)/log(2)", "-ln(u)/ln(1/2)", "ln(u)/ln(3)*log(3)"),
    ]
    natural = ["log(u)*ln(2)", "log(u)/log(exp(1))", "log2(u)*ln(2)", "ln(u)/ln(5)*ln(5)"]
    return write(site.rng.choice(natural if found[0] == "ln" else to_two), u=found[1])


@rewrite("log(u v) = log u + log v, log(u**e) = e log u for u, v > 0")
def split_log(site: Site) -> Node | None:
    found = _argument(site)
    if found is None:
        return None
    name, inner = found
    if (pair := binary(inner, ast.Pow)) and site.signs.positive(pair[0]):
        return write(f"e*{name}(u)", e=pair[1], u=pair[0])
    powers = factors(inner)
    if len(powers) < 2 or not all(site.signs.positive(f) for _, f in powers):
        return None
    first, rest = powers[0][1], multiply(powers[1:])
    return write(f"{name}(u) + {name}(v)", u=first, v=rest)


@rewrite("log u + log v = log(u v), e log u = log(u**e) for u, v > 0")
def join_logs(site: Site) -> Node | None:
    if (pair := binary(site.node, ast.Mult)) and site.signs.real(pair[0]):
        inner = argument(pair[1], *_LOGS)
        if inner is not None and site.signs.positive(inner):
            name = name_of(pair[1].func)  # type: ignore[attr-defined]
            return write(f"{name}(u**(e))", u=inner, e=pair[0])
    logs = [(s, t) for s, t in terms(site.node) if argument(t, *_LOGS) is not None]
    if len(logs) < 2:
        return None
    (sign, a), (other, b) = logs[:2]
    name = name_of(a.func)  # type: ignore[attr-defined]
    if name != name_of(b.func):  # type: ignore[attr-defined]
        return None
    rest = [(s, t) for s, t in terms(site.node) if t is not a and t is not b]
    shape = f"{name}(u*v)" if sign == other else f"{name}(u/v)"
    joined = write(shape, u=argument(a, *_LOGS) or a, v=argument(b, *_LOGS) or b)
    return add([(sign, joined), *rest])


@rewrite("log u = log(u w) - log w = log(u**2)/2 = -log(1/u) for u, w > 0")
def scaled_log(site: Site) -> Node | None:
    found = _argument(site)
    if found is None or not site.signs.positive(found[1]):
        return None
    f = found[0]
    shapes = [
        f"{f}(u*w)-{f}(w)",
        f"{f}(u/w)+{f}(w)",
        f"{f}(u**2)/2",
        f"-{f}(1/u)",
        f"2*{f}(sqrt(u))",
    ]
    return write(site.rng.choice(shapes), u=found[1], w=site.positive())


@rewrite("ln u = Integral(1/x, (x, 1, u)) for u > 0")
def log_as_integral(site: Site) -> Node | None:
    found = _argument(site)
    if found is None or not site.signs.positive(found[1]):
        return None
    scale = "" if found[0] == "ln" else "/ln(2)"
    return _over_fresh(site, "Integral(1/x, (x, 1, u))" + scale, found[1])


def _over_fresh(site: Site, template: str, u: Node) -> Node:
    return write(template, x=site.fresh(u), u=u)


@rewrite("ln u = 2 artanh((u - 1)/(u + 1)) for u > 0")
def log_as_artanh(site: Site) -> Node | None:
    found = _argument(site)
    if found is None or not site.signs.positive(found[1]):
        return None
    scale = "" if found[0] == "ln" else "/ln(2)"
    return write(f"2*artanh((u-1)/(u+1)){scale}", u=found[1])


@rewrite("artanh u = ln((1 + u)/(1 - u))/2, and its integrals")
def artanh_otherwise(site: Site) -> Node | None:
    inner = argument(site.node, "artanh", "arctanh", "atanh")
    if inner is None:
        return None
    shapes = [
        *("ln((1+u)/(1-u))/2", "(ln(1+u)-ln(1-u))/2", "atanh(u)", "arctanh(u)", "-artanh(-u)"),
        *("Integral(1/(1-x**2), (x, 0, u))", "u*Integral(1/(1-u**2*x**2), (x, 0, 1))"),
    ]
    return _over_fresh(site, site.rng.choice(shapes), inner)


@rewrite("eta(u) = -u log u")
def eta_written_out(site: Site) -> Node | None:
    inner = argument(site.node, "eta")
    if inner is None or not site.signs.positive(inner):
        return None
    shapes = [
        "-u*log(u)",
        "-u*ln(u)/ln(2)",
        "u*log(1/u)",
        "-u*log2(u)",
        "-log(u**u)",
        "-u*log(u**2)/2",
    ]
    return write(site.rng.choice(shapes), u=inner)


@rewrite("-u log u = eta(u)")
def eta_recognised(site: Site) -> Node | None:
    pair = binary(site.node, ast.Mult)
    inner = argument(pair[1], "log", "log2") if pair else None
    if pair is None or inner is None or not site.signs.positive(inner):
        return None
    return write("-f*eta(u)/u", f=pair[0], u=inner)


@rewrite("eta(u v) = u eta(v) + v eta(u) for u, v >= 0")
def eta_of_product(site: Site) -> Node | None:
    inner = argument(site.node, "eta")
    pair = binary(inner, ast.Mult) if inner is not None else None
    if not pair or not all(site.signs.nonnegative(side) for side in pair):
        return None
    return write("u*eta(v)+v*eta(u)", u=pair[0], v=pair[1])


@rewrite("h(u) = eta(u) + eta(1 - u) = h(1 - u)")
def h_otherwise(site: Site) -> Node | None:
    inner = argument(site.node, "h")
    if inner is None:
        return None
    shapes = ["eta(u)+eta(1-u)", "h(1-u)"]
    if site.signs.unit(inner):
        shapes += ["-u*log(u)-(1-u)*log(1-u)", "-u*log(u/(1-u))-log(1-u)", "u*log(1/u-1)-log(1-u)"]
    return write(site.rng.choice(shapes), u=inner)


@rewrite("eta(u) + eta(1 - u) = h(u)")
def h_recognised(site: Site) -> Node | None:
    signed = terms(site.node)
    etas = [(s, t, argument(t, "eta")) for s, t in signed]
    for sign, first, u in etas:
        for other, second, v in etas:
            if u is None or v is None or sign != other or first is second:
                continue
            if ast.dump(v) == ast.dump(write("1-u", u=u)):
                rest = [(s, t) for s, t in signed if t is not first and t is not second]
                return add([(sign, write("h(u)", u=u)), *rest])
    return None


@rewrite("eta(a) + eta(b) = eta(a + b) + (a + b) h(a/(a + b)), the chain rule")
def chain_rule(site: Site) -> Node | None:
    signed = terms(site.node)
    etas = [(s, t, argument(t, "eta")) for s, t in signed]
    good = [(s, t, u) for s, t, u in etas if u is not None and site.signs.positive(u)]
    if len(good) < 2 or good[0][0] != good[1][0]:
        return None
    (sign, first, a), (_, second, b) = good[:2]
    rest = [(s, t) for s, t in signed if t is not first and t is not second]
    return add([(sign, write("(eta(a+b)+(a+b)*h(a/(a+b)))", a=a, b=b)), *rest])


@rewrite("u = ln(exp(u)) for real u", weight=1)
def log_of_exponential(site: Site) -> Node | None:
    if not site.signs.real(site.node) or site.place.rough or has_rows(site.node):
        return None
    shapes = ["ln(exp(u))", "log(2**(u))", "ln(2)*log(exp(u))"]
    return write(site.rng.choice(shapes), u=site.node)
