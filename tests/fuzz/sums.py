"""Rewrites of sums: shifted, turned round, split, telescoped, Abel, geometric; and of no sum."""

import ast

from .rewrite import Site, rewrite
from .trees import (
    Node,
    add,
    bound_of,
    equal_limits,
    factors,
    has_rows,
    members,
    multiply,
    names_in,
    parse,
    replace_name,
    terms,
    text,
    write,
)

_Sum = tuple[Node, str, Node, Node]


def _sum(site: Site) -> _Sum | None:
    bound = bound_of(site.node)
    return equal_limits(site.node) if bound and bound.kind == "Sum" else None


def _plain(site: Site) -> _Sum | None:
    """A sum whose term has no member of a family with its index, so any index may stand there."""
    found = _sum(site)
    return found if found and not members(found[0], found[1]) else None


def _one_up(found: _Sum) -> bool:
    """Whether the sum runs from 0 or 1 to a whole number that is at least 1: it has a term."""
    _, _, lower, upper = found
    return text(lower) in ("0", "1") and isinstance(upper, ast.Name | ast.Constant)


@rewrite("the name of an index does not matter")
def renamed_index(site: Site) -> Node | None:
    bound = bound_of(site.node)
    if bound is None:
        return None
    term, name, lower, upper = equal_limits(site.node)
    new = site.fresh(term)
    if members(term, name) and "_" in new:
        return None
    kind = bound.kind
    return write(
        f"{kind}(f, (x, a, b))", f=replace_name(term, name, parse(new)), x=new, a=lower, b=upper
    )


@rewrite("Sum over k = Sum over k + c, both limits moved")
def shifted_index(site: Site) -> Node | None:
    found = _plain(site)
    if not found:
        return None
    term, name, lower, upper = found
    by = site.rng.choice(["1", "-1", "2", "-3", "7", text(site.whole())])
    moved = replace_name(term, name, write("k+(c)", k=name, c=by))
    return write("Sum(f, (k, a-(c), b-(c)))", f=moved, k=name, a=lower, b=upper, c=by)


@rewrite("Sum from a to b is the sum from b to a, read backwards")
def reversed_sum(site: Site) -> Node | None:
    found = _plain(site)
    if not found:
        return None
    term, name, lower, upper = found
    turned = replace_name(term, name, write("a+b-k", a=lower, b=upper, k=name))
    return write("Sum(f, (k, a, b))", f=turned, k=name, a=lower, b=upper)


@rewrite("the first term taken off a sum")
def first_term_off(site: Site) -> Node | None:
    found = _plain(site)
    if not found or not _one_up(found):
        return None
    term, name, lower, upper = found
    first = replace_name(term, name, lower)
    return write("(c+Sum(f, (k, a+1, b)))", c=first, f=term, k=name, a=lower, b=upper)


@rewrite("the last term taken off a sum")
def last_term_off(site: Site) -> Node | None:
    found = _plain(site)
    if not found or not _one_up(found):
        return None
    term, name, lower, upper = found
    last = replace_name(term, name, upper)
    return write("(Sum(f, (k, a, b-1))+c)", c=last, f=term, k=name, a=lower, b=upper)


@rewrite("two terms taken off, where the sum has them")
def both_ends_off(site: Site) -> Node | None:
    found = _plain(site)
    if not found or text(found[2]) != "0" or not _one_up(found):
        return None
    term, name, lower, upper = found
    ends = {"c": replace_name(term, name, lower), "d": replace_name(term, name, upper)}
    return write("(c+Sum(f, (k, 1, b-1))+d)", f=term, k=name, b=upper, **ends)


@rewrite("Sum(f + g) = Sum(f) + Sum(g)")
def sum_term_by_term(site: Site) -> Node | None:
    found = _sum(site)
    signed = terms(found[0]) if found else []
    if not found or len(signed) < 2:
        return None
    _, name, lower, upper = found
    parts = {"a": lower, "b": upper, "k": name}
    first, second = (
        write("Sum(f, (k, a, b))", f=t, **parts) for _, t in (signed[0], (1, _rest(signed)))
    )
    sign = "" if signed[0][0] > 0 else "-"
    return write(f"({sign}c+d)", c=first, d=second)


def _rest(signed: list[tuple[int, Node]]) -> Node:
    return add(signed[1:])


@rewrite("Sum(c f) = c Sum(f)")
def factor_out_of_sum(site: Site) -> Node | None:
    bound = bound_of(site.node)
    if bound is None:
        return None
    term, name, lower, upper = equal_limits(site.node)
    outer = [f for f in factors(term) if name not in names_in(f[1])]
    inner = [f for f in factors(term) if name in names_in(f[1])]
    if not outer or not inner:
        return None
    rest = write(f"{bound.kind}(f, (k, a, b))", f=multiply(inner), k=name, a=lower, b=upper)
    return write("c*s", c=multiply(outer), s=rest)


@rewrite("c Sum(f) = Sum(c f)")
def factor_into_sum(site: Site) -> Node | None:
    powers = factors(site.node)
    sums = [f for f in powers if f[0] > 0 and bound_of(f[1])]
    if len(powers) < 2 or not sums:
        return None
    bound = bound_of(sums[0][1])
    term, name, lower, upper = equal_limits(sums[0][1])
    outer = multiply([f for f in powers if f is not sums[0]])
    if bound is None or name in names_in(outer):
        return None
    return write(f"{bound.kind}(c*f, (k, a, b))", c=outer, f=term, k=name, a=lower, b=upper)


@rewrite("Sum(f) from 1 to N = N f(N) - Sum(k (f(k+1) - f(k))) from 1 to N-1, by Abel")
def abel_summation(site: Site) -> Node | None:
    found = _plain(site)
    if not found or text(found[2]) != "1" or not _one_up(found):
        return None
    term, name, _, upper = found
    parts = {
        "g": replace_name(term, name, upper),
        "h1": replace_name(term, name, write("k+1", k=name)),
        "f": term,
    }
    return write("(b*g-Sum(k*(h1-f), (k, 1, b-1)))", k=name, b=upper, **parts)


@rewrite("Sum(k f) = Sum over j of the sums of f from j on")
def tail_sums(site: Site) -> Node | None:
    found = _plain(site)
    if not found or text(found[2]) != "1" or not _one_up(found):
        return None
    term, name, _, upper = found
    other = site.fresh(term)
    return write("Sum(Sum(f/k, (k, j, b)), (j, 1, b))", f=term, k=name, j=other, b=upper)


@rewrite("Sum from a to b = Sum from a to m + Sum from m+1 to b")
def split_in_the_middle(site: Site) -> Node | None:
    found = _plain(site)
    if not found or text(found[2]) not in ("0", "1") or not isinstance(found[3], ast.Name):
        return None
    term, name, lower, upper = found
    shape = "(Sum(f, (k, a, 2*b))-Sum(f, (k, b+1, 2*b)))"
    return write(shape, f=term, k=name, a=lower, b=upper)


@rewrite("Sum of f(k) to 2N is the sum of f(2k) and f(2k-1) to N")
def even_and_odd(site: Site) -> Node | None:
    found = _plain(site)
    if not found or text(found[2]) != "1" or not isinstance(found[3], ast.Name):
        return None
    term, name, _, upper = found
    pair = {side: replace_name(term, name, write(f"2*k{side}", k=name)) for side in ("", "-1")}
    shape = "(Sum(c+d, (k, 1, b))-Sum(f, (k, b+1, 2*b)))"
    return write(shape, c=pair[""], d=pair["-1"], f=term, k=name, b=upper)


@rewrite("N = Sum(1), N**2 = Sum(2k - 1), and the like")
def number_as_sum(site: Site) -> Node | None:
    if not isinstance(site.node, ast.Name) or site.place.rough:
        return None
    if site.node.id not in site.free((*site.signs.scene.whole, "N")):
        return None
    if site.node.id == "N" and "N" not in site.signs.scene.names:
        return None
    shapes = [
        *("Sum(1, (k, 1, N))", "Sum(2*k-1, (k, 1, N))/N", "2*Sum(k, (k, 1, N))/(N+1)"),
        *("(Sum(2, (k, 1, N))-N)", "(1+Sum(1, (k, 1, N-1)))", "(Sum(1, (k, 0, N))-1)"),
        *("Sum(N, (k, 1, N))/N", "(Sum(k, (k, 1, N))-Sum(k-1, (k, 1, N)))"),
        *("Sum(k**3, (k, 1, N))*4/(N*(N+1)**2)", "6*Sum(k**2, (k, 1, N))/((N+1)*(2*N+1))"),
    ]
    return write(site.rng.choice(shapes), N=site.node, k=site.fresh())


@rewrite("x**N = 1 + (x - 1) Sum(x**(k-1)), a geometric sum")
def geometric(site: Site) -> Node | None:
    pair = (site.node.left, site.node.right) if _power_of_whole(site) else None
    if pair is None:
        return None
    shapes = [
        "(1-(1-x)*Sum(x**(k-1), (k, 1, N)))",
        "(1-(1-x)*Sum(x**k, (k, 0, N-1)))",
        "(x+(x-1)*Sum(x**k, (k, 1, N-1)))",
        "(1+Sum(x**k-x**(k-1), (k, 1, N)))",
    ]
    return write(site.rng.choice(shapes), x=pair[0], N=pair[1], k=site.fresh(*pair))


def _power_of_whole(site: Site) -> bool:
    node = site.node
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)):
        return False
    whole = name_is_whole(site, node.right)
    return whole and site.signs.positive(node.left)


def name_is_whole(site: Site, node: Node) -> bool:
    """Whether a tree is the name of a whole number >= 1."""
    return isinstance(node, ast.Name) and node.id in site.free((*site.signs.scene.whole, "N"))


@rewrite("exp(-Gamma t) = 1 - p Sum((1-p)**(k-1)), all bins together")
def decay_as_geometric_sum(site: Site) -> Node | None:
    if "p" in site.signs.scene.families or not site.has("p", "n", "Gamma", "t"):
        return None
    shapes = {
        "exp(-Gamma * t)": "(1-p*Sum((1-p)**(k-1), (k, 1, n)))",
        "alpha": "(1-p*Sum((1-p)**(n-k), (k, 1, n)))",
        "1 - exp(-Gamma * t)": "Sum(p*(1-p)**k, (k, 0, n-1))",
        "1 - alpha": "p*Sum(exp(-Gamma*t*(k-1)/n), (k, 1, n))",
        "1 - (1 - p) ** n": "(p+p*Sum((1-p)**k, (k, 1, n-1)))",
    }
    shape = shapes.get(text(site.node))
    return write(shape, k=site.fresh(parse("p*Gamma*t*n"))) if shape else None


@rewrite("u(N) = u(0) + Sum(u(k) - u(k-1)), telescoped", weight=1)
def telescoped(site: Site) -> Node | None:
    wholes = site.free(site.signs.scene.whole)
    if site.place.rough or not wholes:
        return None
    shapes = [
        "a*(N+1)*(1-Sum(1/(k*(k+1)), (k, 1, N)))",
        "a*(1/(N+1)+Sum(1/(k*(k+1)), (k, 1, N)))",
        "a*Sum((1+u)**k-(1+u)**(k-1), (k, 1, N))/((1+u)**N-1)",
        "a*(u**N-Sum(u**k-u**(k-1), (k, 1, N)))",
        "(a+Sum(u*k-u*(k-1), (k, 1, N))-u*N)",
    ]
    used = site.positive()
    new = site.fresh(used)
    return write(site.rng.choice(shapes), a=site.node, u=used, k=new, N=site.rng.choice(wholes))


@rewrite("a = Sum(a/N) = Sum(a) - (N-1) a", weight=1)
def constant_sum(site: Site) -> Node | None:
    if site.place.rough or has_rows(site.node):
        return None
    shapes = [
        "Sum(a/N, (k, 1, N))",
        "Sum(a, (k, 1, N))/N",
        "(Sum(a, (k, 0, N))-N*a)",
        "Sum(a, (k, N, N))",
    ]
    return write(site.rng.choice(shapes), a=site.node, N=site.whole(), k=site.fresh())


@rewrite("Sum(f) = Sum of f over k, added for j with j = k only (a sum of one term)")
def sum_of_one_term(site: Site) -> Node | None:
    found = _plain(site)
    if not found:
        return None
    term, name, lower, upper = found
    other = site.fresh(term)
    inner = replace_name(term, name, parse(other))
    return write("Sum(Sum(f, (j, k, k)), (k, a, b))", f=inner, j=other, k=name, a=lower, b=upper)
