"""Formulas that nearly are the equation: changed at one place, in one cell, or without a value.

`equal` for one of these is the fault that is hunted. Each is shown to differ by numbers at a point
of the domain, or to have no value there, before it counts.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import Any

from mpmath import mp

from .bases import OPERATORS, Base
from .natural import fill
from .points import point, points, scene
from .rewrite import Site
from .rewrites import Draft, rewritten
from .signs import Signs, implied
from .trees import (
    Node,
    Place,
    add,
    argument,
    binary,
    bound_of,
    children,
    factors,
    has_rows,
    multiply,
    name_of,
    names_in,
    parse,
    places,
    same,
    terms,
    text,
    with_children,
    write,
)
from .values import NoValueError, UnclearError, distance, value

Change = Callable[[Site], Node | None]
CHANGES: dict[str, Change] = {}
"""Small changes at one place."""


def change(function: Change) -> Change:
    """Register a change; its name, with blanks, is the kind that is counted."""
    CHANGES[function.__name__.replace("_", " ")] = function
    return function


@change
def coefficient(site: Site) -> Node | None:
    factor = site.rng.choice(["1+10**-9", "1+10**-30", "2", "1001/1000", "1/2", "1-10**-14"])
    return write(f"({factor})*a", a=site.node) if not site.place.rough else None


@change
def number_by_one(site: Site) -> Node | None:
    if not isinstance(site.node, ast.Constant):
        return None
    return parse(str(site.node.value + site.rng.choice([1, 1, 2])))


@change
def sign_of_a_term(site: Site) -> Node | None:
    signed = terms(site.node)
    if len(signed) < 2:
        return write("-a", a=site.node) if not site.place.rough else None
    chosen = site.rng.randrange(len(signed))
    return add([(-s if j == chosen else s, t) for j, (s, t) in enumerate(signed)])


@change
def exponent(site: Site) -> Node | None:
    if pair := binary(site.node, ast.Pow):
        return write(site.rng.choice(["u**(e+1)", "u**(e-1)", "u**(2*e)"]), u=pair[0], e=pair[1])
    if (inner := argument(site.node, "sqrt")) is not None:
        return write(site.rng.choice(["u", "sqrt(sqrt(u))", "sqrt(u)**3"]), u=inner)
    if (inner := argument(site.node, "exp")) is not None:
        return write(site.rng.choice(["exp(2*u)", "exp(u/2)", "exp(-(u))"]), u=inner)
    return None


@change
def limit_by_one(site: Site) -> Node | None:
    bound = bound_of(site.node)
    if bound is None:
        return None
    shape = site.rng.choice(["(k, a+1, b)", "(k, a, b-1)", "(k, a, b+1)", "(k, a-1, b)"])
    parts = {"k": bound.name, "a": bound.lower, "b": bound.upper, "f": children(site.node)[0]}
    return write(f"{bound.kind}(f, {shape})", **parts)


@change
def limits_exchanged(site: Site) -> Node | None:
    bound = bound_of(site.node)
    if bound is None or bound.kind == "Sum":
        return None
    parts = {"k": bound.name, "a": bound.lower, "b": bound.upper, "f": children(site.node)[0]}
    return write("Integral(f, (k, b, a))", **parts)


@change
def base_of_a_logarithm(site: Site) -> Node | None:
    inner = argument(site.node, "log", "log2", "ln")
    if inner is None:
        return None
    return write("log(u)" if name_of(site.node.func) == "ln" else "ln(u)", u=inner)  # type: ignore[attr-defined]


@change
def dropped_term(site: Site) -> Node | None:
    signed = terms(site.node)
    if len(signed) < 2:
        return None
    chosen = site.rng.randrange(len(signed))
    return add(signed[:chosen] + signed[chosen + 1 :])


@change
def dropped_factor(site: Site) -> Node | None:
    powers = factors(site.node)
    if len(powers) < 2 or has_rows(site.node):
        return None
    chosen = site.rng.randrange(len(powers))
    return multiply(powers[:chosen] + powers[chosen + 1 :])


_SWAPS = (
    *("rho11 rho00", "mu_1 mu_2", "Delta Delta_prime", "t t0", "n k", "alpha p", "F alpha"),
    *("rho01 rho10", "rho01 c", "omega nu_k", "t T", "phi dphi", "Gamma t", "m i", "tau tau_c"),
)


@change
def swapped_symbol(site: Site) -> Node | None:
    name = name_of(site.node)
    pairs = [pair.split() for pair in _SWAPS if name in pair.split()]
    others = [b if a == name else a for a, b in pairs]
    others = [o for o in others if site.has(o) and o not in site.signs.scene.families]
    return parse(site.rng.choice(others)) if others and site.has(name) else None


@change
def complement(site: Site) -> Node | None:
    name = name_of(site.node)
    return write("1-u", u=site.node) if name and site.signs.unit(site.node) else None


@change
def phase_dropped(site: Site) -> Node | None:
    if (inner := argument(site.node, "conj")) is not None:
        return inner
    name = name_of(site.node)
    if name == "I":
        return parse(site.rng.choice(["-I", "1", "0"]))
    if name in site.signs.scene.complex and site.has(name):
        return write(site.rng.choice(["abs(z)", "conj(z)", "I*z", "-z"]), z=site.node)
    return None


@change
def one_entry(site: Site) -> Node | None:
    if not isinstance(site.node, ast.List):
        return None
    rows = [children(row) for row in children(site.node)]
    j, k = site.rng.randrange(len(rows)), site.rng.randrange(len(rows[0]))
    off = site.rng.choice(["e+10**-30", "e-1", "2*e+1/7", "e+I*10**-9"])
    rows[j][k] = write(off, e=rows[j][k])
    new = [with_children(r, es) for r, es in zip(children(site.node), rows, strict=True)]
    return with_children(site.node, new)


@change
def transposed(site: Site) -> Node | None:
    if not isinstance(site.node, ast.List):
        return None
    rows = [children(row) for row in children(site.node)]
    turned = zip(*rows, strict=True)
    new = [with_children(r, list(es)) for r, es in zip(children(site.node), turned, strict=True)]
    return with_children(site.node, new)


@change
def whole_number_by_one(site: Site) -> Node | None:
    name = name_of(site.node)
    if name not in site.free(site.signs.scene.whole):
        return None
    return write(site.rng.choice(["N-1", "N+1", "N+1/2", "2*N"]), N=site.node)


@change
def other_function(site: Site) -> Node | None:
    others = {
        "eta": ["h", "abs"],
        "h": ["eta"],
        "exp": ["cos", "cosh"],
        "cos": ["sin"],
        "sin": ["cos"],
        "abs": ["conj"],
        "sqrt": ["ln"],
        "artanh": ["sin"],
        "Phi": ["exp"],
    }
    name = name_of(site.node.func) if isinstance(site.node, ast.Call) else ""
    if name not in others:
        return None
    return write(f"{others[name][0]}(u)", u=children(site.node)[0])


@change
def inner_quantity(site: Site) -> Node | None:
    if site.place.rough or isinstance(site.node, ast.List):
        return None
    tiny = site.rng.choice(["10**-55", "10**-9", "u*10**-20", "10**-30*r"])
    return write(f"a+{tiny}", a=site.node, u=site.positive(), r=site.real())


@dataclass(frozen=True)
class Extra:
    """A term that is zero nearly everywhere, or has no value, and where to look."""

    template: str
    at: Mapping[str, str] = field(default_factory=dict)
    """Values of symbols of the domain where it shows."""
    needs: tuple[str, ...] = ()
    evident: str = ""
    """Why it has no value, where numbers cannot show it."""


_EDGES = {
    "rho11": ("19/20", "97/100", "1/1000", "1/3000"),
    "t": ("50", "60", "1/1000", "1/3000"),
    "Gamma": ("40", "50", "1/500", "1/2000"),
    "x": ("99/100", "995/1000", "1/1000", "1/3000"),
    "p": ("99/100", "995/1000", "1/1000", "1/3000"),
    "n": ("40", "41", "2", "1"),
    "m": ("12", "13", "2", "1"),
    "t0": ("50", "60", "1/1000", "1/3000"),
    "tau": ("90", "99", "1/1000", "1/3000"),
    "G": ("7", "15/2", "-7", "-15/2"),
    "dphi": ("9", "10", "-9", "-10"),
    "beta_omega": ("70", "80", "1/1000", "1/3000"),
    "D_phi": ("70", "80", "1/1000", "1/3000"),
    "sigma": ("70", "80", "1/1000", "1/3000"),
    "P": ("70", "80", "1/1000", "1/3000"),
    "omega": ("70", "80", "1/1000", "1/3000"),
    "a": ("97/100", "98/100", "-97/100", "-98/100"),
}
"""A threshold near the upper end, a value beyond it; the same for the lower end."""
_CELLS = (
    "abs({d})+{d}",
    "(abs({d})+{d})*v",
    "sqrt(({d})**2)+{d}",
    "log(1+abs({d})+{d})",
    "exp(abs({d})+{d})-1",
    "abs({d}+abs({d}))",
    "(abs({d})+{d})*(sqrt(abs({d})-({d}))-1)",
    "h(1/3+(abs({d})+{d})/(9+9*({d})**2))-h(1/3)",
    "(abs({d})/({d})+1)*v",
)


def _cells() -> list[Extra]:
    found = []
    for name, (high, above, low, below) in _EDGES.items():
        for cell in _CELLS:
            found.append(Extra(cell.format(d=f"({name}-{high})"), {name: above}, (name,)))
            found.append(Extra(cell.format(d=f"({low}-({name}))"), {name: below}, (name,)))
    whole = [e for e in found if e.needs in (("n",), ("m",)) and ")/(" in e.template]
    return [e for e in found if e not in whole]


def _vanishing() -> list[Extra]:
    """Products that are zero at every simple point."""
    simple = ("0", "1/2", "1", "1/3", "1/4", "1/5", "2/3", "3/4", "2", "3/10", "7/10", "9/10")
    product = "*".join(f"(X-{point_})" for point_ in simple)
    first = "*".join(f"(X-{j})" for j in range(1, 9))
    found = [Extra(product.replace("X", n), {}, (n,)) for n in ("rho11", "t", "Gamma", "x", "p")]
    found += [Extra(f"{first}*v".replace("X", n), {n: "9"}, (n,)) for n in ("n", "m")]
    found += [Extra(f"({product})*10**-30".replace("X", n), {}, (n,)) for n in ("rho11", "tau")]
    found += [Extra("(Gamma-1)*(Gamma-2)*(t-1)*(t-2)*v", {}, ("Gamma", "t"))]
    found += [Extra("(rho11-1/2)*(t-1)*(Gamma-1)", {}, ("rho11", "t", "Gamma"))]
    found += [Extra("sin(pi*n/2)**2-n**2*0-1+cos(pi*n/2)**2+(n-1)*(n-2)", {"n": "3"}, ("n",))]
    found += [Extra("sin(12*pi*rho11)", {}, ("rho11",)), Extra("sin(6*pi*t)*v", {}, ("t",))]
    return found


TERMS: dict[str, list[Extra]] = {
    "cell of a modulus": _cells(),
    "zero at simple points": _vanishing(),
    "tiny": [
        *(Extra("10**-55"), Extra("10**-50*v"), Extra("v*10**-25"), Extra("exp(-99)")),
        *(Extra("r*10**-40"), Extra("2**-150"), Extra("exp(-exp(4))*w")),
    ],
    "one whole number only": [
        Extra("(abs(n-2)-n+2)*v", {"n": "1"}, ("n",)),
        Extra("abs(n-k-1)-(n-k-1)", {"n": "3", "k": "3"}, ("n", "k")),
        Extra("abs(k-2)-k+2", {"n": "3", "k": "1"}, ("n", "k")),
        Extra("(abs(m-2)-m+2)*w", {"m": "1"}, ("m",)),
        Extra("(1-(-1)**n)*10**-20", {"n": "3"}, ("n",)),
        Extra("(1+(-1)**n)*v", {"n": "2"}, ("n",)),
        Extra("Sum(abs(k-2),(k,1,n))-Sum(k-2,(k,1,n))", {"n": "4"}, ("n",)),
        Extra("sin(pi*n/7)**2*10**-9", {"n": "3"}, ("n",)),
        Extra("Sum(1,(j,1,n))*Sum(1,(l,2,n))-n**2+n+Sum(1,(j,7,7+n))-n", {"n": "2"}, ("n",)),
        Extra("0.5-cos(pi*n)**2/2-sin(pi*(n+1/2))**2/2+(2**n-2)*(2**n-4)", {"n": "3"}, ("n",)),
        Extra("n**3-6*n**2+11*n-6", {"n": "4"}, ("n",)),
        Extra("2**n-n**2-1", {"n": "3"}, ("n",)),
        Extra("Sum(k**3,(k,1,n))-Sum(k,(k,1,n))**2+(abs(n-30)+n-30)", {"n": "31"}, ("n",)),
    ],
    "sum or integral off by a step": [
        Extra("Sum(1/k,(k,1,N))-1-Sum(1/(k+1),(k,1,N))"),
        Extra("Sum(1/(k*(k+1)),(k,1,N))-(N-1)/N"),
        Extra("Sum(log(1+1/k),(k,1,N))-log(N)"),
        Extra("Sum(w**k,(k,0,N))-(1-w**N)/(1-w)"),
        Extra("Sum(k,(k,1,N))-N*(N-1)/2"),
        Extra("Integral(1/(1+x)**2,(x,0,u))-1/(1+u)"),
        Extra("Integral(1/(1+x**2),(x,0,1))-785398163397/10**12"),
        Extra("Integral(exp(-x),(x,0,u))-exp(-u)"),
        Extra("Integral((1-w*x)**(N-1),(x,0,1))-(1-(1-w)**N)/N"),
        Extra("Integral(abs(x),(x,1,-1))"),
        Extra("Integral(abs(x),(x,1,-1))-1"),
        Extra("Integral(x,(x,u,0))-u**2/2"),
        Extra("Integral(2*x,(x,-u,u))+u**2*10**-9"),
        Extra("Sum(Sum(1,(j,1,k)),(k,1,N))-N*(N+1)/2+10**-12"),
        Extra("Sum(1/k,(k,1,N))-ln(N)-5772156649/10**10-1/(2*N)"),
    ],
    "roots and logarithms off": [
        Extra("sqrt(3+2*sqrt(2))-sqrt(2)"),
        Extra("sqrt(3-2*sqrt(2))-1+sqrt(2)"),
        Extra("ln(sqrt(2)+1)+ln(sqrt(2)-1)+10**-20"),
        Extra("ln(sqrt(3)+1)+ln(sqrt(3)-1)"),
        Extra("sqrt(1-2*sqrt(w*(1-w)))-sqrt(w)+sqrt(1-w)"),
        Extra("sqrt(u+v+2*sqrt(u*v))-sqrt(u)-sqrt(v)+v*10**-14"),
        Extra("sqrt(r**2)-r"),
        Extra("log((w-1/2)**2)-2*log(abs(w-1/2))+10**-15"),
        Extra("sqrt(10**20+1)-10**10"),
        Extra("sqrt(2)+sqrt(3)-sqrt(5+2*sqrt(6))+10**-35"),
        Extra("exp(pi*sqrt(163))-640320**3-744"),
        Extra("log(3)-1.5849625007211561"),
        Extra("22/7-pi"),
        Extra("sqrt(2*w*(1-w))-sqrt(w*(1-w))"),
    ],
    "phases": [
        Extra("rho01+rho10-2*c", {}, ("rho01", "c")),
        Extra("I*(rho01-rho10)", {}, ("rho01",)),
        Extra("abs(rho01+rho11)-abs(rho01)-rho11", {}, ("rho01",)),
        Extra("rho01**2-rho01*rho10", {}, ("rho01",)),
        Extra("rho01-c", {}, ("rho01", "c")),
        Extra("abs(rho01+I*rho11)**2-(rho01+I*rho11)*(rho10+I*rho11)", {}, ("rho01",)),
        Extra("exp(2*pi*I/3)+exp(4*pi*I/3)-1"),
        Extra("Sum(exp(2*pi*I*k/5),(k,1,4))"),
        Extra("cos(pi/5)-809016994374947/10**15"),
        Extra("(1+I)**4-4"),
        Extra("exp(I*pi*N)-1"),
        Extra("abs(exp(I*r)+1)-2"),
        Extra("conj(z)-z", {}, ("z",)),
        Extra("abs(z)-z", {}, ("z",)),
        Extra("sqrt((z+conj(z))**2)-z-conj(z)", {}, ("z",)),
    ],
    "captured names": [
        *(
            Extra(f"Integral(z*exp(-I*{name}),({name},-pi,pi))/(2*pi)-abs(z)", {}, ("z",))
            for name in ("phase", "arg", "angle", "phi", "theta", "x1", "_phase", "varphi")
        ),
        *(
            Extra(
                f"Integral(rho01*exp(-I*{name}),({name},-pi,pi))/(2*pi)-abs(rho01)", {}, ("rho01",)
            )
            for name in ("phase", "phase_", "arg_rho01", "phase01", "phi", "chi")
        ),
        Extra("Sum(u*k,(k,1,N))-u*N*(N+1)/2+Sum(k,(k,1,2))-2"),
        Extra("Integral(c*phase,(phase,0,1))-c", {}, ("c",)),
        Extra("Integral(rho11*rho01,(rho11,0,1))-rho01*rho11", {}, ("rho01",)),
        Extra("Sum(n*n,(n,1,3))-3*n**2", {"n": "3"}, ("n",)),
        Extra("Integral(t*Gamma,(t,0,1))-t*Gamma", {}, ("t", "Gamma")),
        Extra(
            "Integral(alpha,(t,0,1))-Integral(exp(-Gamma*t),(t,0,1))", {}, ("t", "Gamma", "alpha")
        ),
        Extra("Sum(p,(n,1,2))-2*(1-exp(-Gamma*t))", {"n": "3"}, ("n", "t", "Gamma", "p")),
    ],
    "states and families": [
        Extra("Sum(p_i**2,(i,1,m))-Sum(p_i,(i,1,m))**2/m", {"m": "3"}, ("m", "p")),
        Extra("Sum(p_i,(i,1,m))-rho11", {}, ("m", "p", "rho11")),
        Extra("Sum(p_i,(i,1,m))-1", {}, ("m", "p", "rho11")),
        Extra("Sum(p_i,(i,1,m-1))-Sum(p_i,(i,2,m))", {"m": "3"}, ("m", "p")),
        Extra("p_m-p_m/m*Sum(1,(k,1,m))+Sum(p_i-p_m,(i,1,m))", {"m": "3"}, ("m", "p")),
        Extra(
            "Sum(abs(1/2-p_i)-1/2+p_i,(i,1,m))",
            {"m": "1", "rho11": "99/100", "t": "9", "Gamma": "1"},
            ("m", "p"),
        ),
        Extra("Sum(p_i-lambda_i**2,(i,1,d))", {"d": "3"}, ("d", "lambda")),
        Extra(
            "abs(rho00*rho11-2*c**2)-rho00*rho11+2*c**2",
            {"rho11": "1/2", "c": "49/100"},
            ("rho11", "c"),
        ),
        Extra("abs(c-rho11)-rho11+c", {"rho11": "1/100", "c": "1/20"}, ("rho11", "c")),
        Extra("c_q(t)-c_k(t)", {}, ("c_q", "c_k")),
        Extra("c_q(2*t)-2*c_q(t)", {}, ("c_q",)),
        Extra("c_k(t)-c_k(t0)", {}, ("c_k", "t0")),
        Extra("c_q(t)-conj(c_q(t))", {}, ("c_q",)),
        Extra("Sum(w_i,(i,1,m))-1", {}, ("m", "w")),
    ],
    "no value: logarithms and roots": [
        Extra("0*log(w-2)"),
        Extra("log(w-1)-log(w-1)"),
        Extra("sqrt(-1-u)-sqrt(-1-u)"),
        Extra("0*sqrt(w-2)"),
        Extra("0*eta(-u)"),
        Extra("0*h(1+u)"),
        Extra("h(2+u)-h(2+u)"),
        Extra("0*artanh(1+u)"),
        Extra("log(-u)/log(-u)-1"),
        Extra("sqrt(-u)**2+u"),
        Extra("exp(ln(-u))+u"),
        Extra("2**log(w-1)+1-w"),
        Extra("(-u)**(1/2)*0"),
        Extra("log((w-1)*u)-log(1-w)-log(-u)"),
        Extra("sqrt(-u)*sqrt(-v)-sqrt(u*v)"),
        Extra("0*Phi(I*u)"),
    ],
    "no value: divisors": [
        Extra("0/(cos(r)**2+sin(r)**2-1)"),
        Extra("1/(u-u)-1/(u-u)"),
        Extra("(v-v)/(v-v)-1"),
        Extra("0/ln(1)"),
        Extra("0/(sqrt(u)**2-u)"),
        Extra("0*(log(8)-3)**(-1)"),
        Extra("(sqrt(3+2*sqrt(2))-1-sqrt(2))/(sqrt(3+2*sqrt(2))-1-sqrt(2))-1"),
        Extra("0/(abs(w)-w)"),
        Extra("0/(h(w)-h(1-w))"),
        Extra("0/(exp(ln(u))-u)"),
        Extra("(rho11+rho00-1)/(rho11+rho00-1)-1", {}, ("rho11", "rho00")),
        Extra("0/(1+exp(I*pi))"),
    ],
    "no value: one whole number": [
        Extra("Sum(k/k,(k,0,N))-N-1"),
        Extra("Sum(0/k,(k,0,N))"),
        Extra("Sum(0*log(k),(k,0,N))"),
        Extra("Sum((k-1)/(k-1),(k,1,N))-N"),
        Extra("Sum(log(k-1)-log(k-1),(k,1,N))"),
        Extra("Sum(0*sqrt(k-2),(k,1,N))"),
        Extra("0*artanh(1/n)", {"n": "1"}, ("n",)),
        Extra("0/(n-1)", {"n": "1"}, ("n",)),
        Extra("(n-1)/(n-1)-1", {"n": "1"}, ("n",)),
        Extra("log(n-1)-log(n-1)", {"n": "1"}, ("n",)),
        Extra("0*log(log(n))", {"n": "1"}, ("n",)),
        Extra("0*sqrt(n-3)", {"n": "2"}, ("n",)),
        Extra("0/log(n)", {"n": "1"}, ("n",)),
        Extra("(n-1000)/(n-1000)-1", {"n": "1000"}, ("n",)),
        Extra("0/(2**n-1024)", {"n": "10"}, ("n",)),
        Extra("0/(m-1)", {"m": "1"}, ("m",)),
        Extra("0*h(n)", {"n": "2"}, ("n",)),
        Extra("0*h(2-n)", {"n": "3"}, ("n",)),
        Extra("0/(k-1)", {"k": "1"}, ("n", "k")),
        Extra("0/(n-k)", {"n": "2", "k": "2"}, ("n", "k")),
        Extra("0/Sum(1/k,(k,2,n))", {"n": "1"}, ("n",)),
        Extra("0/sin(pi*n)", {}, ("n",)),
        Extra("0/(1+(-1)**n)", {"n": "1"}, ("n",)),
    ],
    "no value: sums that run backwards": [
        Extra("Sum(k,(k,3,n))-Sum(k,(k,1,n))+3", {"n": "1"}, ("n",)),
        Extra("0*Sum(1,(k,5,n))", {"n": "2"}, ("n",)),
        Extra("Sum(u,(k,n+3,n))-Sum(u,(k,n+3,n))"),
        Extra("Sum(0,(k,2,0))"),
    ],
    "no value: integrals over poles": [
        Extra("Integral(1/(x-1/2),(x,0,1))", evident="a pole inside"),
        Extra("Integral(1/x,(x,-1,1))", evident="a pole inside"),
        Extra("Integral(1/x**2,(x,-1,1))+2", evident="a pole inside"),
        Extra("0*Integral(1/(x-w),(x,0,1))", evident="a pole inside"),
        Extra("Integral(1/(1-2*x),(x,0,1))", evident="a pole inside"),
        Extra("0*Integral(1/x,(x,0,1))", evident="a pole at the end"),
        Extra("Integral(1/(x-2)-1/(x-2),(x,1,3))", evident="a pole inside"),
        Extra("Integral(1/(1-x**2),(x,-2,2))-ln(3)", evident="two poles inside"),
        Extra("0*Integral(sqrt(x-2),(x,0,1))", evident="roots of negative numbers"),
        Extra("0*Integral(log(x),(x,-1,0))", evident="logarithms of negative numbers"),
        Extra("Integral((x-w)/(x-w)-1,(x,0,1))", evident="0/0 inside"),
        Extra("Integral(1/(x*ln(x)**2),(x,1/2,2))+2/ln(2)", evident="a pole inside"),
    ],
    "no value: entropies of no state": [
        Extra("S([[1,-1,-1],[-1,1,-1],[-1,-1,1]])-eta(3)"),
        Extra("0*S([[1,-1,-1],[-1,1,-1],[-1,-1,1]])"),
        Extra("S([[2,0],[0,-1]])-eta(2)"),
        Extra("0*S([[0,1],[1,0]])"),
        Extra("0*S([[1,2],[2,1]])"),
        Extra("S([[w,0],[0,-w]])-S([[w,0],[0,-w]])"),
        Extra("0*S([[1/2,1],[1,1/2]])"),
    ],
    "members that are not there": [
        Extra("Sum(p_i,(i,1,m+1))-Sum(p_i,(i,1,m))", {}, ("m", "p")),
        Extra("Sum(p_i,(i,0,m))-Sum(p_i,(i,1,m))", {}, ("m", "p")),
        Extra("Sum(p_i,(i,0,m-1))-rho11*(1-exp(-Gamma*t))", {}, ("m", "p", "rho11")),
        Extra("Sum(p_i,(i,2,m+1))-rho11*(1-exp(-Gamma*t))", {}, ("m", "p", "rho11")),
    ],
}
"""Terms that are added to an equal formula, and factors that turn up inside."""


def near_miss(base: Base, rng: Random, kind: str = "") -> Draft | None:
    """A near miss of the base, or None where the drawn one turns out to be equal."""
    if base.number in OPERATORS:
        return None
    start = rewritten(base, rng, rng.choice([0, 0, 1, 2]))
    kind = kind or rng.choice([*CHANGES, *TERMS])
    return changed(start, base, rng, kind) if kind in CHANGES else added(start, base, rng, kind)


def changed(start: Draft, base: Base, rng: Random, kind: str) -> Draft | None:
    """The formula with one small change at a random place."""
    tree = parse(start.formula)
    for place in rng.sample(every := places(tree), min(len(every), 50)):
        new = CHANGES[kind](_site(place, base, rng))
        if new is None or same(new, place.node):
            continue
        formula = text(place.put(new))
        why = f"{text(place.node)[:60]} became {text(new)[:60]}"
        if shown := differs(base, formula, {}):
            return _draft(start, formula, kind, f"{why}: {shown}")
    return None


def added(start: Draft, base: Base, rng: Random, kind: str) -> Draft | None:
    """The formula with a term that shows in few places only."""
    tree = parse(start.formula)
    fitting = [extra for extra in TERMS[kind] if _fits(extra, base)]
    for extra in rng.sample(fitting, min(len(fitting), 4)):
        scalars = [p for p in places(tree) if p.depth <= 1 and _may_hold(p, extra)]
        for place in rng.sample(scalars, min(len(scalars), 3)):
            term = _term(extra, _site(place, base, rng))
            if term is None:
                continue
            shape = rng.choice(["a+(o)", "a-(o)", "(o)+a", "a+2*(o)"])
            formula = text(place.put(write(shape, a=place.node, o=term)))
            if shown := extra.evident or differs(base, formula, extra.at):
                return _draft(start, formula, kind, f"{text(term)[:90]}: {shown}")
    return None


def _fits(extra: Extra, base: Base) -> bool:
    known = scene(base.number)
    names = set(known.names) | ({"z"} if known.complex else set())
    if "p" in extra.needs and "m" in extra.needs and "p" not in known.families:
        return False
    if "m" not in extra.needs and "p" in extra.needs and "p" in known.families:
        return False
    return set(extra.needs) <= names


def _may_hold(place: Place, extra: Extra) -> bool:
    taken = {bound.name for bound in place.bound} & names_in(parse(extra.template))
    rows = isinstance(place.node, ast.List) or has_rows(place.node)
    return not (place.rough or rows or taken)


def _site(place: Place, base: Base, rng: Random) -> Site:
    known = implied(base.derived) | implied(base.formula)
    return Site(place, Signs(scene(base.number), place.bound, known), rng)


def _term(extra: Extra, site: Site) -> Node | None:
    """The extra term; names that it shares with the equation are the equation's."""
    if "p_" in extra.template or extra.needs:
        parts = {n: getattr(site, k)() for n, k in _LETTERS.items() if n not in extra.needs}
        wanted = names_in(parse(extra.template))
        if "z" in wanted:
            parts["z"] = parse(site.rng.choice(site.signs.scene.complex))
        return write(extra.template, **{k: v for k, v in parts.items() if k in wanted})
    return fill(site, extra.template)


_LETTERS = {"u": "positive", "v": "positive", "w": "unit", "r": "real", "N": "whole"}


def _draft(start: Draft, formula: str, kind: str, why: str) -> Draft:
    return replace(
        start, formula=formula, kinds=(*start.kinds, f"near: {kind}"), equal=False, why=why
    )


PRECISIONS = ((60, 35), (150, 100))
"""Digits to work with, and how many of them have to agree; integrals are not had to 150."""


def differs(base: Base, formula: str, at: Mapping[str, str]) -> str:
    """Where the formula differs from the equation or has no value; empty if nothing shows."""
    for digits, close in PRECISIONS[: 1 if "Integral" in base.derived + formula else 2]:
        with mp.workdps(digits):
            for own, found in _looked_at(base.number, base.derived, tuple(at.items()), digits):
                if shown := _shown(own, formula, found, close):
                    return shown
    return ""


@cache
def _looked_at(
    number: str, derived: str, at: tuple[tuple[str, str], ...], digits: int
) -> tuple[tuple[Any, dict[str, Any]], ...]:
    """Points to look at, and what the equation is worth there, to so many digits."""
    near = [point(number, Random(f"{number}:{j}"), fixed=dict(at)) for j in range(2)]
    found = near if at else points(number, 3, f"near {digits}")
    return tuple((value(parse(derived), p), p) for p in found)


def _shown(own: Any, formula: str, at: dict[str, Any], close: int) -> str:
    try:
        apart: Any = distance(own, value(parse(formula), at))
    except NoValueError as reason:
        return f"no value at {_told(at)}: {reason}"
    except (UnclearError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return ""
    return f"off by {mp.nstr(apart, 5)} at {_told(at)}" if apart > mp.mpf(10) ** -close else ""


def _told(at: dict[str, Any]) -> str:
    shown = [f"{k} = {mp.nstr(v, 8)}" for k, v in at.items() if isinstance(v, mp.mpf | mp.mpc)]
    return ", ".join(shown)
