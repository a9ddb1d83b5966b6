"""Certificates that the kernel accepts: of all theorems, found for statements of many kinds, and
written by hand for the rules that neither uses. What tests change, to see it refused.
"""

import functools
import json

from proofs.equality.certify import certify
from proofs.kernel import statement_hash
from proofs.theorems import NAMES, theorem

EMPTY = {
    **{"symbols": [], "integers": [], "functions": {}, "definitions": {}},
    **{"hypotheses": [], "except": [], "goals": []},
}
QUBIT = {
    "symbols": ["a", "c", "w"],
    "definitions": {"h(u)": "eta(u) + eta(1 - u)"},
    "hypotheses": ["a > 0", "a < 1", "c > 0", "c**2 < a*(1 - a)"],
}
TO_N = {"integers": ["n"], "hypotheses": ["n >= 1"]}
TO_T = {"symbols": ["t"], "hypotheses": ["t > 0"]}
FAMILY = {**TO_N, "functions": {"p": ">= 1 n"}}
TURN = "exp(2*I*pi/3)"
STATED = {
    "a sum shifted": (TO_N, "Sum(1/k, (k, 1, n)) - Sum(1/(k + 1), (k, 1, n)) == 1 - 1/(n + 1)"),
    "a sum backwards": (TO_N, "Sum(1/k, (k, 1, n)) == Sum(1/(n + 1 - k), (k, 1, n))"),
    "a closed form": (TO_N, "Sum(k**2, (k, 1, n)) == n*(n + 1)*(2*n + 1)/6"),
    "a sum of turns": (TO_N, "Sum(exp(2*I*pi*k/(n + 1)), (k, 0, n)) == 0"),
    "two sums": (TO_N, "Sum(Sum(j*k, (j, 1, n)), (k, 1, n)) == Sum(k, (k, 1, n))**2"),
    "an area": (TO_T, "Integral(1/(1 + s)**2, (s, 0, t)) == t/(1 + t)"),
    "an area of roots": (TO_T, "Integral(s/sqrt(1 + s**2), (s, 0, t)) == sqrt(1 + t**2) - 1"),
    "a modulus": ({"symbols": ["x"]}, "Integral(abs(s), (s, 1, -1)) == -1"),
    "turns": (EMPTY, f"1 + {TURN} + {TURN}**2 == 0"),
    "an entropy": (
        QUBIT,
        "S([[a, c*exp(I*w)], [c*exp(-I*w), 1 - a]]) == h((1 + sqrt(1 - 4*(a*(1 - a) - c**2)))/2)",
    ),
    "a hole": ({"symbols": ["x"]}, "(x**2 - 1)/(x - 1) == x + 1"),
    "a family": (FAMILY, "Sum(sqrt(p(i))**2 + abs(p(i)), (i, 1, n)) == 2*Sum(p(i), (i, 1, n))"),
    "a normal distribution": ({"symbols": ["x"]}, "Phi(-x) + Phi(x) == 1"),
}


def certificate(statement, steps, thin=None):
    """A certificate as text, and the hash of its statement."""
    data = {"statement": statement, "statement_sha256": statement_hash(statement)}
    return json.dumps({**data, "steps": steps, "thin": thin or {}})


def of_statement(name):
    """The certificate that is found for one of the statements."""
    changes, goal = STATED[name]
    return certify({**EMPTY, **changes, "goals": [goal]}).text


# By hand.


def step(claim, rule, /, label="", **data):
    """A step, whose label is the claim."""
    return {"label": label or claim, "claim": claim, "rule": rule, **data}


def limits(kind, variable, lower, upper):
    """The limits of a Sum or Integral, as a step names them."""
    return {"kind": kind, "variable": variable, "lower": lower, "upper": upper}


def known(*steps, **where):
    """What is shown of a variable between two ends."""
    return step("0 == 0", "range", label=f"range of {where['variable']}", **where, steps=[*steps])


K = {"variable": "k", "lower": "1", "upper": "m + 1"}
NEXT = "Sum(k, (k, 1, m + 1)) == Sum(k, (k, 1, m)) + m + 1"
DOUBLED = "2*Sum(k, (k, 1, {0})) == {0}*({0} + 1)"
INDUCTION = step(
    DOUBLED.format("n"),
    "induction",
    **{"of": DOUBLED.format("m"), "variable": "m", "start": "0", "at": "n", "defined": []},
    base=[
        step("Sum(k, (k, 1, 0)) == 0", "empty", **limits("Sum", "k", "1", "0"), term="k"),
        step(DOUBLED.format("0"), "identity", using={"Sum(k, (k, 1, 0)) == 0": "2"}),
    ],
    next=[
        step(NEXT, "last", **K, term="k"),
        step(DOUBLED.format("(m + 1)"), "identity", using={NEXT: "2", "hypothesis of m": "1"}),
    ],
)
TO_S = limits("Integral", "s", "0", "t")
INSIDE = [
    step("s**2 >= 0", "product", of=["s from", "s from"], over=[]),
    step("t + s > 0", "sum", of=["t > 0", "s from"]),
    step("t**2 - s**2 >= 0", "product", of=["t + s > 0", "s to"], over=[]),
]
NEW = "Integral(2*s*exp(s**2), (s, 0, t)) == Integral(exp(u), (u, 0, t**2))"
OLD = {"variable": "s", "lower": "0", "upper": "t"}
PAIRS = "Sum(Sum(j*k, (j, 1, n)), (k, 1, n)) == Sum(Sum(j*k, (k, 1, n)), (j, 1, n))"
OUTER = {"outer_kind": "Sum", "outer": "k", "outer_lower": "1", "outer_upper": "n"}
ONE = {"variable": "i", "lower": "1", "upper": "n", "term": "p(i)", "at": "1"}
WRITTEN = {
    "a constant": (EMPTY, [step("log(2) > 0", "ball", of="log(2)")]),
    "whole turns": (TO_N, [step("exp(2*I*pi*n) == 1", "turns", number="n")]),
    "two sums exchanged": (
        TO_N,
        [step(PAIRS, "swap", **limits("Sum", "j", "1", "n"), **OUTER, term="j*k")],
    ),
    "a member": (
        FAMILY,
        [
            known(
                step("p(i) >= 0", "opaque", function="p", at="i"), **limits("Sum", "i", "1", "n")
            ),
            step("Sum(p(i), (i, 1, n)) >= p(1)", "member", **ONE),
        ],
    ),
    "a new variable": (
        TO_T,
        [
            step("t**2 >= 0", "product", of=["t > 0", "t > 0"], over=[]),
            known(*INSIDE, **TO_S),
            step(NEW, "substitute", **OLD, by="s**2", to="u", integrand="exp(u)"),
        ],
    ),
    "an induction": (TO_N, [step("n >= 0", "sum", of=["n >= 1", "1"]), INDUCTION]),
}


@functools.cache
def accepted():
    """All of them as text, by name."""
    found = {name: of_statement(name) for name in STATED}
    written = {
        name: certificate({**EMPTY, **changes, "goals": [steps[-1]["claim"]]}, steps)
        for name, (changes, steps) in WRITTEN.items()
    }
    return {**found, **written, **{name: theorem(name).certificate for name in NAMES}}


def rules(data):
    """The names of all rules in a certificate."""
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    own = {data["rule"]} if isinstance(data, dict) and "rule" in data else set()
    return own.union(*map(rules, inside))
