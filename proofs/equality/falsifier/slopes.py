"""Derivatives of nodes in a symbol: what `diff` means in the kernel's language."""

from collections.abc import Callable

from proofs.equality.falsifier.nodes import Node, Nodes


class UnreadableError(ValueError):
    """A formula that is not of the kernel's language, or that has no value that can be computed."""


def slope(nodes: Nodes, node: Node, name: str) -> Node:
    """The derivative of a node in the symbol `name`.

    :raises UnreadableError: for an entropy of a matrix, and for a Sum up to a varying end.
    """
    if name not in node.names:
        return nodes.number(0)
    if (node.number, name) not in nodes.slopes:
        nodes.slopes[node.number, name] = _slope(nodes, node, name)
    return nodes.slopes[node.number, name]


def _slope(nodes: Nodes, node: Node, name: str) -> Node:
    if node.kind == "symbol":
        return nodes.number(1)
    if node.kind in _RULES:
        return _RULES[node.kind](nodes, node, name)
    if node.kind not in _OUTER:
        raise UnreadableError(f"the derivative of {node.kind}")
    inner = slope(nodes, node.args[0], name)
    return nodes.mul(_OUTER[node.kind](nodes, node), inner)


def _product(nodes: Nodes, node: Node, name: str) -> Node:
    terms = []
    for place, factor in enumerate(node.args):
        if name in factor.names:
            others = node.args[:place] + node.args[place + 1 :]
            terms.append(nodes.mul(slope(nodes, factor, name), *others))
    return nodes.add(*terms)


def _quotient(nodes: Nodes, node: Node, name: str) -> Node:
    a, b = node.args
    top = nodes.sub(
        nodes.mul(slope(nodes, a, name), b),
        nodes.mul(a, slope(nodes, b, name)),
    )
    return nodes.div(top, nodes.pow(b, 2))


def _of_any_power(nodes: Nodes, node: Node, name: str) -> Node:
    base, exponent = node.args
    lower = nodes.power(base, nodes.sub(exponent, nodes.number(1)))
    of_base = nodes.mul(exponent, lower, slope(nodes, base, name))
    if name not in exponent.names:
        return of_base
    log = nodes.make("log", base)
    return nodes.add(of_base, nodes.mul(node, log, slope(nodes, exponent, name)))


def _sum(nodes: Nodes, node: Node, name: str) -> Node:
    body, lower, upper = node.args
    if name in lower.names | upper.names:
        raise UnreadableError("the derivative of a Sum up to a varying end")
    return nodes.make("Sum", slope(nodes, body, name), lower, upper, data=node.data, hint=node.hint)


def _integral(nodes: Nodes, node: Node, name: str) -> Node:
    body, lower, upper = node.args
    inside = slope(nodes, body, name)
    ends = [
        nodes.mul(nodes.substitute(body, node.data, end), slope(nodes, end, name))
        for end in (upper, lower)
    ]
    whole = nodes.make("Integral", inside, lower, upper, data=node.data, hint=node.hint)
    return nodes.add(whole, ends[0], nodes.neg(ends[1]))


_RULES: dict[str, Callable[[Nodes, Node, str], Node]] = {
    "add": lambda n, node, x: n.add(*(slope(n, a, x) for a in node.args)),
    "neg": lambda n, node, x: n.neg(slope(n, node.args[0], x)),
    "mul": _product,
    "div": _quotient,
    "power": _of_any_power,
    "Sum": _sum,
    "Integral": _integral,
}


def _half(nodes: Nodes, node: Node) -> Node:
    return nodes.div(nodes.number(1), nodes.mul(nodes.number(2), node))


def _of_eta(nodes: Nodes, node: Node) -> Node:
    above = nodes.add(nodes.call("log", node.args[0]), nodes.number(1))
    return nodes.neg(nodes.div(above, nodes.call("log", nodes.number(2))))


def _of_phi(nodes: Nodes, node: Node) -> Node:
    half = nodes.neg(nodes.div(nodes.pow(node.args[0], 2), nodes.number(2)))
    width = nodes.call("sqrt", nodes.mul(nodes.number(2), nodes.make("pi")))
    return nodes.div(nodes.call("exp", half), width)


def _of_atan(nodes: Nodes, node: Node) -> Node:
    return nodes.div(nodes.number(1), nodes.add(nodes.number(1), nodes.pow(node.args[0], 2)))


def _of_power(nodes: Nodes, node: Node) -> Node:
    if node.data == 0:
        return nodes.number(0)
    return nodes.mul(nodes.number(node.data), nodes.pow(node.args[0], node.data - 1))


_OUTER: dict[str, Callable[[Nodes, Node], Node]] = {
    "exp": lambda _, node: node,
    "sqrt": _half,
    "log": lambda n, node: n.div(n.number(1), node.args[0]),
    "eta": _of_eta,
    "atan": _of_atan,
    "Phi": _of_phi,
    "pow": _of_power,
    "abs": lambda n, node: n.div(node.args[0], node),
    "opaque": lambda n, node: n.make("opaque", node.args[0], data=(node.data[0], node.data[1] + 1)),
}
"""The derivative of a function in its argument."""
