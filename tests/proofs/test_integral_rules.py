"""The kernel's rules about integrals accept what is true, and refuse each thing that is missing."""

import json
import math
from fractions import Fraction

import pytest

from proofs.kernel import LEMMAS, check, statement_hash
from proofs.kernel.element import Refused

NOTHING = {"symbols": ["x", "y"], "integers": ["n"], "functions": {"f": "real"}}
LINE = {**NOTHING, "definitions": {}, "hypotheses": ["x > 0", "n >= 1"], "except": []}


def step(claim, rule, **data):
    return {"label": claim, "claim": claim, "rule": rule, **data}


def accepted(goal, *steps, **changes):
    statement = {**LINE, "goals": [goal], **changes}
    sha256 = statement_hash(statement)
    data = {"statement": statement, "statement_sha256": sha256, "steps": [*steps], "thin": {}}
    try:
        check(json.dumps(data), sha256)
    except Refused:
        return False
    return True


def known(variable, *steps, ends=("0", "1"), kind="Integral"):
    """What is shown of a variable between two ends."""
    limits = {"kind": kind, "variable": variable, "lower": ends[0], "upper": ends[1]}
    return {**step("0 == 0", "range", **limits, steps=[*steps]), "label": f"range of {variable}"}


# The fundamental theorem.


def area(value, integrand="eta(s)", g="-s**2*log(s)/2 + s**2/4", opened=(), ends=("0", "1")):
    claim = f"Integral({integrand}, (s, {ends[0]}, {ends[1]})) == {value}"
    names = {"variable": "s", "lower": ends[0], "upper": ends[1]}
    data = {"integrand": integrand, "antiderivative": g, "open": [*opened]}
    return claim, step(claim, "integral", **names, **data)


HALF = "s*eta(s)/2 + s**2/(4*log(2))"
IN_LOGS = [
    step("eta(s) == -s*log2(s)", "lemma", name="eta-log", **{"with": {"u": "s"}}),
    step("eta(s)/2 == -s*log2(s)/2", "identity", using={"eta(s) == -s*log2(s)": "1/2"}),
]


def test_a_slope_is_looked_at_between_the_ends_only():
    bit = step("log(2) > 0", "ball", of="log(2)")
    goal, last = area("1/(4*log(2))", g=HALF, opened=IN_LOGS)
    assert accepted(goal, bit, last)
    assert not accepted(goal, bit, {**last, "open": []})
    assert not accepted(goal, bit, {**last, "open": IN_LOGS[:1]})
    assert not accepted(goal, bit, area("1/(4*log(2))", g="s**2/4 - s**2*log(s)/2")[1])
    wrong, last = area("1/4", g=HALF, opened=IN_LOGS)
    assert not accepted(wrong, bit, last)


def test_an_integrand_and_its_antiderivative_have_values_at_the_ends():
    assert not accepted(*area("0", integrand="1/s", g="log(s)"))
    assert not accepted(*area("2", integrand="1/sqrt(s)", g="2*sqrt(s)"))
    assert not accepted(*area("1", integrand="s - s + 1", g="s + s**0*log(s)/log(s)"))


def test_between_ends_in_no_known_order_the_integrand_has_a_value_everywhere():
    assert accepted(*area("(y**2 - x**2)/2", "s", "s**2/2", ends=("x", "y")))
    logs = area("log(y) - log(x)", "1/s", "log(s)", ends=("x", "y"))
    assert not accepted(*logs, hypotheses=["x > 0", "y > 0"])
    assert not accepted(*area("-1/2", "s", "s**2/2", ends=("0", "I")))


@pytest.mark.parametrize(
    ("fact", "label", "ends", "holds"),
    [
        ("(s - x)*(y - s) >= 0", "s between", ("x", "y"), True),
        ("(s - x)*(y - s) > 0", "s between", ("x", "y"), False),
        ("s - x >= 0", "s from", ("x", "y"), False),
        ("s - x >= 0", "s from", ("x", "2*x"), True),
        ("s - x >= 0", "s from", ("2*x", "x"), True),
        ("(s - x)*(2*x - s) >= 0", "s between", ("x", "2*x"), False),
    ],
)
def test_what_is_known_of_a_variable_depends_on_what_is_known_of_its_ends(fact, label, ends, holds):
    of_order = step("2*x - x >= 0", "sum", of=["x > 0"])
    inside = step(fact, "sum", of=[label])
    assert accepted("x - x == 0", of_order, known("s", inside, ends=ends)) is holds


# A new variable.


def new_variable(goal, by="s**2", integrand="exp(u)", **changes):
    names = {"variable": "s", "lower": "0", "upper": "1", "to": "u"}
    return step(goal, "substitute", **names, by=by, integrand=integrand, **changes)


SQUARED = "Integral(2*s*exp(s**2), (s, 0, 1)) == Integral(exp(u), (u, 0, 1))"
INSIDE = [
    step("s**2 >= 0", "square", of="s"),
    step("s*(1 - s) >= 0", "product", of=["s from", "s to"], over=[]),
    step("1 - s**2 >= 0", "sum", of=["s*(1 - s) >= 0", "s to"]),
]


def test_a_new_variable_stays_between_its_values_at_the_ends():
    assert accepted(SQUARED, known("s", *INSIDE), new_variable(SQUARED))
    assert not accepted(SQUARED, known("s", *INSIDE[:-1]), new_variable(SQUARED))
    assert not accepted(SQUARED, known("s", *INSIDE[1:]), new_variable(SQUARED))
    beyond = "Integral((4 - 8*s)*exp(4*s*(1 - s)), (s, 0, 1)) == Integral(exp(u), (u, 0, 0))"
    assert not accepted(beyond, new_variable(beyond, by="4*s*(1 - s)"))


@pytest.mark.parametrize(
    "wrong",
    [
        "Integral(s*exp(s**2), (s, 0, 1)) == Integral(exp(u), (u, 0, 1))",
        "Integral(2*s*exp(s), (s, 0, 1)) == Integral(exp(u), (u, 0, 1))",
        "Integral(2*s*exp(s**2), (s, 0, 1)) == Integral(exp(u), (u, 0, 2))",
        "Integral(2*s*exp(s**2), (s, 0, 1)) == -Integral(exp(u), (u, 0, 1))",
    ],
)
def test_a_new_variable_brings_its_slope_and_its_ends(wrong):
    assert not accepted(wrong, known("s", *INSIDE), new_variable(wrong))


def test_in_a_new_variable_the_integrand_has_a_value_and_is_known():
    claim = "Integral(2*s/s**2, (s, 0, 1)) == Integral(1/u, (u, 0, 1))"
    assert not accepted(claim, known("s", *INSIDE), new_variable(claim, integrand="1/u"))
    claim = "Integral(2*s*f(s**2), (s, 0, 1)) == Integral(f(u), (u, 0, 1))"
    assert not accepted(claim, known("s", *INSIDE), new_variable(claim, integrand="f(u)"))
    root = "Integral(exp(sqrt(s))/(2*sqrt(s)), (s, 0, 1)) == Integral(exp(u), (u, 0, 1))"
    assert not accepted(root, known("s", *INSIDE), new_variable(root, by="sqrt(s)"))


def test_backwards_is_a_new_variable():
    claim = "Integral(-exp(1 - s), (s, 0, 1)) == Integral(exp(u), (u, 1, 0))"
    assert accepted(claim, new_variable(claim, by="1 - s"))
    assert not accepted(claim.replace("-exp", "exp"), new_variable(claim, by="1 - s"))


# The order of sums and integrals.


def swapped(inner, outer, term):
    (kind, name, *ends), (other, second, *far) = inner, outer
    near, wide = f"({name}, {ends[0]}, {ends[1]})", f"({second}, {far[0]}, {far[1]})"
    one, two = (
        f"{other}({kind}({term}, {near}), {wide})",
        f"{kind}({other}({term}, {wide}), {near})",
    )
    claim = f"{one} == {two}"
    names = {"kind": kind, "variable": name, "lower": ends[0], "upper": ends[1]}
    names |= {"outer_kind": other, "outer": second, "outer_lower": far[0], "outer_upper": far[1]}
    return claim, step(claim, "swap", **names, term=term)


def test_a_sum_and_an_integral_change_places():
    assert accepted(*swapped(("Sum", "k", "1", "n"), ("Integral", "s", "0", "1"), "s**2*k"))
    assert accepted(*swapped(("Integral", "s", "0", "1"), ("Sum", "k", "1", "n"), "s**2*k"))
    assert accepted(*swapped(("Integral", "s", "0", "1"), ("Integral", "u", "0", "x"), "s*u"))
    assert accepted(*swapped(("Sum", "k", "1", "n"), ("Sum", "j", "1", "n"), "f(j)*k"))


def test_they_do_not_where_limits_depend_on_each_other_or_an_opaque_function_is_integrated():
    assert not accepted(*swapped(("Sum", "k", "1", "n"), ("Integral", "s", "0", "k"), "s**2*k"))
    assert not accepted(*swapped(("Integral", "s", "0", "k"), ("Sum", "k", "1", "n"), "s**2*k"))
    assert not accepted(*swapped(("Sum", "k", "1", "n"), ("Integral", "s", "0", "1"), "f(s)*k"))
    assert not accepted(*swapped(("Integral", "s", "0", "1"), ("Sum", "k", "1", "n"), "f(s*k)"))
    assert not accepted(*swapped(("Sum", "k", "1", "n"), ("Product", "s", "0", "1"), "s*k"))


# Angles.


@pytest.mark.parametrize(("a", "b"), [("1/2", "1/3"), ("-3", "2"), ("-1/5", "-4"), ("0", "7")])
def test_sums_of_angles(a, b):
    x, y = (float(Fraction(text)) for text in (a, b))
    condition, claim = LEMMAS["atan-sum"]
    holds = condition == ("a*b < 1",) and x * y < 1
    assert claim == "atan(a) + atan(b) == atan((a + b)/(1 - a*b))"
    assert holds == math.isclose(math.atan(x) + math.atan(y), math.atan((x + y) / (1 - x * y)))


def test_the_sum_of_two_angles_is_less_than_a_quarter_turn():
    wide = step(
        "atan(2) + atan(3) == atan(-1)", "lemma", name="atan-sum", **{"with": {"a": "2", "b": "3"}}
    )
    assert not accepted("atan(2) + atan(3) == atan(-1)", wide)
    claim = "atan(-1) + atan(-1) == pi/2"
    assert not accepted(claim, step(claim, "lemma", name="atan-inverse", **{"with": {"u": "-1"}}))
