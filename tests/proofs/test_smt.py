import operator
import re
from dataclasses import replace
from fractions import Fraction
from time import sleep

import pytest
from sympy import Rational, S, Symbol, log

from derive import symbols as sym
from derive.emission.monotonicity import E
from derive.emission.single_photon import SURVIVAL, in_survival
from derive.model.domain import QUBIT, WINDOW, between
from proofs.engines import smt
from proofs.engines.polynomial import questions
from proofs.engines.smtlib import Atom, NotAlgebraicError, Question, relaxed, scripts
from proofs.verdict import Result

BOTH = pytest.mark.parametrize("solver", smt.SOLVERS, ids=lambda solver: solver.name)
X = Symbol("x", nonnegative=True)
COMPARE = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
OPPOSITE = {">=": "<", ">": "<="}


def on_unit(left, sign, right=S.Zero, **rest):
    """A statement about 0 <= x <= 1."""
    return Question("test", "test", Atom(left, sign, right), between(X, 0, 1), **rest)


@pytest.mark.parametrize("number", smt.claims())
def test_both_solvers_confirm_every_claim(number):
    words = smt.confirmations(number)
    assert [word.name for word in words] == ["z3", "cvc5"]
    for word in words:
        assert word.result is Result.CONFIRMED, word.detail
        assert word.version


def test_every_strict_or_weak_sign_names_a_hypothesis_that_it_needs():
    for statement in questions():
        if statement.goal.sign != "==" and not statement.goal.left.is_number:
            assert statement.needs in statement.hypotheses(), statement.title


@BOTH
@pytest.mark.parametrize("number", smt.claims())
def test_without_its_hypothesis_a_statement_has_a_counterexample(solver, number):
    for statement in smt.about(number):
        if statement.needs:
            assert solver.counterexample(statement), statement.title


@BOTH
def test_a_rational_counterexample_breaks_the_statement_and_only_that_hypothesis(solver):
    checked = 0
    for statement in (s for s in questions() if s.needs and s.bins == 1):
        model = solver.counterexample(statement)
        point = values(model, relaxed(statement).names)
        if point:
            checked += 1
            assert not holds(statement.goal, point), statement.title
            for text, hypothesis in statement.hypotheses().items():
                assert holds(hypothesis, point) == (text != statement.needs), statement.title
    assert checked >= 10


def values(model, names):
    """Rational values of the symbols in a printed model; nothing where one is irrational."""
    if "|" in model or "root" in model or "algebraic" in model:
        return None
    found = {}
    for name in names:
        text = re.search(rf"\({name} ((?:[^()]|\((?:[^()]|\([^()]*\))*\))+)\)", model)[1]
        digits = [Fraction(d) for d in re.findall(r"[\d.]+", text)]
        sign = -1 if "(- " in text else 1
        found[name] = sign * (digits[0] / digits[1] if len(digits) == 2 else digits[0])
    return found


def holds(relation, point):
    """The relation at a rational point, by SymPy."""
    known = {str(x): x for side in (relation.left, relation.right) for x in side.free_symbols}
    left, right = (in_survival(side) for side in (relation.left, relation.right))
    known |= {str(SURVIVAL): SURVIVAL, "rho11": sym.rho11}
    at = {known[n]: Rational(v.numerator, v.denominator) for n, v in point.items() if n in known}
    difference = (left - right).subs(sym.rho00, 1 - sym.rho11).subs(at)
    return bool(COMPARE[relation.sign](difference, 0))


@BOTH
@pytest.mark.parametrize("number", smt.claims())
def test_the_opposite_of_every_inequality_is_refused(solver, number):
    for statement in smt.about(number):
        sign = OPPOSITE.get(statement.goal.sign)
        if sign:
            goal = replace(statement.goal, sign=sign)
            objection = solver.objection(replace(statement, goal=goal))
            assert objection == f"{statement.title}: sat"


@BOTH
@pytest.mark.parametrize(
    "wrong",
    [
        E().subs(sym.alpha, sym.alpha**2),
        E().subs(sym.c, 2 * sym.c),
        E() + Rational(1, 10**9) * sym.c,
        E().subs({sym.rho00: sym.rho11, sym.rho11: sym.rho00}, simultaneous=True),
    ],
    ids=["alpha squared", "2c for c", "a small term", "populations swapped"],
)
def test_a_changed_formula_is_refused(solver, wrong):
    (right,) = (s for s in questions() if s.title == "E = its factors")
    changed = replace(right, goal=Atom(right.goal.left, "==", wrong))
    assert solver.objection(changed).endswith(": sat")


@BOTH
def test_an_undefined_value_is_refused(solver):
    assert solver.objection(on_unit((X - 1) / (X - 1) ** 2, "==", 1 / (X - 1))).endswith(": sat")
    assert solver.objection(on_unit(1 / (X + 1), ">")) == ""


@BOTH
def test_a_root_is_the_nonnegative_one(solver):
    assert solver.objection(on_unit(X**S.Half, ">=")) == ""
    assert solver.objection(on_unit((X**2 + X) ** S.Half, ">=", X)) == ""
    of_negative = solver.objection(on_unit((X - 1) ** S.Half, ">="))
    assert of_negative.endswith(": sat"), "a negative number has none"


@BOTH
def test_a_symbolic_power_is_not_given_more_than_it_has(solver):
    n = sym.n
    assert solver.objection(on_unit(X**n, "<=", X)) == ""
    assert solver.objection(on_unit(X ** (n + 1), "==", X * X**n)) == ""
    assert solver.objection(on_unit(X**n, "<=", X**2)).endswith(": sat")


def test_logarithms_are_not_algebraic():
    with pytest.raises(NotAlgebraicError):
        scripts(on_unit(log(1 + X), ">="))


def test_a_script_is_plain_smtlib():
    (script,) = scripts(on_unit(1 - X**2, ">="))
    assert script.text.splitlines() == [
        "(set-logic QF_NRA)",
        "(declare-const x Real)",
        "(assert (>= (+ x (* (- 1) 0)) 0))",
        "(assert (<= (+ x (- 1)) 0))",
        "(assert (< (+ (+ 1 (* (- 1) (* x x))) (* (- 1) 0)) 0))",
        "(check-sat)",
    ]


def test_an_engine_does_not_agree_with_nothing():
    with pytest.raises(ValueError, match="no algebraic statement"):
        smt.confirmations("38")


def test_a_missing_solver_is_missing_and_not_agreement(monkeypatch):
    absent = smt.Solver("absent", "no-such-package", smt.run_z3)
    monkeypatch.setattr(smt, "SOLVERS", (smt.SOLVERS[0], absent))
    word = smt.confirmations("A5")[-1]
    assert (word.result, word.version, word.install) == (Result.MISSING, None, smt.INSTALL)


def slow(_):
    sleep(5)
    return "unsat"


def broken(_):
    return 1 // 0


@pytest.mark.parametrize(("run", "why"), [(slow, "unknown"), (broken, "error")])
def test_a_solver_that_takes_too_long_or_fails_does_not_confirm(run, why, monkeypatch):
    monkeypatch.setattr(smt, "PATIENCE", 0.1)
    word = smt.answer(smt.Solver("wrong", "z3-solver", run), smt.about("A5"))
    assert word.result is Result.REFUSED
    assert why in word.detail


def test_dropping_what_is_not_assumed_is_an_error():
    with pytest.raises(KeyError):
        Question("A5", "E", Atom(E(), ">="), QUBIT & WINDOW).hypotheses("rho11 >= 7")
