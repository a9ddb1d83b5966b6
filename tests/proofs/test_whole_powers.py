"""Whole powers of what may be zero, negative or complex: their rules, what they refuse, and what is
decided of formulas with them."""

import pytest
from accepted import EMPTY, certificate, limits, step

from proofs import check
from proofs.kernel import check as kernel
from proofs.kernel import statement_hash
from proofs.kernel.element import Refused

LINE = {**EMPTY, "symbols": ["x", "y"], "integers": ["m", "n"], "hypotheses": ["n >= 0", "m >= 0"]}


def refusal(goal, *steps, **changes):
    """Why a certificate is refused; nothing if it is accepted."""
    statement = {**LINE, **changes, "goals": [goal]}
    try:
        kernel(certificate(statement, [*steps]), statement_hash(statement))
    except Refused as reason:
        return str(reason)
    return ""


def same(claim, **using):
    return step(claim, "identity", using=using)


def lemma(claim, name, **instance):
    return step(claim, "lemma", name=name, **{"with": instance})


NEXT = step("n + 1 >= 0", "sum", of=["n >= 0", "1"])
SUM = step("m + n >= 0", "sum", of=["m >= 0", "n >= 0"])
TRUE = {
    "next": [NEXT, lemma("power(x, n + 1) == x*power(x, n)", "power-next", u="x", n="n")],
    "sum": [SUM, lemma("x**(m + n) == x**m*x**n", "power-sum", u="x", m="m", n="n")],
    "product": [lemma("(x*y)**n == x**n*y**n", "power-product", a="x", b="y", n="n")],
    "of zero": [lemma("0**n == 0", "power-zero", n="n")],
    "turn": [lemma("(-1)**n == exp(I*pi*n)", "power-turn", n="n")],
    "conjugate": [same("conj((x + I*y)**n) == (x - I*y)**n")],
    "numbers": [same("(x + y)**(n - n + 2) == x**2 + 2*x*y + y**2")],
    "one": [same("1**n == 1")],
}


@pytest.mark.parametrize("steps", TRUE.values(), ids=TRUE)
def test_a_law_of_powers_is_accepted(steps):
    positive = ["n > 0"] if "0**" in steps[-1]["claim"] else []
    assert not refusal(steps[-1]["claim"], *steps, hypotheses=[*LINE["hypotheses"], *positive])


FALSE = {
    "an exponent that is real": (same("x**y - x**y == 0"), "no whole number"),
    "half an exponent": (same("x**(n/2) - x**(n/2) == 0"), "no whole number"),
    "a power as exponent": (same("x**(2**n) - x**(2**n) == 0"), "no whole number"),
    "an exponent that may be negative": (same("x**(n - 1) - x**(n - 1) == 0"), "exponent >= 0"),
    "a negative exponent": (same("x**(-2) - x**(-2) == 0"), "exponent >= 0"),
    "0**0 is 1": (lemma("0**n == 0", "power-zero", n="n"), "not known"),
    "a product with a negative exponent": (
        lemma("(x*y)**(n - 1) == x**(n - 1)*y**(n - 1)", "power-product", a="x", b="y", n="n - 1"),
        "not known",
    ),
    "a logarithm of what may be 0": (
        lemma("power(x, n) == exp(n*log(x))", "power-log", u="x", n="n"),
        "not known",
    ),
    "an odd power of what may be negative": (
        lemma("power(x, n) >= 0", "power-sign", u="x", n="n"),
        "not known",
    ),
    "an inverse of what may be 0": (
        lemma("power(x, -n)*power(x, n) == 1", "power-inverse", u="x", n="n"),
        "not known",
    ),
    "the order of complex powers": (step("(I*x)**n + 1 > 0", "sum", of=["1"]), "no order"),
    "one that depends on the other": (same("x**n == y**n"), "something else"),
    "another exponent": (same("x**n == x**m"), "something else"),
}


@pytest.mark.parametrize(("wrong", "why"), FALSE.values(), ids=FALSE)
def test_what_is_no_law_of_powers_is_refused(wrong, why):
    assert why in refusal("1 >= 0", wrong)


def integral(term, *steps):
    data = {"variable": "s", "lower": "0", "upper": "1", "integrand": "s**n"}
    claim = "Integral(s**n, (s, 0, 1)) == 1/(n + 1) - power(0, n + 1)/(n + 1)"
    whole = step(claim, "integral", **data, antiderivative=term, open=list(steps))
    return [
        step("n + 1 > 0", "sum", of=["n >= 0", "1"]),
        step("0 == 0", "range", **limits("Integral", "s", "0", "1"), steps=[same("0 == 0")]),
        whole,
    ]


def test_a_power_is_integrated_from_zero():
    """The antiderivative is a power too: a logarithm would have no value at 0."""
    slope = lemma("power(s, n) == exp(n*log(s))", "power-log", u="s", n="n")
    *_, last = integral("power(s, n + 1)/(n + 1)", slope)
    assert not refusal(last["claim"], *integral("power(s, n + 1)/(n + 1)", slope))
    assert refusal(last["claim"], *integral("exp((n + 1)*log(s))/(n + 1)", slope))
    assert refusal(last["claim"], *integral("power(s, n + 1)", slope))


def test_the_slope_of_a_power_needs_an_exponent_of_at_least_one():
    """At x = 0 the power with exponent 0 is 1, and n x**(n - 1) has no value."""
    claim = "diff(x**n, x) == n*x**(n - 1)"
    positive = [*LINE["hypotheses"], "n - 1 >= 0", "n > 0"]
    assert not refusal(claim, same(claim), hypotheses=positive)
    assert "exponent may be < 1" in refusal("1 >= 0", same("diff(x**n, x) == 0"))


EQ28 = "rho11*(1-alpha)*h(p)/p"
ZERO = [
    "(rho11-1/2)**n - (rho11-1/2)*(rho11-1/2)**(n-1)",
    "(rho11-1)**n - (-1)**n*(1-rho11)**n",
    "(rho11-1/2)**n - (rho11-1/2)**n",
    "(I*rho11)**n - I**n*rho11**n",
    "conj((I*rho11)**n) - (-I)**n*rho11**n",
    "(rho11-1/2)**(2*n) - (1/2-rho11)**(2*n)",
    "((rho11-1/2)**2)**n - (rho11-1/2)**(2*n)",
    "((rho11-1/2)**n)**2 - (rho11-1/2)**(2*n)",
    "(2*rho11-1)**n - 2**n*(rho11-1/2)**n",
    "(-2)**n - (-1)**n*2**n",
    "0**n",
    "Integral(s**n,(s,0,1)) - 1/(n+1)",
    "Integral((1-s)**n,(s,0,1)) - 1/(n+1)",
    "Sum(Integral(s**k,(s,0,1)),(k,1,5)) - Sum(1/(k+1),(k,1,5))",
    "Sum((rho11-1/2)**k,(k,0,n))*(3/2-rho11) - 1 + (rho11-1/2)**(n+1)",
    "Sum((-1)**k,(k,0,n)) - (1+(-1)**n)/2",
]
NOT_ZERO = [
    "0**(n-1)",
    "(rho11-1/2)**n",
    "(rho11-1)**n - (1-rho11)**n",
    "(rho11-1/2)**(2*n) - (1/2-rho11)**(2*n-1)",
    "(rho11-1/2)**(-n) - (rho11-1/2)**n",
    "(I*rho11)**n - rho11**n",
    "conj((I*rho11)**n) - I**n*rho11**n",
    "Integral(s**n,(s,0,1)) - 1/n",
    "Sum((-1)**k,(k,0,n)) - (1-(-1)**n)/2",
]


@pytest.mark.parametrize("zero", ZERO)
def test_what_is_zero_by_the_laws_of_powers_is_equal(zero):
    assert check("28", f"{EQ28} + {zero}").status == "equal"


@pytest.mark.parametrize("other", NOT_ZERO)
def test_what_is_not_zero_is_different(other):
    assert check("28", f"{EQ28} + {other}").status == "different"


WHOLE_BY_VALUE = [
    ("text:outcomes", "n + ((-1)**(n*(n-1)/2))**2"),
    ("text:outcomes", "n + 2 - (-1)**(2**n)"),
    ("text:outcomes", "n + (-1)**Sum(2,(k,1,n))"),
    ("text:outcomes", "n + (-1)**sqrt(4)"),
    ("text:outcomes", "n + (-1)**(2*abs(n))"),
    ("text:outcomes", "n + (-1)**((n**3-n)/3)"),
    ("text:outcomes", "n + (-1)**log2(4)"),
    ("text:outcomes", "n + I**(n*(n+1)/2)*(-I)**(n*(n+1)/2)"),
    ("28", f"{EQ28} + (rho11-1/2)**(2**n) - ((rho11-1/2)**2)**(2**(n-1))"),
]
EXPONENTS = [
    "(rho11-1/2)**(2*rho00+2*rho11) - (rho11-1/2)**2",
    "(rho11-1/2)**(Gamma_t-Gamma*t+1) - (rho11-1/2)",
    "(rho11-1/2)**(2+alpha-exp(-Gamma*t)) - (rho11-1/2)**2",
    "rho11**(1/3) - rho11**(1/6)*rho11**(1/6)",
    "2**t - exp(t*ln(2))",
    "conj(alpha**(I*t)) - exp(I*Gamma*t**2)",
]


@pytest.mark.parametrize(("number", "formula"), WHOLE_BY_VALUE)
def test_an_exponent_that_is_whole_only_by_its_value_is_none_the_less(number, formula):
    assert check(number, formula).status in ("equal", "undecided")


@pytest.mark.parametrize("zero", EXPONENTS)
def test_any_exponent_is_read_as_it_stands(zero):
    assert check("28", f"{EQ28} + {zero}").status == "equal"


@pytest.mark.parametrize("power", ["(rho11-1/2)**t", "0*(rho11-1/2)**(1/3)", "(I*rho11)**t"])
def test_what_is_not_positive_has_no_power_that_is_not_whole(power):
    verdict = check("28", f"{EQ28} + {power}")
    assert verdict.status == "different"
    assert verdict.method.startswith("no value")
