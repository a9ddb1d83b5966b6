"""Answers do not depend on the state of other libraries, and leave it as it was."""

import ast
import ctypes
import ctypes.util
import gc
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import mpmath
import numpy as np
import pytest
from flint import ctx

from derive import equation
from derive.numeric import syntax
from proofs import check, verify
from proofs.equality.compare import compare_text
from proofs.kernel import reader
from proofs.paper.names import names_at
from proofs.statements.hypotheses import Setting

ASKED = (
    ("17", "-S_rho + eta(mu_1) + eta(mu_2) + eta(rho11 - alpha*rho11)", "equal"),
    ("19", "rho11*h(alpha)*Integral(2*s/(1+s**2), (s, 0, 1))/ln(2)", "equal"),
    ("19", "rho11*h(alpha) + (abs(rho11 - 0.95) + rho11 - 0.95)/10**9", "different"),
    ("14:E_1", "[[0, 0], [0, 1 - alpha**2]]", "different"),
)
CLAIMS = ("34", "36", "text:bin-probability")
UPWARD = 0x800
"""FE_UPWARD of glibc on x86-64."""


def answers():
    """What is said of some formulas and claims, in a process of its own and in this one."""
    found = [check(number, formula).status.value for number, formula, _ in ASKED]
    found += [here(number, formula).status.value for number, formula, _ in ASKED]
    return [*found, *(verify(number).status.value for number in CLAIMS)]


def here(number, formula):
    """The comparison without the process that limits it."""
    own, _, part = number.partition(":")
    derived = equation(own)
    setting = Setting(names_at(own, derived.domain), derived.domain)
    return compare_text(formula, derived.part(part), setting)


@pytest.fixture(scope="module")
def usual():
    found = answers()
    assert found[: len(ASKED)] == [expected for *_, expected in ASKED]
    return found


@contextmanager
def rounding_upward():
    library = ctypes.CDLL(ctypes.util.find_library("m"))
    before = library.fegetround()
    assert library.fesetround(UPWARD) == 0
    try:
        yield
        assert library.fegetround() == UPWARD
    finally:
        library.fesetround(before)


@contextmanager
def few_digits():
    with mpmath.workprec(7):
        yield
        assert mpmath.mp.prec == 7


@contextmanager
def few_bits():
    before, ctx.prec = ctx.prec, 13
    try:
        yield
        assert ctx.prec == 13
    finally:
        ctx.prec = before


@contextmanager
def strict_numpy():
    with np.errstate(all="raise"):
        yield
        assert set(np.geterr().values()) == {"raise"}


@contextmanager
def warnings_as_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize(
    "world", [rounding_upward, few_digits, few_bits, strict_numpy, warnings_as_errors]
)
def test_answers_are_the_same(world, usual):
    with world():
        found = answers()
    assert found == usual


def test_answers_from_threads_are_the_same(usual):
    before = ctx.prec, mpmath.mp.prec, np.geterr()
    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(lambda asked: here(*asked[:2]).status.value, ASKED * 3)]
    assert found == usual[: len(ASKED)] * 3
    assert (ctx.prec, mpmath.mp.prec, np.geterr()) == before


class ParsingCollector:
    """Parses whenever garbage is collected, which is often."""

    def __enter__(self):
        self.usual = gc.get_threshold()
        gc.callbacks.append(self)
        gc.set_threshold(20)

    def __call__(self, *_):
        nested(30)

    def __exit__(self, *_):
        gc.set_threshold(*self.usual)
        gc.callbacks.remove(self)


def nested(depth):
    return nested(depth - 1) if depth else ast.parse("a + b")


@pytest.mark.parametrize("tree_of", [reader.syntax_tree, syntax.syntax_tree])
def test_a_formula_is_parsed_while_somebody_parses_in_a_collection(tree_of):
    formula = " + ".join(f"f{i}(x*({i} + y))" for i in range(200))
    usual = ast.dump(tree_of(formula))
    with ParsingCollector():
        if sys.version_info < (3, 12):
            with pytest.raises(SystemError, match="depth mismatch"):
                ast.parse(formula)
        for collects in (True, False):
            (gc.enable if collects else gc.disable)()
            found = tree_of(formula)
            assert gc.isenabled() == collects
            gc.enable()
            assert ast.dump(found) == usual
