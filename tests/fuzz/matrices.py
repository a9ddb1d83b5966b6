"""Rewrites of whole matrices: products with one, adjoints, sums of parts."""

import ast

from .rewrite import Site, rewrite
from .trees import Node, children, parse, with_children, write


def _rows(site: Site) -> list[list[Node]] | None:
    """The entries where the node is a square matrix that is a matter of the formula itself."""
    if not isinstance(site.node, ast.List) or not isinstance(site.node.elts[0], ast.List):
        return None
    return [children(row) for row in site.node.elts]


@rewrite("M = M 1 = 1 M")
def times_the_identity(site: Site) -> Node | None:
    rows = _rows(site)
    if rows is None:
        return None
    size = range(len(rows))
    one = parse(str([[int(j == k) for k in size] for j in size]))
    return write(site.rng.choice(["M*E", "E*M", "E*M*E", "M*E*E"]), M=site.node, E=one)


@rewrite("M = dagger(dagger(M))")
def adjoint_twice(site: Site) -> Node | None:
    return write("dagger(dagger(M))", M=site.node) if _rows(site) else None


@rewrite("a matrix is the sum of its diagonal and the rest")
def diagonal_and_rest(site: Site) -> Node | None:
    rows = _rows(site)
    if rows is None:
        return None
    pick = [_masked(site.node, rows, on) for on in (True, False)]
    return write("D+R", D=pick[0], R=pick[1])


def _masked(node: Node, rows: list[list[Node]], on_diagonal: bool) -> Node:
    zero = parse("0")
    new = [
        with_children(
            children(node)[j], [e if (j == k) is on_diagonal else zero for k, e in enumerate(row)]
        )
        for j, row in enumerate(rows)
    ]
    return with_children(node, new)


@rewrite("a common factor of all entries, outside and inside", weight=2)
def scalar_outside(site: Site) -> Node | None:
    rows = _rows(site)
    if rows is None:
        return None
    u = site.positive()
    scaled = [
        with_children(row, [write("e/u", e=entry, u=u) for entry in entries])
        for row, entries in zip(children(site.node), rows, strict=True)
    ]
    return write("u*M", u=u, M=with_children(site.node, scaled))
