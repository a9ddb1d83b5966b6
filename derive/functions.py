"""The functions that formulas are made of and SymPy lacks: ``log2``, ``eta`` and ``Phi``.

They are SymPy functions, so that ``-mu log mu`` stays one object that knows its limit at 0, its
derivative and how it prints.
"""

from typing import Any

from mpmath import mp
from sympy import Expr, Float, Function, Integer, S, erf, exp, log, pi, sqrt


def _bits(argument: Expr, precision: int) -> Expr:
    """log2 in floats; SymPy 1.14 rounds an argument next to 1 to 1, and says nothing."""
    away = (argument - 1)._evalf(precision)
    if not away.is_Float or abs(away) > 0.5:
        return (log(argument) / log(2))._evalf(precision)
    with mp.workprec(precision):
        bits = mp.log1p(away._to_mpmath(precision)) / mp.ln2
        return Float._new(bits._mpf_, precision)


class Called(Function):
    """A function without a rule that has a name with an index, as the amplitude c_k(t)."""

    @property
    def called(self) -> str:
        """The name with which it is typed and printed."""
        raise NotImplementedError


class log2(Function):  # noqa: N801 - the name that a formula uses
    """Logarithm to base 2, in bits; defined for positive arguments.

    >>> log2(8), log2(S.Half)
    (3, -1)
    """

    nargs = 1

    @classmethod
    def eval(cls, arg: Expr) -> Expr | None:
        """Whole powers of two are evaluated, nothing else."""
        if arg.is_Rational and arg.is_positive:
            exponent = int(max(arg.p, arg.q)).bit_length() - 1
            if arg in (Integer(2) ** exponent, Integer(2) ** -exponent):
                return Integer(exponent if arg.p > 1 else -exponent)
        return None

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002
        """1 / (x ln 2)."""
        return 1 / (self.args[0] * log(2))

    def _eval_rewrite_as_log(self, arg: Expr, **_: Any) -> Expr:
        return log(arg) / log(2)

    def _eval_evalf(self, prec: int) -> Expr:
        return _bits(self.args[0], prec)


class eta(Function):  # noqa: N801 - the field's letter for it
    """The term -x log2 x of an entropy, in bits; eta(0) = eta(1) = 0.

    >>> from sympy.abc import x
    >>> eta(0), eta(1), eta(S.Half), eta(x).rewrite(log)
    (0, 0, 1/2, -x*log(x)/log(2))
    """

    nargs = 1

    @classmethod
    def eval(cls, arg: Expr) -> Expr | None:
        """The limits at 0 and 1, and the exact value where the logarithm is a whole number."""
        if arg in (S.Zero, S.One):
            return S.Zero
        value = log2(arg)
        return -arg * value if value.is_Rational else None

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002
        """-log2 x - 1/ln 2."""
        return -log2(self.args[0]) - 1 / log(2)

    def _eval_rewrite_as_log2(self, arg: Expr, **_: Any) -> Expr:
        return -arg * log2(arg)

    def _eval_rewrite_as_log(self, arg: Expr, **_: Any) -> Expr:
        return -arg * log(arg) / log(2)

    def _eval_evalf(self, prec: int) -> Expr:
        # By its name alone SymPy would take mpmath's eta, which is Dedekind's.
        argument = self.args[0]
        return (-argument)._evalf(prec) * _bits(argument, prec)


class Phi(Function):
    """Cumulative distribution function of the standard Gaussian.

    >>> from sympy.abc import x
    >>> Phi(0), Phi(-x), Phi(x).diff(x), Phi(x).rewrite(erf)
    (1/2, 1 - Phi(x), sqrt(2)*exp(-x**2/2)/(2*sqrt(pi)), erf(sqrt(2)*x/2)/2 + 1/2)
    """

    nargs = 1

    @classmethod
    def eval(cls, arg: Expr) -> Expr | None:
        """Phi(-x) = 1 - Phi(x), and the values at 0 and infinity."""
        if arg in (S.Zero, S.Infinity):
            return S.One if arg else S.Half
        return 1 - cls(-arg) if arg.could_extract_minus_sign() else None

    def fdiff(self, _argindex: int = 1) -> Expr:
        """The Gaussian density exp(-x^2/2)/sqrt(2 pi)."""
        return exp(-(self.args[0] ** 2) / 2) / sqrt(2 * pi)

    def _eval_rewrite_as_erf(self, arg: Expr, **_: Any) -> Expr:
        return (1 + erf(arg / sqrt(2))) / 2

    def _eval_evalf(self, prec: int) -> Expr:
        return self.rewrite(erf)._eval_evalf(prec)
