"""Roots, moduli, phases and parts that are numbers: equal ones are found, near ones are not."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.equality.compare import compare_text
from proofs.equality.search.proof import GaveUpError, OutOfTimeError
from proofs.equality.search.rewriting import Search
from proofs.equality.search.signs import SignSearch
from proofs.equality.search.squares import perfect_root, rationalised, roots_in
from proofs.equality.tools import search_of
from proofs.kernel import Checker
from proofs.kernel.constants import enclosure
from proofs.paper.names import names_at
from proofs.paper.parts import find_part
from proofs.statements.hypotheses import Setting
from proofs.verdict import Status

R19 = "rho11*h(alpha)"
R17 = "eta(rho11*(1-alpha))+eta(mu_1)+eta(mu_2)-S_rho"
N1 = "n+1"

ZEROS = [
    # nested roots
    ("19", R19, "sqrt(rho11+t+2*sqrt(rho11*t))-sqrt(rho11)-sqrt(t)"),
    (
        *("19", R19),
        "sqrt(1+2*sqrt(rho11*rho00)+rho11**2+2*sqrt((1+2*sqrt(rho11*rho00))*rho11**2))"
        "-rho11-sqrt(rho11)-sqrt(rho00)",
    ),
    (
        *("17", R17),
        "sqrt(t**2+2*Delta+2*sqrt(2*Delta*t**2))-sqrt(2*Delta)-sqrt(t**2)",
    ),
    (N1, N1, "sqrt(1+n+2*(sqrt(n+(1+n**2)+2*sqrt(n*(1+n**2)))-sqrt(1+n**2)))-1-sqrt(n)"),
    # products and quotients of roots
    (N1, N1, "sqrt(sqrt(6)+3)*sqrt(sqrt(3)+3)*sqrt(2)-sqrt(6)-sqrt(3)-3"),
    (
        *(N1, N1),
        "sqrt(1-n**(3/2)/(n+1)**(3/2))*sqrt((1+sqrt(n/(n+1)))/(1+sqrt(n/(n+1))+n/(n+1)))"
        "-1/sqrt(n+1)",
    ),
    # moduli of complex quantities
    (
        *("text:shot-noise", "2*abs(alpha)**2"),
        "abs(abs(alpha+conj(alpha))**2)/2+abs(-(alpha-conj(alpha)))**2/2-2*abs(alpha)**2",
    ),
    (
        *("text:shot-noise", "2*abs(alpha)**2"),
        "sqrt((abs(alpha-conj(alpha))*abs(alpha-conj(alpha)))**2)-abs(alpha-conj(alpha))**2",
    ),
    ("42", "2*abs(alpha)**2*cos(dphi)", "abs(1+exp(I*dphi))-sqrt(2+2*cos(dphi))"),
    # roots of unity
    (N1, N1, "sin(pi/12)-(sqrt(6)-sqrt(2))/4"),
    (N1, N1, "cos(pi/5)-(1+sqrt(5))/4"),
    (N1, N1, "sin(pi/5)-sqrt(10-2*sqrt(5))/4"),
    (N1, N1, "cos(pi/8)-sqrt(2+sqrt(2))/2"),
    (N1, N1, "sin(2*pi/7)+sin(4*pi/7)+sin(8*pi/7)-sqrt(7)/2"),
    (N1, N1, "exp(sin(pi/12)-(sqrt(6)-sqrt(2))/4)-1"),
    (N1, N1, "sqrt(1+sin(pi/12)-(sqrt(6)-sqrt(2))/4)-1"),
    (N1, N1, "ln(1+sin(pi/12)-(sqrt(6)-sqrt(2))/4)"),
    # parts that are numbers
    ("19", R19, f"1/({R19}+1+exp(I*(2*t+2*pi))-exp(2*I*t))-1/({R19}+1)"),
    ("19", R19, f"1/({R19}*(1+exp(-1)+Integral(exp(-s),(s,0,1))))-1/(2*{R19})"),
    ("19", R19, "1/(rho11**2-rho11+1)-(1+rho11)/(1+rho11**3)"),
    (
        *("3", "g_k*(1-exp(t*(-Gamma/2+I*(nu_k-omega))))*exp(-I*k_dot_r0)/(I*Gamma/2+nu_k-omega)"),
        "1/(I*Integral(Gamma,(s,0,1))+nu_k-omega)-1/(I*Gamma+nu_k-omega)",
    ),
]
CASES = [("text:outcomes" if number == N1 else number, own, zero) for number, own, zero in ZEROS]


def is_equal(number: str, formula: str) -> bool:
    """Whether a formula is found to be that of the equation, whatever else the machine does."""
    derived, part = find_part(number)
    setting = Setting(names_at(derived.number, derived.domain), derived.domain)
    return compare_text(formula, derived.part(part), setting).status is Status.EQUAL


@pytest.mark.parametrize(("number", "own", "zero"), CASES)
def test_a_zero_of_roots_and_phases_is_found(number, own, zero):
    assert is_equal(number, f"{own}+({zero})")


@pytest.mark.parametrize(("number", "own", "zero"), CASES)
def test_what_is_nearly_zero_is_not(number, own, zero):
    assert not is_equal(number, f"{own}+({zero})+1/10**9")


@pytest.mark.parametrize(
    ("number", "formula"),
    [
        ("text:outcomes", f"{N1}+sqrt(2)-2*cos(pi/5)"),
        ("text:outcomes", f"{N1}+sin(-pi/12)-(sqrt(6)-sqrt(2))/4"),
        ("42", "2*abs(alpha)**2*cos(dphi)+sin(dphi)-sqrt(1-cos(dphi)**2)"),
        ("19", f"{R19}+sqrt(1-2*sqrt(rho11*rho00))-sqrt(rho11)+sqrt(rho00)"),
        ("19", f"{R19}+1/(1+exp(I*(2*t+pi))+exp(2*I*t))-1+10**-9"),
        ("19", f"{R19}+1/(exp(I*(2*t+2*pi))-exp(2*I*t))-1/(exp(I*(2*t+2*pi))-exp(2*I*t))"),
    ],
)
def test_no_root_has_the_other_sign_and_no_divisor_is_zero(number, formula):
    assert not is_equal(number, formula)


def search() -> SignSearch:
    """A search in which sqrt(2), sqrt(3) and sqrt(sqrt(2) + 2) are known."""
    empty = {"functions": {}, "definitions": {}, "hypotheses": [], "except": [], "goals": []}
    found = search_of(Checker({"symbols": ["x"], "integers": [], **empty}))
    found.define("sqrt(2) + sqrt(3) + sqrt(sqrt(2) + 2)")
    return found


small = st.integers(-4, 4)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(small, small, small, small)
def test_a_square_over_roots_has_its_root(a, b, c, d):
    known = search()
    q = known.value(f"{a} + {b}*sqrt(2)*sqrt(3) + {c}*sqrt(sqrt(2) + 2) + {d}*x")
    square = known.field.reduced(q * q)
    if roots_in(known.field, square) == roots_in(known.field, q) and not q.num.is_zero():
        root = perfect_root(known, square)
        assert root is not None
        assert any(known.field.equal(root, s) for s in (q, -q))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(small, small, small)
def test_what_is_no_square_has_no_root(a, b, c):
    known = search()
    value = known.value(f"{a} + {b}*sqrt(2) + {c}*sqrt(3)")
    root = perfect_root(known, value)
    assert root is None or known.field.equal(root * root, value)
    if enclosure(known.field, value).real < 0:
        assert root is None


def test_a_denominator_gets_rid_of_its_roots():
    known = search()
    known.define("1/(1 + sqrt(2) + sqrt(3))")
    value = known.value("1/(1 + sqrt(2) + sqrt(3))")
    plain = rationalised(known.field, value)
    assert plain.den.is_constant()
    assert known.field.equal(plain, value)


def real_search(*hypotheses: str) -> Search:
    """A search about real x and y, with some hypotheses."""
    empty = {"functions": {}, "definitions": {}, "except": [], "goals": []}
    symbols = {"symbols": ["x", "y"], "integers": [], "hypotheses": [*hypotheses]}
    return search_of(Checker(symbols | empty))


def has_sign(found: Search, text: str, relation: str = ">=") -> bool:
    found.define(text)
    return found.has_sign(found.value(text), relation)


@pytest.mark.parametrize("text", ["abs(x - y) + x - y", "2*abs(x) - x", "abs(x - y) - y/2 + x/2"])
def test_a_modulus_of_unknown_sign_exceeds_its_element(text):
    assert has_sign(real_search(), text)


@pytest.mark.parametrize("text", ["abs(x - y) + 2*x - 2*y", "abs(x) - y", "x - abs(x)"])
def test_a_modulus_exceeds_no_more_than_that(text):
    assert not has_sign(real_search(), text)


def test_a_modulus_of_known_sign_settles_a_sign():
    found = real_search("y >= x", "x >= 1")
    assert has_sign(found, "y + x - abs(x - y)", ">")
    assert not has_sign(real_search("y >= x"), "y + x - abs(x - y)")


def test_an_argument_is_shown_as_it_is_written():
    found = real_search("y >= x**2")
    found.define("sqrt((x*abs(y) - 3*y)**2 + 4*(y - x**2)*(abs(x - 1) + x - 1))")
    end, found.field.end = found.field.end, time.thread_time() + 1
    with pytest.raises((GaveUpError, OutOfTimeError)):
        found.define("sqrt((x*abs(y) - 3*y)**2 - 4*(y - x**2)*(abs(x - 1) + x - 1))")
    found.field.end = end
    found.define("log((x - y)**2 + (x - 1)**2 + 1)")


def test_a_share_of_the_time_ends_a_tactic_and_no_more():
    found = real_search()
    end = found.field.end = time.thread_time() + 5

    def endless():
        while True:
            found.go_on()

    with pytest.raises(GaveUpError, match="its share"):
        found.in_share(1 / 50, endless)
    assert found.field.end == end
    found.go_on()
