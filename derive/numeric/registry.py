"""What a quantity is: a result as a numeric function, with equation, parameters and stable form.

A quantity that depends on the coherence comes in two variants, with c = abs(rho01) or with the
ratio r = c/sqrt(rho00 rho11) in [0, 1], which has no edge that rounding could cross.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from derive.numeric import stable
from derive.numeric.operations import BIN_TOTAL
from derive.numeric.program import Program, joined


@dataclass(frozen=True)
class Parameter:
    """An argument of a numeric function: its meaning and its closed range."""

    name: str
    meaning: str
    lower: float
    upper: float
    integer: bool = False
    vector: bool = False
    """Whether the last axis holds one value for each detector; their sum is bounded by `upper`."""
    coherence: bool = False
    """Whether the largest value is sqrt(rho11*(1 - rho11)) instead of `upper`."""
    words: str = ""
    """The range in words, where it is not as below."""

    def holds(self, value: float | Fraction) -> bool:
        """Whether one number is in the range; a coherence has no upper end of its own."""
        inside = self.lower <= value and (value <= self.upper or self.coherence)
        return inside and (not self.integer or value == int(value))

    @property
    def domain(self) -> str:
        """The range in words, e.g. ``0 <= rho11 <= 1``."""
        if self.words:
            return self.words
        if self.vector:
            return "p_i >= 0 with a sum <= 1, and <= 1 - exp(-Gamma_t) where that is given"
        if self.coherence:
            return "0 <= c <= sqrt(rho11*(1 - rho11))"
        if self.name == "order":
            return "1 < order <= 2"
        if self.integer:
            most = round(math.log2(self.upper))
            return f"{self.lower:g} <= {self.name} <= 2**{most}, a whole number"
        above = "" if self.upper == float("inf") else f" <= {self.upper:g}"
        return f"{self.lower:g} <= {self.name}{above}"


PAPER, BEYOND = "arXiv 2512.05713", "device:"
"""What the equations are of, but for those whose numbers begin so."""
MOST_TERMS = 2.0**20
"""The largest number of bins where a value costs a sum over them."""
LASER = (1e-60, 1e60)
"""The positive numbers between which no product or quotient in (38) and (39) leaves the floats."""
PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("rho11", "excited-state population", 0, 1),
        Parameter("c", "modulus of the coherence rho01", 0, 0.5, coherence=True),
        Parameter("r", "coherence ratio |rho01|/sqrt(rho00 rho11)", 0, 1),
        Parameter("Gamma_t", "decay rate times length of the window", 0, float("inf")),
        Parameter("a", "width of the voltage bin in V", *LASER),
        Parameter("P", "output power of the laser in W", *LASER),
        Parameter("A_gain", "squared gain A, power to voltage, in V^2/W^2", *LASER),
        Parameter("tau_c", "coherence time in s, 1/D_phi", *LASER),
        Parameter("tau", "delay of the interferometer in s", *LASER),
        Parameter("n", "number of time bins", 1, 2.0**50, integer=True),
        Parameter("eta", "efficiency of the detector", 0, 1),
        Parameter("d", "probability of a dark count in a bin", 0, 1),
        Parameter("order", "order of the Renyi entropy", 1 + 2.0**-52, 2),
        Parameter("p", "click probabilities of the detectors", 0, 1, vector=True),
    )
}


LEAST, LEAST_ERROR = 1e-280, 1e-290
"""From where on results have the stated accuracy, and the largest error of smaller ones.

Gamma_t/n, a click probability or a product may be subnormal there, with fewer digits.
"""


@dataclass(frozen=True)
class Condition:
    """What holds of several parameters together: the result of a program is >= 0."""

    words: str
    program: Program


Claims = Mapping[str, str]
"""For each of some parameters the number of the claim that says so."""


@dataclass(frozen=True)
class Quantity:
    """A result as a numeric function; the last part of its stable form gives `result`."""

    name: str
    equation: str
    part: str
    title: str
    parameters: tuple[str, ...]
    form: tuple[Program, ...]
    accuracy: str
    entropy: bool = True
    bound: bool = True
    """Whether the value counts bits that may be extracted, so that a lower bound is wanted."""
    nonnegative: bool = True
    """Whether the value is known to be >= 0, as bits are."""
    assumes: tuple[str, ...] = ()
    """Under which the bits are bits: who Eve is, how many shots, which detector."""
    conditions: tuple[Condition, ...] = ()
    """What holds on the domain besides the ranges of the parameters."""
    rises: Claims = field(default_factory=dict, hash=False)
    falls: Claims = field(default_factory=dict, hash=False)
    """Parameters of which more never gives fewer, or more, bits."""
    has_ends: Claims = field(default_factory=dict, hash=False)
    """Parameters between two values of which bits are never below those at both."""

    @property
    def floor(self) -> float:
        """What no value is below, whatever the parameters are."""
        return 0.0 if self.nonnegative else -math.inf

    @property
    def has_lower(self) -> bool:
        """Whether there is a lower bound."""
        return self.bound and self.entropy

    @property
    def cited(self) -> str:
        """Where it comes from: the paper, or for a device this package."""
        origin = "sponte, beyond the paper" if self.equation.startswith(BEYOND) else PAPER
        return f"Eq. ({self.equation}) of {origin}"

    @property
    def small(self) -> tuple[str, ...]:
        """What is said of results that are nearly zero."""
        within = f"within {LEAST_ERROR:g} of the true value"
        return (f"Results of less than {LEAST:g} in size are {within}.",)

    def parameter(self, name: str) -> Parameter:
        """A parameter of this name, with its range."""
        return PARAMETERS[name]

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations that the functions use."""
        return frozenset().union(*(variant.program.operations for variant in self.variants))

    @property
    def unit(self) -> str:
        """Bits, unless the quantity is a probability."""
        return "bit" if self.entropy else "1"

    @cached_property
    def variants(self) -> tuple["Variant", ...]:
        """The functions of this quantity: one, or two where a coherence enters."""
        if "c" not in self.parameters:
            return (self._variant(self.name, "c"),)
        return (self._variant(self.name, "c"), self._variant(f"{self.name}_ratio", "r"))

    def variant(self, coherence: str = "c") -> "Variant":
        """The function in terms of ``c`` or of ``r``."""
        return self.variants[coherence == "r" and "c" in self.parameters]

    def _variant(self, name: str, coherence: str) -> "Variant":
        parameters = tuple(coherence if p == "c" else p for p in self.parameters)
        inputs = (*parameters, *(["unit"] if self.entropy else []))
        code = joined(inputs, (*_start(parameters), *self.form), ["result"])
        return Variant(name, self, parameters, code)


def _start(parameters: tuple[str, ...]) -> tuple[Program, ...]:
    """The steps from the parameters to what the stable forms start from."""
    if "rho11" not in parameters:
        return ()
    time = stable.bins if "n" in parameters else stable.window
    if "r" in parameters:
        return stable.atom, stable.from_ratio, time
    if "c" in parameters:
        return stable.atom, stable.from_coherence, time
    return stable.atom, time


@dataclass(frozen=True)
class Variant:
    """One numeric function: its name, its arguments in order, and its program."""

    name: str
    quantity: Quantity
    parameters: tuple[str, ...]
    program: Program
    short: Program | None = None
    """The derived equation itself, for balls, which know how many digits that loses."""

    @cached_property
    def vectors(self) -> tuple[str, ...]:
        """The parameters that have one value for each detector."""
        return tuple(p.name for p in self.domain if p.vector)

    @cached_property
    def domain(self) -> tuple[Parameter, ...]:
        """The parameters in order, with their ranges."""
        return tuple(map(self.parameter, self.parameters))

    def parameter(self, name: str) -> Parameter:
        """A parameter with its range here: a sum over the bins has at most 2**20 terms."""
        known = self.quantity.parameter(name)
        return replace(known, upper=MOST_TERMS) if self.sums_bins and name == "n" else known

    @cached_property
    def sums_bins(self) -> bool:
        """Whether a value costs a sum over all bins."""
        return BIN_TOTAL in self.program.operations

    @property
    def inputs(self) -> tuple[str, ...]:
        """The program's inputs: the parameters, and `unit` (bits or nats) for an entropy."""
        return self.program.inputs


UNITS = {"bits": 1.4426950408889634, "nats": 1.0}
"""What one nat is in the unit, to double precision."""
