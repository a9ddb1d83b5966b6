#!/usr/bin/env bash
# Expected: a Greek letter in LaTeX is a symbol of that name, a capital one another than a small one;
#   Math-Verify, which compares answers in LaTeX, tells two rates apart.
# Happens:  \Gamma and \gamma are both Euler's constant, 0.577, unless a bracket follows: e^{-\Gamma t}
#   becomes exp(-EulerGamma*t), and \Gamma_0 t the gamma function of t. Latin letters become small
#   ones: N - n is 0. \log without a base is that to base 10, while SymPy's parse_latex has the natural
#   one. So \Gamma/\gamma = 1 and N - n = 0 are verified.
# Matters:  Gamma is the rate of every emission, and gamma often a damping: a referee or a benchmark
#   who compares formulas so gets wrong verdicts without a sign. sponte reads LaTeX by itself, with
#   the names of the paper, and shows how it has read; docs/other-tools.md warns people who come from
#   there.
# Versions: latex2sympy2_extended 1.11.0, math-verify 0.9.0, sympy 1.14.0, antlr4-python3-runtime
#   4.13.2 (CPython 3.11). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check latex2sympy2_extended==1.11.0 \
  math-verify==0.9.0 sympy==1.14.0 mpmath==1.3.0 antlr4-python3-runtime==4.13.2
"$folder/venv/bin/python" -W ignore - <<'PY'
import sys

from latex2sympy2_extended import latex2sympy
from math_verify import parse, verify

READ = {
    r"1 - e^{-\kappa t}": "1 - exp(-kappa*t)",
    r"1 - e^{-\Gamma t}": "1 - exp(-EulerGamma*t)",
    r"\Gamma_0 t": "gamma(t)",
    r"N p": "n*p",
    r"x \log x": "x*log(x, 10)",
}
EQUAL = {
    (r"\frac{\kappa}{\lambda}", "1"): False,
    (r"\frac{\Gamma}{\gamma}", "1"): True,
    (r"1 - e^{-\Gamma t}", r"1 - e^{-\gamma t}"): True,
    ("N - n", "0"): True,
}
read = {text: str(latex2sympy(text)) for text in READ}
for text, value in read.items():
    print(f"{text}: {value}")
equal = {pair: verify(*(parse(f"${text}$") for text in pair)) for pair in EQUAL}
for (one, other), verdict in equal.items():
    print(f"{one} = {other}: {verdict}")
sys.exit(0 if read == READ and equal == EQUAL else "this has changed")
PY
