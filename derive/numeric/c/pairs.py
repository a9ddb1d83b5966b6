"""Pairs of doubles in C: the programs of :mod:`derive.numeric.double_double` printed."""

from collections.abc import Mapping

from derive.numeric.double_double import BASIC, CONSTANTS, INVERSE_LN2, Operation, functions
from derive.numeric.language import Language, body
from derive.numeric.program import Program, names

FLOATS = Language(
    name="c",
    comment="//",
    step="const double {name} = {value};",
    calls={
        "fma": "fma({0}, {1}, {2})",
        "sqrt": "sqrt({0})",
        "positive": "larger({0}, 2.2250738585072014e-308)",
        "abs": "fabs({0})",
        "pick": "({0} ? {1} : {2})",
    },
    number=lambda constant: repr(float(constant)),
)
PAIRS = Language(
    name="c",
    comment="//",
    step="const pair {name} = {value};",
    calls={
        "sub": "pair_add({0}, pair_neg({1}))",
        "neg": "pair_neg({0})",
        "pick": "({0} ? {1} : {2})",
        "abs": "pair_max({0}, pair_neg({0}))",
        "max": "pair_max({0}, {1})",
        "nearest": f"pair_of(rint(({{0}}).hi*{INVERSE_LN2!r}))",
        "scaled": "pair_scaled({0}, {1})",
        "leading_log": "pair_of(log(({0}).hi))",
        **{name: f"pair_{name}({{0}}, {{1}})" for name in ("add", "mul", "div")},
        **{
            name: f"pair_{name}({{0}})"
            for name in ("sqrt", "exp", "log", "positive", "exp_tail", "log_tail")
        },
    },
    number=lambda constant: f"pair_of({float(constant)!r})",
    condition="pair_ge({0}, {1})",
)
HELPERS = """\
// Pairs of doubles, hi + lo, good to 2**-80.
typedef struct { double hi, lo; } pair;

INLINE pair pair_of(double hi) { pair a = {hi, 0.0}; return a; }

INLINE pair pair_neg(pair a) { pair b = {-a.hi, -a.lo}; return b; }

INLINE int pair_ge(pair a, pair b) { return a.hi > b.hi || (a.hi == b.hi && a.lo >= b.lo); }

INLINE pair pair_max(pair a, pair b) { return pair_ge(a, b) ? a : b; }

INLINE pair pair_pick(pair test, pair a, pair b) { return pair_ge(test, pair_of(0.0)) ? a : b; }

INLINE pair pair_positive(pair a) {
  return a.hi == 0.0 ? pair_of(1.0) : pair_max(a, pair_of(2.2250738585072014e-308));
}

INLINE pair pair_scaled(pair a, pair k) {
  pair b = {ldexp(a.hi, (int)k.hi), ldexp(a.lo, (int)k.hi)};
  return b;
}
"""


def text() -> str:
    """Everything that steps over pairs call."""
    known = functions()
    return "\n".join([HELPERS, *map(_basic, BASIC), *map(function, known, known.values())])


def given(steps: Program, texts: Mapping[str, str]) -> str:
    """The lines that name those doubles that the steps use."""
    used = {used for step in steps.steps for used in names(step.value)}
    return "".join(f"  const double {n} = {text};\n" for n, text in texts.items() if n in used)


def _basic(name: str) -> str:
    operation = BASIC[name]
    arguments = ", ".join(f"pair {argument}" for argument in operation.arguments)
    halves = {f"{a}_{half}": f"{a}.{half}" for a in operation.arguments for half in ("hi", "lo")}
    steps = given(operation.steps, halves) + body(operation.steps, FLOATS, " " * 2)
    end = "  pair result = {hi, lo};\n  return result;\n"
    return f"static pair pair_{name}({arguments}) {{\n{steps}\n{end}}}\n"


def function(name: str, operation: Operation) -> str:
    """A function of pairs, from its steps."""
    used = {used for step in operation.steps.steps for used in names(step.value)}
    constants = "".join(
        f"  const pair {constant} = {{{hi!r}, {lo!r}}};\n"
        for constant, (hi, lo) in CONSTANTS.items()
        if constant in used
    )
    steps = body(operation.steps, PAIRS, " " * 2)
    arguments = ", ".join(f"pair {argument}" for argument in operation.arguments)
    head = f"static pair pair_{name}({arguments})"
    return f"{head} {{\n{constants}{steps}\n  return result;\n}}\n"
