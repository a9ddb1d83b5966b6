"""Every symbol of the paper, once: meaning, unit, domain, LaTeX and ASCII name.

Symbols carry no sign assumption stronger than their closed domain, because SymPy would
otherwise drop the edges of the domain (rho11 = 0, c = 0, t = 0) without a word.
"""

import re
import sys
from dataclasses import dataclass
from typing import Any

from sympy import (
    Expr,
    Float,
    IndexedBase,
    Integer,
    Rational,
    Symbol,
    SympifyError,
    exp,
    oo,
    sympify,
)

from derive.errors import FormulaError, SchemeError


@dataclass(frozen=True)
class SymbolEntry:
    """What a symbol of the paper means: its unit, the values it may take, how it is printed."""

    name: str
    latex: str
    meaning: str
    unit: str
    domain: str
    symbol: Symbol


def expression(value: object) -> Expr:
    """A number or an expression of a program in SymPy's words.

    :raises FormulaError: for anything else; a text above all, which SymPy would run.
    """
    try:
        found = sympify(value, strict=True)
    except SympifyError:
        found = None
    if not isinstance(found, Expr):
        raise FormulaError(f"{value!r} is no number, and no expression of SymPy")
    return found


class LatexSymbol(Symbol):
    r"""A symbol that prints as its name, which is LaTeX: ``S(\rho_{A})`` for an earlier row."""


TABLE: dict[str, SymbolEntry] = {}
FAMILIES: dict[str, str] = {}
"""How a member of a family prints; its index stands for the percent sign."""


def _define(
    name: str, latex: str, meaning: str, unit: str, domain: str, **assumptions: bool
) -> Symbol:
    symbol = Symbol(name, **assumptions)
    TABLE[name] = SymbolEntry(name, latex, meaning, unit, domain, symbol)
    return symbol


def _family(name: str, latex: str, **assumptions: bool) -> IndexedBase:
    FAMILIES[name] = latex
    return IndexedBase(name, **assumptions)


# Atomic state, Sec. II: basis order 0 = ground, 1 = excited.
rho00 = _define("rho00", r"\rho_{00}", "ground-state population", "1", "[0, 1]", nonnegative=True)
rho11 = _define("rho11", r"\rho_{11}", "excited-state population", "1", "[0, 1]", nonnegative=True)
rho01 = _define(
    "rho01", r"\rho_{01}", "coherence <0|rho_A|1>", "1", "|rho01| <= c_max", complex=True
)
rho10 = _define("rho10", r"\rho_{10}", "coherence <1|rho_A|0>", "1", "conj(rho01)", complex=True)
c = _define(
    "c", r"|\rho_{01}|", "modulus of the coherence", "1", "[0, sqrt(rho00 rho11)]", nonnegative=True
)

# Emission, Sec. II.A. Frequencies are angular.
Gamma = _define("Gamma", r"\Gamma", "spontaneous decay rate", "1/s", "(0, oo)", positive=True)
t = _define("t", "t", "length of the detection window", "s", "[0, oo)", nonnegative=True)
t0 = _define(
    "t0", "t_0", "time of earlier emission, before the window", "s", "[0, oo)", nonnegative=True
)
T = _define("T", "T", "end of the detection window in Eq. (29)", "s", "[0, oo)", nonnegative=True)
omega = _define(
    "omega", r"\omega", "atomic transition frequency", "rad/s", "(0, oo)", positive=True
)
nu_k = _define("nu_k", r"\nu_{k}", "frequency of mode k", "rad/s", "[0, oo)", nonnegative=True)
g_k = _define("g_k", r"g_{\mathbf{k}}", "coupling of mode k", "rad/s", "real", real=True)
k_dot_r0 = _define(
    "k_dot_r0",
    r"\mathbf{k}\cdot\mathbf{r}_0",
    "phase of mode k at the atom",
    "rad",
    "real",
    real=True,
)
theta = _define("theta", r"\theta", "phase of the collective mode", "rad", "real", real=True)

g = _define("g", "g", "coupling of the modes near resonance", "rad/s", "real", real=True)
D = _define(
    "D", "D", "flat density of modes in angular frequency", "s/rad", "(0, oo)", positive=True
)
q = _define(
    "q", "q", "number of a mode of Alice's field", "1", "integers >= 1", integer=True, positive=True
)
beta_omega = _define(
    "beta_omega",
    r"\beta\hbar\omega",
    "transition energy over k_B times the temperature",
    "1",
    "[0, oo)",
    nonnegative=True,
)

# Intrinsic randomness, Sec. II.B: a state of dimension d, a rank-one PVM with outcomes 1..d.
d = _define(
    "d", "d", "dimension of Alice's system", "1", "integers >= 1", integer=True, positive=True
)
j = _define(
    "j",
    "j",
    "number of an eigenvector of the state",
    "1",
    "integers 1..d",
    integer=True,
    positive=True,
)
eigenvalue = _family("lambda", r"\lambda_{%s}", nonnegative=True)
"""Eigenvalue lambda_j of the state."""
overlap = _family("u", "u_{%s}", complex=True)
"""Overlap u_ij of outcome vector i of the PVM with eigenvector j of the state."""

# Temporal modes, Sec. IV.B.
n = _define("n", "n", "number of time bins", "1", "integers >= 1", integer=True, positive=True)
k = _define("k", "k", "number of a time bin", "1", "integers 1..n", integer=True, positive=True)

# A detector with losses and dark counts, beyond the paper.
eta_d = _define(
    "eta_d", r"\eta_{\mathrm{d}}", "efficiency of the detector", "1", "[0, 1]", nonnegative=True
)
eta_1 = _define("eta_1", r"\eta_{1}", "an efficiency", "1", "[0, 1]", nonnegative=True)
eta_2 = _define(
    "eta_2", r"\eta_{2}", "an efficiency that is not smaller", "1", "[eta_1, 1]", nonnegative=True
)
d_c = _define(
    "d_c",
    r"d_{\mathrm{c}}",
    "probability of a dark count in a bin",
    "1",
    "[0, 1]",
    nonnegative=True,
)

nu = _define("nu", r"\nu", "order of a Renyi entropy", "1", "(1, 2]", positive=True)

# Spatial modes, Sec. IV.C.
m = _define("m", "m", "number of detectors", "1", "integers >= 1", integer=True, positive=True)
i = _define("i", "i", "number of a detector", "1", "integers 1..m", integer=True, positive=True)
click = _family("p", "p_{%s}", nonnegative=True)
"""Click probability p_i of detector i, an indexed symbol; see :mod:`derive.emission.spatial`."""
mode_weight = _family("w", "|c_{%s}|^2", nonnegative=True)
"""|c_i|^2, the weight of the modes that detector i collects, given that the atom was excited."""
MEMBERS = {eigenvalue: d, click: m, mode_weight: m}
"""How many members a family has, numbered from 1, where a domain does not say it."""
first = _family("first", "first_{%s}", integer=True)
last = _family("last", "last_{%s}", integer=True)
"""Detector i collects the modes first_i..last_i: a partition with its modes numbered in order."""

# Phase fluctuation, Sec. IV.D.
G = _define(
    "G", "G", "coupling angle of cavity and bath, G^2 = int g^2 d omega", "rad", "real", real=True
)
sigma = _define(
    "sigma", r"\sigma", "standard deviation of one phase kick", "rad", "(0, oo)", positive=True
)
kick_rate = _define("r", "r", "rate of the phase kicks", "1/s", "(0, oo)", positive=True)
dphi = _define("dphi", r"\delta\phi", "phase increment", "rad", "real", real=True)
phi = _define("phi", r"\phi_m", "phase of the field in interval m", "rad", "real", real=True)
n_ket = _define(
    "n_ket",
    "n",
    "photon number on the left of a matrix element",
    "1",
    "integers >= 0",
    integer=True,
    nonnegative=True,
)
n_bra = _define(
    "n_bra",
    "n'",
    "photon number on the right of a matrix element",
    "1",
    "integers >= 0",
    integer=True,
    nonnegative=True,
)
cavity = _define(
    "alpha_L", r"\alpha", "amplitude of the cavity field", "1", "complex", complex=True
)
tau = _define("tau", r"\tau", "delay of the interferometer", "s", "(0, oo)", positive=True)
tau_c = _define("tau_c", r"\tau_c", "coherence time of the laser", "s", "(0, oo)", positive=True)
D_phi = _define("D_phi", r"D_\phi", "phase diffusion constant", "1/s", "(0, oo)", positive=True)
P = _define("P", "P", "output power of the laser", "W", "(0, oo)", positive=True)
A_gain = _define(
    "A_gain", "A", "squared conversion gain, power to voltage", "V^2/W^2", "(0, oo)", positive=True
)
bin_width = _define("a_V", "a", "width of the voltage bin", "V", "(0, oo)", positive=True)
voltage_spread = _define(
    "sigma_V", r"\sigma_V", "standard deviation of the voltage", "V", "(0, oo)", positive=True
)
v = _define(
    "v", "v", "distance of a voltage bin's centre from the mean voltage", "V", "real", real=True
)
lambda_ = _define(
    "lambda_",
    r"\lambda",
    "half bin width over the voltage spread per root time",
    "s^0.5",
    "(0, oo)",
    positive=True,
)

phase = _define("phase", r"\varphi", "phase of the coherence rho01", "rad", "real", real=True)

# Appendix A.
s = _define("s", "s", "integration variable of Eq. (A2)", "1", "[0, 1]", nonnegative=True)
x = _define(
    "x", "x", "argument of Eq. (A2) and of the geometric sum", "1", "(0, 1)", nonnegative=True
)
Delta = _define("Delta", r"\Delta", "gap of the spectrum of rho_A", "1", "[0, 1]", nonnegative=True)
Delta_prime = _define(
    "Delta_prime",
    r"\Delta'",
    "gap of the no-photon block's spectrum",
    "1",
    "[0, F]",
    nonnegative=True,
)
F = _define("F", "F", "probability of no photon, mu_1 + mu_2", "1", "[0, 1]", nonnegative=True)
pop_difference = _define("a", "a", "rho11 - rho00", "1", "[-1, 1]", real=True)
p_bin = _define(
    "p", "p", "probability to decay within one time bin", "1", "(0, 1)", nonnegative=True
)


def decay(time: Expr, bins: Expr | int = 1) -> Expr:
    """Probability exp(-Gamma time/bins) that an excited atom has not decayed after one bin.

    >>> decay(t), decay(t, n)
    (exp(-Gamma*t), exp(-Gamma*t/n))
    """
    return exp(-Gamma * time / bins)


alpha = decay(t)
"""exp(-Gamma t), the probability not to decay within the window; an expression, not a symbol."""

# Many atoms in one window, end of Sec. IV.B.
N_atoms = _define(
    "N_atoms", "N", "number of independent atoms", "1", "integers >= 1", integer=True, positive=True
)
p_click = _define(
    "p_click",
    r"p_{\mathrm{click}}",
    "click probability of one atom",
    "1",
    "[0, 1]",
    nonnegative=True,
)
mean_clicks = _define(
    "mean_clicks",
    r"\bar{n}",
    "mean number of clicks of all atoms",
    "1",
    "[0, oo)",
    nonnegative=True,
)


# Symbols of a file from outside.


class Defined(Symbol):
    """A symbol of somebody's own file: it carries its closed range and the way it prints.

    Two of one name with different ranges or LaTeX are two symbols, so that files do not meet.
    """

    __slots__ = ("quantity", "range")
    range: tuple[Expr, Expr]
    quantity: SymbolEntry

    def __new__(  # noqa: D102 - the class says what it makes
        cls, name: str, latex: str, meaning: str, lower: Expr, upper: Expr, **assumptions: bool
    ) -> "Defined":
        own = Symbol.__xnew__(cls, name, **assumptions)
        own.range = (lower, upper)
        text = f"[{lower}, {upper}]" + (", integer" if own.is_integer else "")
        own.quantity = SymbolEntry(name, latex, meaning, "1", text, own)
        return own

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, bool]]:
        about = self.quantity
        return (self.name, about.latex, about.meaning, *self.range), self._assumptions_orig

    def __getstate__(self) -> None:
        return None

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), *self.range, self.quantity.latex)

    def _latex(self, _printer: Any) -> str:
        return self.quantity.latex


def define(  # noqa: PLR0913, PLR0917 - a keyword for each thing that a symbol carries
    name: str,
    latex: str,
    meaning: str,
    lower: Expr | int | str | None = None,
    upper: Expr | int | str | None = None,
    integer: bool = False,
) -> Symbol:
    """A symbol of the calling file, with its closed range; without bounds it is any real number.

    :raises SchemeError: for a name that cannot be typed in a formula, for a range that is rounded,
        empty or of no real numbers, and where the file, or this module, has the name already with
        another range.

    >>> define("eta_d", r"\\eta_{\\mathrm{d}}", "efficiency of the detector", 0, 1).is_nonnegative
    True
    """
    low, high = _bound(name, lower, -oo), _bound(name, upper, oo)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise SchemeError(f"{name!r} is no name that a formula can use: letters, digits and _")
    if not low <= high:
        raise SchemeError(f"{name}: the range [{low}, {high}] is empty")
    if name in TABLE:
        return _built_in(TABLE[name], low, high, integer)
    new = Defined(name, latex, meaning, low, high, **_assumed(low, high, integer))
    own = sys._getframe(1).f_globals.setdefault("__symbols__", {})
    return _same(own.setdefault(name, new), new)


def _bound(name: str, value: Expr | int | str | None, absent: Expr) -> Expr:
    """An end of a range as an exact number."""
    bound = absent if value is None else _exact(value)
    if bound is None or bound.has(Float) or not bound.is_extended_real or bound.free_symbols:
        raise SchemeError(f"{name}: the end {value} of its range is no exact real number")
    return bound


def _exact(value: Expr | int | str) -> Expr | None:
    """An expression, or the number that a text is."""
    try:
        return Rational(value) if isinstance(value, str) else expression(value)
    except (FormulaError, TypeError, ValueError):
        return None


def _assumed(low: Expr, high: Expr, integer: bool) -> dict[str, bool]:
    """What a closed range says of the sign; only what is true on all of it."""
    signs = {"positive": low > 0, "nonnegative": low >= 0, "nonpositive": high <= 0}
    known = next(({sign: True} for sign, holds in signs.items() if holds), {})
    return {"real": True, **known, **({"integer": True} if integer else {})}


def _same(known: Defined, new: Defined) -> Defined:
    if (known.range, known.is_integer) != (new.range, new.is_integer):
        ranges = f"{known.quantity.domain} and {new.quantity.domain}"
        raise SchemeError(f"{new.name} is defined twice with different ranges: {ranges}")
    return known


def _built_in(known: SymbolEntry, low: Expr, high: Expr, integer: bool) -> Symbol:
    """A name that is there already, if the range is the one that it has."""
    given = (low, high, False, False, integer)
    if (*(ends(known.symbol) or ()), bool(known.symbol.is_integer)) != given:
        raise SchemeError(
            f"{known.name} is {known.meaning} here, on {known.domain}: take another name"
        )
    return known.symbol


def ends(symbol: Symbol) -> tuple[Expr, Expr, bool, bool] | None:
    """The constant range of a symbol: both ends, and whether each is left out; None if it has none.

    >>> ends(Gamma), ends(n), ends(c)
    ((0, oo, True, False), (1, oo, False, False), None)
    """
    if isinstance(symbol, Defined):
        return (*symbol.range, False, False)
    quantity = TABLE.get(symbol.name)
    if quantity is None or quantity.symbol != symbol:
        return None
    return _read_ends(quantity.domain)


def _read_ends(domain: str) -> tuple[Expr, Expr, bool, bool] | None:
    """The ends that the words of a table say."""
    if domain == "real":
        return (-oo, oo, False, False)
    if found := re.fullmatch(r"integers >= (\d+)", domain):
        return (Integer(found[1]), oo, False, False)
    found = re.fullmatch(r"([\[(])(-?\d+), (\d+|oo)([\])])", domain)
    if not found:
        return None
    low, high = Integer(found[2]), oo if found[3] == "oo" else Integer(found[3])
    return (low, high, found[1] == "(", found[4] == ")" and high != oo)
