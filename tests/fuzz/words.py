"""Rewrites by the meaning of names: an abbreviation put in, written out, or recognised.

A part of a formula is recognised by its values at points, to 40 digits; that it then is the
abbreviation is checked like everything else before the formula counts.
"""

import ast
from functools import cache

from mpmath import mp

from .points import Scene, points
from .rewrite import Site, rewrite
from .trees import (
    Node,
    argument,
    factors,
    multiply,
    names_in,
    parse,
    same,
    text,
    with_children,
    write,
)
from .values import NoValueError, UnclearError, value

_COMBINATIONS = (
    "1-p", "1-alpha", "1-F", "F-mu_1", "F-mu_2", "Delta**2", "Delta_prime**2", "(1+Delta)/2",
    "(1-Delta)/2", "(1-p)**n", "1-(1-p)**n", "rho01*rho10", "rho01*conj(rho01)", "abs(rho01)**2",
    "abs(rho01)", "sqrt(rho01*rho10)", "mu_1+mu_2", "mu_1-mu_2", "2*mu_1-F", "(F+Delta_prime)/2",
    "(F-Delta_prime)/2", "1-rho00", "1-rho11", "Gamma_t/n", "Gamma_t/2", "sqrt(alpha)",
    "sqrt(1-p)", "sqrt(1-alpha)", "alpha*rho11", "F-alpha*rho11", "1-F", "rho11*(1-alpha)",
    "rho00*rho11-c**2", "mu_1*mu_2/alpha", "h((1+Delta)/2)", "h((1-Delta)/2)", "h(alpha)",
    "h(p)", "h(rho11)", "eta(mu_1)+eta(mu_2)", "S([[rho00,rho01],[rho10,rho11]])",
    "abs(alpha)**2", "alpha*conj(alpha)", "1-q", "(1-q)**N",
)  # fmt: skip
"""Ways to say things with abbreviations, where the equation knows their names."""


@rewrite("an abbreviation means what it is defined to be")
def abbreviate(site: Site) -> Node | None:
    free = {b.name for b in site.place.bound}
    if isinstance(site.node, ast.Constant | ast.Name) or free & names_in(site.node):
        return None
    found = list(_known(site.signs.scene).get(_key(site.node, site.signs.scene), ()))
    found = [t for t in found if not names_in(parse(t)) & free and t != text(site.node)]
    return parse(site.rng.choice(found)) if found else None


@cache
def _known(equation: Scene) -> dict[str, tuple[str, ...]]:
    functions = {"abs", "conj", "sqrt", "h", "eta", "S", "mu", "rho", "Delta", "Gamma", "prime"}
    names = set(equation.names) | functions | {"1", "2", "t"}
    found: dict[str, tuple[str, ...]] = {}
    for candidate in (*equation.meaning, *_COMBINATIONS):
        plain = {n.id for n in ast.walk(parse(candidate)) if isinstance(n, ast.Name)}
        if plain <= names and not plain & set(equation.families):
            key = _key(parse(candidate), equation)
            found[key] = (*found.get(key, ()), text(parse(candidate)))
    found.pop("", None)
    return found


def _key(node: Node, equation: Scene) -> str:
    """The values at three points as text, or nothing where there are none."""
    try:
        values = [value(node, at) for at in _points(equation.number)]
    except (NoValueError, UnclearError, KeyError):
        return ""
    if any(isinstance(v, list) or callable(v) for v in values):
        return ""
    return " ".join(mp.nstr(mp.mpc(v), 40) for v in values)


@cache
def _points(number: str) -> tuple[dict[str, object], ...]:
    return tuple(points(number, 3, "words"))


@rewrite("an abbreviation written out")
def unfold(site: Site) -> Node | None:
    if not isinstance(site.node, ast.Name) or not site.has(site.node.id):
        return None
    meaning = site.signs.scene.meaning.get(site.node.id)
    if meaning is None or not site.has(*_equation_names(meaning)):
        return None
    return parse(meaning)


def _equation_names(meaning: str) -> list[str]:
    called = ("exp", "sqrt", "conj", "eta")
    names = {n.id for n in ast.walk(parse(meaning)) if isinstance(n, ast.Name)}
    return sorted(names - set(called))


@rewrite("populations sum to one, and a state is Hermitian")
def state_names(site: Site) -> Node | None:
    if not isinstance(site.node, ast.Name) or not site.has(site.node.id):
        return None
    others = {
        "rho00": ["1-rho11", "abs(1-rho11)"],
        "rho11": ["1-rho00", "1-(1-rho11)"],
        "c": ["abs(rho01)", "sqrt(rho01*rho10)", "abs(rho10)", "sqrt(rho01*conj(rho01))"],
        "rho01": ["conj(rho10)", "conj(conj(rho01))"],
        "rho10": ["conj(rho01)"],
    }.get(site.node.id, [])
    others = [o for o in others if site.node.id != "c" or site.has("rho01")]
    return parse(site.rng.choice(others)) if others else None


@rewrite("exp(-Gamma t e/n) = (1 - p)**e")
def bins_of_decay(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    if inner is None or not site.has("p", "n", "Gamma", "t") or "p" in site.signs.scene.families:
        return None
    exponent = _over(inner, ("-Gamma", "t", "1/n"))
    if exponent is None or not site.signs.real(exponent):
        return None
    return write("(1-p)**(e)", e=exponent)


@rewrite("exp(-Gamma t e) = alpha**e")
def powers_of_decay(site: Site) -> Node | None:
    inner = argument(site.node, "exp")
    if inner is None or not site.has("alpha", "Gamma", "t") or "alpha" in site.signs.scene.complex:
        return None
    exponent = _over(inner, ("-Gamma", "t"))
    if exponent is None or not site.signs.real(exponent):
        return None
    return write("alpha**(e)", e=exponent)


def _over(node: Node, wanted: tuple[str, ...]) -> Node | None:
    """What is left of a product when these factors are taken away."""
    powers = factors(node)
    for factor in wanted:
        sign, name = (-1, factor[2:]) if factor.startswith("1/") else (1, factor)
        match = [f for f in powers if f[0] == sign and same(f[1], parse(name))]
        if not match:
            return None
        powers = [f for f in powers if f is not match[0]]
    return multiply(powers)


@rewrite("x_j = abs(x_j) for a member of a family of probabilities")
def members_are_positive(site: Site) -> Node | None:
    if not isinstance(site.node, ast.Name) or site.place.rough:
        return None
    if site.node.id.rpartition("_")[0] not in site.signs.scene.families:
        return None
    return write(site.rng.choice(["abs(a)", "sqrt(a**2)", "sqrt(a)**2", "1-(1-a)"]), a=site.node)


@rewrite("functions of equal arguments are equal")
def arguments_of_functions(site: Site) -> Node | None:
    inner = argument(site.node, *site.signs.scene.functions)
    if inner is None:
        return None
    shape = site.rng.choice(["u*(v+1)-u*v", "2*u/2", "u+v-v", "u*v/v", "sqrt(u)**2"])
    new = write(shape, u=inner, v=site.positive())
    return with_children(site.node, [new])
