"""Integrals are certified by antiderivatives, ranges and new variables; wrong ones never are."""

import pytest

from proofs.equality.certify import certify
from proofs.equality.search.proof import GaveUpError

SETTING = {
    "symbols": ["rho11", "Gamma", "t", "x", "r"],
    "integers": ["n"],
    "functions": {},
    "definitions": {
        "alpha": "exp(-Gamma*t)",
        "p": "1 - exp(-Gamma*t/n)",
        "e_1_2": "Integral(exp(-s**2), (s, 1, 2))",
        "h(u)": "eta(u) + eta(1 - u)",
        "raised(u, v)": "exp(v*log(u))",
        "artanh(u)": "(log(1 + u) - log(1 - u))/2",
        "cos(u)": "(exp(I*u) + exp(-I*u))/2",
        "sin(u)": "(exp(I*u) - exp(-I*u))/(2*I)",
    },
    "hypotheses": [
        *("rho11 > 0", "rho11 < 1", "Gamma > 0", "t > 0", "x > 0", "x < 1", "n >= 1"),
    ],
    "except": [],
}

EQUAL = {
    "powers": """
        Integral(s**2 + 1, (s, 0, t)) == t**3/3 + t
        Integral((1 + Gamma*s)**3, (s, 0, t)) == ((1 + Gamma*t)**4 - 1)/(4*Gamma)
        Integral(n*raised(s, n - 1), (s, 1 - p, 1)) == 1 - alpha
        n*p*Integral(raised(1 - p*s, n - 1), (s, 0, 1)) == 1 - raised(1 - p, n)
        n*Integral(raised(1 - s, n - 1), (s, 0, p)) == 1 - alpha
        Integral(raised(s, n), (s, 1, 2)) == (raised(2, n + 1) - 1)/(n + 1)
        Integral(s*raised(1 + s, t), (s, 0, 1)) == (t*raised(2, t + 1) + 1)/((t + 1)*(t + 2))
    """,
    "rational functions": """
        2*Integral(1/(1 + s)**2, (s, 0, 1)) == 1
        Integral(1/(1 + s)**2, (s, 0, t)) == t/(1 + t)
        Integral(1/(1 + rho11*s)**2, (s, 0, 1)) == 1/(1 + rho11)
        Integral(2*s/(1 + s**2), (s, 0, t)) == log(1 + t**2)
        exp(Integral(2*s/(1 + s**2), (s, 0, n))) - n**2 == 1
        Integral(1/(1 - x**2*s**2), (s, 0, 1)) == artanh(x)/x
        Integral(1/(1 - (x - x*s)**2), (s, 0, 1)) == artanh(x)/x
        Integral(1/(1 - x*s), (s, 0, 1)) + Integral(1/(1 + x*s), (s, 0, 1)) == 2*artanh(x)/x
        Integral(2*s/(1 - x**2*s**4), (s, 0, 1)) == artanh(x)/x
        Integral(1/((1 + s)*(2 + s)*(3 + s)**2), (s, 0, 1)) == 11*log(2)/4 - 7*log(3)/4 + 1/24
        Integral(1/(1 + s) - 1/(1 + s)**2, (s, 0, t)) == log(1 + t) - t/(1 + t)
        Integral(1/s, (s, rho11, 1)) == -log(rho11)
    """,
    "angles": """
        Integral(1/(1 + s**2), (s, 0, 1)) == pi/4
        Integral(1/(1 + s**2), (s, 0, t)) == t*Integral(1/(1 + t**2*s**2), (s, 0, 1))
        Integral(1/(1 + s**2), (s, 0, 1 + t)) - Integral(1/(1 + s**2), (s, 1, 1 + t)) == pi/4
        Integral(1/(1 + s**2), (s, -n, n)) == 2*Integral(1/(1 + s**2), (s, 0, n))
        Integral(1/(1 + s**2), (s, 0, t)) + Integral(1/(1 + s**2), (s, 0, 1/t)) == pi/2
        Integral(1/(1 + s**2), (s, -sqrt(3), 1)) == 7*pi/12
        Integral(1/(1 + s**2), (s, 0, sqrt(2) - 1)) == pi/8
        Integral(1/(s**2 + s + 1), (s, 0, 1)) == pi/(3*sqrt(3))
        Integral(s**2/(1 + s**2)**2, (s, 0, 1)) == pi/8 - 1/4
        Integral(1/(1 + I*s), (s, 0, 1)) == pi/4 - I*log(2)/2
        Integral(2*s/(1 + t**2*s**4), (s, 0, 1)) == Integral(1/(1 + t**2*s**2), (s, 0, 1))
    """,
    "exponentials": """
        Gamma*Integral(exp(-Gamma*s), (s, 0, t)) == 1 - alpha
        Gamma*t*Integral(exp(-Gamma*t*s), (s, 0, 1)) == 1 - alpha
        Integral(s**3*exp(-s), (s, 0, 1)) == 6 - 16*exp(-1)
        Integral(s*exp(-s**2), (s, 0, t)) == (1 - exp(-t**2))/2
        Integral(1/(1 + exp(s)), (s, 0, t)) == t - log(1 + exp(t)) + log(2)
        Integral(exp(s)/(1 + exp(2*s)), (s, 0, log(3)/2)) == pi/12
        Integral(exp(-x*s)*exp(-exp(-x*s)), (s, 0, 1)) == (exp(-exp(-x)) - exp(-1))/x
        Integral(exp(-sqrt(s)), (s, 0, t)) == 2 - 2*(1 + sqrt(t))*exp(-sqrt(t))
    """,
    "turns": """
        Integral(cos(s), (s, 0, r)) == sin(r)
        Integral(sin(s)/2, (s, 0, pi)) == 1
        Integral(sin(s)**2, (s, 0, pi)) == pi/2
        Integral(r*exp(-I*s), (s, -pi, pi)) == 0
        Integral(s*cos(s), (s, 0, pi)) == -2
        Integral(1/(2 + cos(s)), (s, -pi, pi)) == 2*pi/sqrt(3)
        Integral(sin(s)/(2 + cos(s)), (s, 0, pi)) == log(3)
        Integral(exp(-s)*cos(t*s), (s, 0, 1))*(1 + t**2) == 1 + exp(-1)*(t*sin(t) - cos(t))
    """,
    "logarithms": """
        Integral(log(1 + s), (s, 0, t)) == (1 + t)*log(1 + t) - t
        Integral(s*log(s), (s, 1, t + 1)) == (1 + t)**2*log(1 + t)/2 - (1 + t)**2/4 + 1/4
        Integral(log(s)/s, (s, 1, 1 + t)) == log(1 + t)**2/2
        Integral(1/((2 + s)*log(2 + s)), (s, 0, 2)) == log(2)
        Integral(log(1 + s**2), (s, 0, 1)) == log(2) - 2 + pi/2
        Integral(1/s, (s, 1, exp(t))) == t
    """,
    "entropies": """
        Integral(eta(s), (s, 0, 1)) == 1/(4*log(2))
        Integral(h(s), (s, 0, 1)) == 1/(2*log(2))
        Integral(eta(s), (s, 0, rho11)) == rho11*eta(rho11)/2 + rho11**2/(4*log(2))
        Integral(s*eta(s), (s, 0, 1)) == 1/(9*log(2))
        rho11*h(1 - Integral(exp(-s), (s, 0, Gamma*t))) == rho11*h(alpha)
    """,
    "roots": """
        Integral(1/(2*sqrt(s)), (s, rho11, 1)) == 1 - sqrt(rho11)
        Integral(sqrt(s), (s, 0, 1)) == 2/3
        Integral(1/(1 + sqrt(s)), (s, 0, 1)) == 2 - 2*log(2)
        Integral(1/sqrt(1 + s), (s, 0, t)) == 2*sqrt(1 + t) - 2
        Integral(1/sqrt(1 + s**2), (s, 0, t)) == log(t + sqrt(1 + t**2))
        Integral(sqrt(1 - s**2), (s, -1, 1)) == pi/2
        Integral(sqrt(s*(1 - s)), (s, 0, 1)) == pi/8
    """,
    "moduli": """
        Integral(abs(s), (s, 1, -1)) == -1
        Integral(abs(s - t), (s, 0, 2*t)) == t**2
    """,
    "orders of limits": """
        Integral(s, (s, 1, -1)) == 0
        Integral(s**2, (s, t, -t)) == -2*t**3/3
        Integral(exp(-s), (s, t, 0)) == exp(-t) - 1
        Integral(1/(1 + s), (s, t, t)) == 0
        Integral(s, (s, Gamma, t)) == -Integral(s, (s, t, Gamma))
        Integral(1/s, (s, Gamma, t)) == log(t/Gamma)
        Integral(1/(1 - s**2), (s, x, rho11)) == artanh(rho11) - artanh(x)
        Integral(exp(-s**2), (s, Gamma, t)) == -Integral(exp(-s**2), (s, t, Gamma))
    """,
    "no antiderivative": """
        Integral(exp(-s**2), (s, 0, t)) == t*Integral(exp(-t**2*u**2), (u, 0, 1))
        Integral(exp(-s**2), (s, -t, t)) == 2*Integral(exp(-s**2), (s, 0, t))
        Integral(exp(-(1 - s)**2), (s, 0, 1)) == Integral(exp(-s**2), (s, 0, 1))
        Integral(exp(-(1 + 2*s)**2), (s, 0, 1)) == Integral(exp(-s**2), (s, 1, 3))/2
        Integral(exp(-s**2), (s, 0, 1)) == Integral(exp(-s**2), (s, 0, 2)) - e_1_2
        Integral(rho11*exp(-s**2) + 2*s, (s, 0, t)) == t**2 + rho11*Integral(exp(-s**2), (s, 0, t))
        Integral(exp(-s)/s + exp(-s)/s**2, (s, 1, 1 + t)) == exp(-1) - exp(-1 - t)/(1 + t)
        Integral(s**2*exp(-s**2), (s, 0, t)) == Integral(exp(-s**2), (s, 0, t))/2 - t*exp(-t**2)/2
    """,
    "sums and integrals of each other": """
        Sum(Integral(s**2, (s, 0, k)), (k, 1, n)) == Sum(k**3, (k, 1, n))/3
        Sum(Integral(raised(s, k), (s, 1, 2)) - (2*raised(2, k) - 1)/(k + 1), (k, 1, n)) == 0
        Sum(Integral(exp(-s), (s, (k - 1)*t/n, k*t/n)), (k, 1, n)) == 1 - exp(-t)
        Sum(Integral(exp(-s**2), (s, k - 1, k)), (k, 1, n)) == Integral(exp(-s**2), (s, 0, n))
        Integral(s*Sum(exp(-k*s**2), (k, 1, n)), (s, 0, 1)) == Sum((1 - exp(-k))/(2*k), (k, 1, n))
        Integral(Integral(s*u, (u, 0, s)), (s, 0, 1)) == 1/8
        Integral(Integral(1/(1 + u*s)**2, (u, 0, 1)), (s, 0, t)) == log(1 + t)
        Integral(Integral(exp(-s*u), (u, 0, 1)), (s, 1, 2)) == Integral((1 - exp(-s))/s, (s, 1, 2))
    """,
}

DIFFERENT = """
    Integral(s**2 + 1, (s, 0, t)) == t**3/3 + 1
    Integral(1/(1 + s)**2, (s, 0, t)) == 1/(1 + t)
    Integral(1/(1 + s**2), (s, 0, 1)) == 785398163397/1000000000000
    Integral(1/(1 + s**2), (s, 0, sqrt(2) - 1)) == pi/9
    Integral(1/(1 - x**2*s**2), (s, 0, 1)) == artanh(x)
    Integral(exp(-s), (s, 0, t)) == exp(-t)
    Integral(s, (s, t, 0)) == t**2/2
    Integral(2*s, (s, -t, t)) == t**2/1000000000
    Integral(abs(s), (s, 1, -1)) == 1
    Integral(cos(s), (s, 0, r)) == cos(r)
    Integral(eta(s), (s, 0, 1)) == 1/4
    Integral(sqrt(1 - s**2), (s, -1, 1)) == pi/4
    n*Integral(raised(1 - p*s, n - 1), (s, 0, 1)) == 1 - raised(1 - p, n)
    Integral(exp(-s**2), (s, 0, 1)) == Integral(exp(-2*s**2), (s, 0, 1))
    Integral(exp(-s**2), (s, 0, 1)) == Integral(exp(-s**2), (s, 0, 2))
    Integral(exp(-s**2), (s, 0, 1)) == Integral(exp(-s**2), (s, 1, 0))
    Sum(Integral(s**2, (s, 0, k)), (k, 1, n)) == Sum(k**3, (k, 1, n))/2
"""

WITHOUT_A_VALUE = """
    0*Integral(1/s, (s, 0, 1)) == 0
    Integral(1/s**2, (s, -1, 1)) == -2
    Integral(1/s, (s, -1, 1)) == 0
    Integral(1/(1 - s**2), (s, -2, 2)) == log(3)
    0*Integral(1/(s - x), (s, 0, 1)) == 0
    Integral((s - x)/(s - x) - 1, (s, 0, 1)) == 0
    0*Integral(sqrt(s - 2), (s, 0, 1)) == 0
    0*Integral(log(s), (s, -1, 0)) == 0
    0*Integral(1/(1 + s), (s, 0, r)) == 0
    0*Integral(1/(1 - s), (s, Gamma, t)) == 0
    0*Integral(s, (s, 0, I)) == 0
    0*Integral(1/(1 + 2*cos(s)), (s, 0, pi)) == 0
"""


def lines(text):
    return [line.strip() for line in text.strip().splitlines()]


def certified(goal):
    return certify({**SETTING, "goals": [goal]})


@pytest.mark.parametrize("goal", [line for group in EQUAL.values() for line in lines(group)])
def test_equal_integrals_have_a_certificate(goal):
    assert certified(goal).steps


@pytest.mark.parametrize("goal", [*lines(DIFFERENT), *lines(WITHOUT_A_VALUE)])
def test_what_is_different_or_has_no_value_has_none(goal):
    with pytest.raises(GaveUpError):
        certified(goal)


def test_a_certificate_is_the_same_on_every_run():
    goal = lines(EQUAL["rational functions"])[5]
    assert certified(goal).text == certified(goal).text
