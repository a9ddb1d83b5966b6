"""The copy for SymPy: read by SymPy alone, every derived part has its value."""

import pytest
import sympy
from sympy import (
    Add,
    Float,
    Function,
    Indexed,
    Integral,
    MatrixBase,
    Range,
    Rational,
    S,
    Sum,
    Symbol,
    cos,
    sympify,
)

from derive.emission.emission import photon_amplitude
from derive.equations import lookup, numbers
from derive.functions import Phi, eta, log2
from derive.text.for_sympy import for_sympy

PARTS = [(number, part) for number in numbers() for part in lookup(number).parts]
WHOLE = {"n": 3, "k": 2, "m": 3, "i": 2, "d": 2, "j": 1, "N_atoms": 4, "n_ket": 2, "n_bra": 5}
SMALL = {"c": Rational(1, 10), "a": Rational(1, 3), "s": Rational(2, 3), "x": Rational(3, 5)}
"""Values that keep roots and logarithms in their range; others follow from their names."""


def value_of(name):
    """A number for a symbol, which depends on its name alone."""
    if name in WHOLE:
        return S(WHOLE[name])
    if name.startswith("rho") or name in ("p", "p_click"):
        return Rational({"rho00": 7, "rho11": 3}.get(name, 2), 10)
    return SMALL.get(name, Rational(sum(map(ord, name)) % 89 + 11, 100))


def valued(expression):
    """The number that an expression is where every symbol, member and function has its value."""
    known = unrolled(expression)
    known = known.xreplace({x: Rational(int(x.indices[0]), 7) for x in known.atoms(Indexed)})
    known = known.replace(_is_amplitude, lambda x: cos(x.args[-1]))
    known = known.xreplace({s: value_of(s.name) for s in known.free_symbols})
    return known.replace(_is_integral, lambda x: x.func(x.function.evalf(40), *x.limits)).evalf(30)


def _is_integral(node):
    return isinstance(node, Integral)  # its constants are computed once, not at each of its points


def _is_amplitude(node):
    return isinstance(node, photon_amplitude) or str(node.func) in ("c_k", "c_q")


def unrolled(expression):
    """Sums written out, with numbers for all indices."""
    whole = {s: S(WHOLE[s.name]) for s in expression.free_symbols if s.name in WHOLE}
    return written_out(expression.xreplace(whole))


def written_out(node):
    """Sums of known length term by term, the outermost index first."""
    if not node.has(Sum):
        return node
    if not isinstance(node, Sum):
        return node.func(*map(written_out, node.args))
    *others, (index, first, last) = node.limits
    inner = Sum(node.function, *others) if others else node.function
    return Add(*(written_out(inner.xreplace({index: k})) for k in Range(first, last + 1)))


def entries(value):
    return list(value) if isinstance(value, MatrixBase) else [value]


@pytest.mark.parametrize(("number", "part"), PARTS, ids=str)
def test_sympy_reads_the_copy_as_the_same_value(number, part):
    derived = lookup(number).part(part)
    copied = sympify(for_sympy(derived))
    assert not copied.has(eta, log2, Phi, Float)
    if number == "41":
        assert copied == derived
        return
    for own, other in zip(entries(derived), entries(copied), strict=True):
        first, second = valued(own), valued(other)
        assert abs(first - second) < 1e-20 * (1 + abs(first))


@pytest.mark.parametrize(("number", "part"), PARTS, ids=str)
def test_pasted_into_a_session_the_copy_is_what_sympify_reads(number, part):
    text = for_sympy(lookup(number).part(part))
    symbols = {s.name: s for s in sympify(text).atoms(Symbol) if not hasattr(sympy, s.name)}
    functions = {name: Function(name) for name in ("c_k", "c_q")}
    pasted = eval(text, {**vars(sympy), **symbols, **functions})
    assert sympify(pasted) == sympify(text)


def test_a_name_of_sympys_is_quoted():
    assert for_sympy(Symbol("beta") + Symbol("x")) == "Symbol('beta') + x"
