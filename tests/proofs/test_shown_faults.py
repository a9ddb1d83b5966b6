"""Answers that were wrong or missing once, each with the right one.

A formula without a value is different, and the witness says where; what a physicist writes without
a thought is equal.
"""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from proofs import check
from proofs.verdict import Status

EQUAL, DIFFERENT = Status.EQUAL, Status.DIFFERENT

R19 = "rho11*h(alpha)"
R28 = "rho11*(1-alpha)*h(p)/p"
R17 = "eta(rho11*(1-alpha))+eta(mu_1)+eta(mu_2)-S_rho"
R34 = "Sum(eta(p_i),(i,1,m))-eta(rho11*(1-alpha))"
ROOT_OF_ZERO = "(abs(rho11-0.95)+rho11-0.95)*(sqrt(abs(rho11-0.95)-(rho11-0.95))-1)"
SUMS = "Sum(exp(-{0}*Sum(1/k,(k,1,n))),({0},1,n))"
OUTCOMES = "text:outcomes"

Faults = tuple[tuple[str, str, str], ...]

DIFFERING: Faults = (
    ("a root of 0 that counts as 1", "19", f"{R19}+{ROOT_OF_ZERO}"),
    ("a root of 0 that counts as 1", "28", f"{R28}+{ROOT_OF_ZERO}"),
    ("a root of 0 that counts as 1", "17", f"{R17}+{ROOT_OF_ZERO}"),
    (
        "a root of 0 that counts as 1",
        "A5",
        f"4*alpha*(1-alpha)*rho11*(rho00*rho11-c**2)+{ROOT_OF_ZERO}",
    ),
    ("a name of ours bound", "17", f"{R17}+Integral(rho01*exp(-I*phase),(phase,-pi,pi))/(2*pi)-c"),
    ("limits from high to low", "19", f"{R19}+Integral(abs(s),(s,1,-1))"),
    ("limits from high to low", "19", f"{R19}+Integral(s,(s,1,0))-1/2"),
    ("limits that depend on outer indices", OUTCOMES, "n+1+Sum(Sum(1,(j,1,k)),(k,1,n))-n*(n+2)/2"),
)

WITHOUT_A_VALUE: Faults = (
    ("0/0 in one term", OUTCOMES, "Sum(k/k,(k,0,n))"),
    ("infinite at n = 1", "28", f"{R28}+0*artanh(1/n)"),
    ("a member that there is none of", "32", "c_k(t)/sqrt(w_i)+0*w[0]"),
    ("a member that there is none of", "text:detector-weight", "sqrt(w_i)+0*w[m+1]"),
    ("a power of zero", "28", f"{R28}+0**(1-n)"),
    ("a negative eigenvalue", "19", f"{R19}+S([[1,-1,-1],[-1,1,-1],[-1,-1,1]])-eta(3)"),
)

THE_SAME: Faults = (
    ("a function of equal arguments", "8:e>g,1_q", "c_q(t*(t0+1)-t*t0)"),
    (
        "a state is a state",
        "19",
        f"{R19}+h((1+sqrt(1-4*(rho00*rho11-rho01*rho10)))/2)-S([[rho00,rho01],[rho10,rho11]])",
    ),
    ("a traceback", OUTCOMES, f"n+1+{SUMS.format('j')}-{SUMS.format('i')}"),
    ("limits from high to low", "19", f"{R19}+Integral(abs(s),(s,1,-1))+1"),
    ("h and eta", "19", "rho11*(eta(alpha)+eta(1-alpha))"),
    ("h and eta", "28", "-rho11*(1-alpha)*(log(p)+(1-p)/p*log(1-p))"),
    ("ln 2 > 0", "19", f"{R19}+abs(ln(2))-ln(2)"),
    ("exp(x) - 1 > 0", "19", f"{R19}+abs(exp(Gamma*t)-1)-exp(Gamma*t)+1"),
    ("a divisor a**n", "28", f"{R28}*2**n/2**n"),
    ("a divisor a**n", "text:field-dimension:dimension", "4**n/2**n"),
    ("the logarithm of a**n", OUTCOMES, "log(2**n)+1"),
    ("the logarithm of a**n", "28", f"{R28}+log(alpha**n)-n*log(alpha)"),
    ("the logarithm of n + 1", OUTCOMES, "2**log(n+1)"),
    ("a divisor log(n + 1)", OUTCOMES, "(n+1)*log(n+1)/log(n+1)"),
    ("the integral of 1/(1+s)**2", "19", f"{R19}+Integral(1/(1+s)**2,(s,0,t))-t/(1+t)"),
    ("the integral of 1/(1+s)**2", OUTCOMES, "n+2*Integral(1/(1+s)**2,(s,0,1))"),
    ("the integral of 1/(1+s**2)", OUTCOMES, "n+4*Integral(1/(1+s**2),(s,0,1))/pi"),
    (
        "the integral of 1/(1+s**2)",
        "19",
        f"{R19}+Integral(1/(1+s**2),(s,0,t))-t*Integral(1/(1+t**2*s**2),(s,0,1))",
    ),
    ("the integral of exp(-s)", "text:emitted-norm", "Integral(exp(-s),(s,0,Gamma*t))"),
    ("the integral of exp(-s)", "29:no-detection", "1-rho11*Gamma*Integral(exp(-Gamma*s),(s,0,T))"),
    ("the integral of 2s/(1+s**2)", OUTCOMES, "n+Integral(2*s/(1+s**2),(s,0,1))/ln(2)"),
    ("the integral of 2s/(1+s**2)", "19", f"{R19}+Integral(2*s/(1+s**2),(s,0,t))-ln(1+t**2)"),
    ("the integral of (1 - p s)**(n-1)", "28", "rho11*h(p)*n*Integral((1-p*s)**(n-1),(s,0,1))"),
    ("a nested root", OUTCOMES, "n+sqrt(3+2*sqrt(2))-sqrt(2)"),
    ("a nested root", "19", f"{R19}*sqrt(3+2*sqrt(2))/(1+sqrt(2))"),
    ("a nested root", "19", f"{R19}+sqrt(1+2*sqrt(rho00*rho11))-sqrt(rho00)-sqrt(rho11)"),
    ("logarithms of conjugate roots", "19", f"{R19}+ln(sqrt(2)+1)+ln(sqrt(2)-1)"),
    ("the modulus of h", "19", "rho11*abs(h(alpha))"),
    ("the root of h", "19", "rho11*sqrt(h(alpha))**2"),
    ("the logarithm of h", "19", "rho11*exp(ln(h(alpha)))"),
    ("sums of 1/k", OUTCOMES, "n+1+Sum(1/k,(k,1,n))-Sum(1/(n+1-k),(k,1,n))"),
    ("sums of 1/k", OUTCOMES, "n+1/(n+1)+Sum(1/k,(k,1,n))-Sum(1/(k+1),(k,1,n))"),
    ("sums of 1/k", OUTCOMES, "n+Sum(1/k,(k,1,n))-Sum(1/k,(k,2,n))"),
    ("sums of 1/(k(k+1))", OUTCOMES, "n+1/(n+1)+Sum(1/(k*(k+1)),(k,1,n))"),
    ("sums of 1/(k(k+1))", OUTCOMES, "n/Sum(1/(k*(k+1)),(k,1,n))"),
    ("sums of log(1+1/k)", OUTCOMES, "n+1+Sum(log(1+1/k),(k,1,n))-log(n+1)"),
    ("sums of log(1+1/k)", OUTCOMES, "n+Sum(log(1+1/k),(k,1,n))-Sum(log(1+1/k),(k,2,n))"),
    ("sums of log(1+1/k)", OUTCOMES, "n+1+Sum(log(1+1/k),(k,1,n))-Sum(log(1+1/(k+1)),(k,0,n-1))"),
    ("the root of z conj z", "17", f"{R17}+sqrt(rho01*conj(rho01))**2-c**2"),
    ("the root of z conj z", "text:shot-noise", "2*sqrt(alpha*conj(alpha))**2"),
    ("roots of unity", "19", f"{R19}+1+exp(2*pi*I/3)+exp(4*pi*I/3)"),
    ("roots of unity", OUTCOMES, "n+1+Sum(exp(2*pi*I*k/(n+1)),(k,0,n))"),
    ("1 - p_i >= 0", "34:adversary_I", f"{R34}+Sum(abs(1-p_i)+p_i-1,(i,1,m))"),
    ("1 - p_i >= 0", "34:adversary_I", "Sum(h(p_i)-eta(1-p_i),(i,1,m))-eta(rho11*(1-alpha))"),
    (
        "what SymPy prints for nats",
        "19",
        "rho11*(-exp(-Gamma*t)*log(exp(-Gamma*t))-(1-exp(-Gamma*t))*log(1-exp(-Gamma*t)))",
    ),
)

NOT_DIFFERENT: Faults = (
    ("a power of what may be negative", "28", f"{R28}+(rho11-1/2)**n-(rho11-1/2)**n"),
    ("a power of what may be negative", "28", f"{R28}+(rho11-1)**n-(-1)**n*(1-rho11)**n"),
    ("a power of a complex number", "28", f"{R28}+(I*rho11)**n-I**n*rho11**n"),
    ("a power of zero", "28", f"{R28}+0**n"),
    ("a power of zero in an integral", "28", f"{R28}+Integral(s**n,(s,0,1))-1/(n+1)"),
)


def _ids(table: Faults) -> list[str]:
    return [f"{kind}: {number}" for kind, number, _ in table]


@pytest.mark.parametrize(("kind", "number", "formula"), DIFFERING, ids=_ids(DIFFERING))
def test_what_differs_is_different_at_a_point_of_the_domain(kind, number, formula):
    found = check(number, formula)
    assert found.status is DIFFERENT, (kind, found)
    assert _is_a_state(found.witness.point), found.witness


@pytest.mark.parametrize(("kind", "number", "formula"), WITHOUT_A_VALUE, ids=_ids(WITHOUT_A_VALUE))
def test_what_has_no_value_is_different(kind, number, formula):
    found = check(number, formula)
    assert found.status is DIFFERENT, (kind, found)
    assert "no value" in found.witness.given


@pytest.mark.parametrize(("kind", "number", "formula"), THE_SAME, ids=_ids(THE_SAME))
def test_what_is_the_same_is_equal(kind, number, formula):
    found = check(number, formula)
    assert found.status is EQUAL, (kind, found.method, found.witness)


def _is_a_state(point: Mapping[str, str]) -> bool:
    """Whether the populations and the coherence at a witness are those of a state."""
    if "rho11" not in point:
        return True
    rho11, c = Fraction(point["rho11"]), Fraction(point.get("c", "0"))
    return 0 <= rho11 <= 1 and c >= 0 and c**2 <= rho11 * (1 - rho11)


@pytest.mark.parametrize(("kind", "number", "formula"), NOT_DIFFERENT, ids=_ids(NOT_DIFFERENT))
def test_what_is_the_same_is_not_called_different(kind, number, formula):
    found = check(number, formula)
    assert found.status is not DIFFERENT, (kind, found)
