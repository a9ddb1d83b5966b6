r"""Equations of several parts and of more than one line, in the paper's notation.

Parts follow each other as in the paper; what is too long for a line is broken at its top-level
sum, and an eigenvalue that an entropy term repeats gets the paper's name mu_1, mu_2, or else one
of its own with its definition beside it.
"""

import re
from collections.abc import Iterator
from functools import cache

from sympy import Add, Expr, MatrixBase, Pow, S, Symbol

from derive.entropy import eta, spectrum
from derive.equation import Equation, Value, lookup
from derive.latex import latex
from derive.measurement import RHO_A

LINE = 68
"""Glyphs that fit on a line of the document."""

SYMBOLS = (
    (r"(E|M|c)_(\w+)", r"\1_{\2}"),
    (r"(mu|Pi)_(\w+)", r"\\\1_{\2}"),
    (r"tau_(\w+)", r"\\tau^{\1}"),
    (r"Pr_(\w+)", r"\\Pr(\1)"),
)
"""Part names that are symbols of the paper, and how they print."""


def equation_latex(equation: Equation) -> str:
    r"""Both sides of an equation, its parts joined; long ones in an ``aligned`` environment.

    >>> print(equation_latex(lookup("42")))
    \langle \hat{V} \rangle = 2 \cos{\left(\delta\phi\right)} |\alpha|^{2}
    """
    names: dict[Expr, Symbol] = {}
    rows = []
    for part, value in equation.parts.items():
        left, label = left_hand_side(equation.lhs.name, part)
        right = lines(named(value, equation.number, names))
        rows.append((left, [*right[:-1], right[-1] + label]))
    rows += [(symbol.name, lines(value)) for value, symbol in names.items()]
    return aligned(rows)


def left_hand_side(symbol: str, part: str) -> tuple[str, str]:
    r"""What a part stands for, and a label behind it: the part's symbol, an amplitude of a ket, ...

    >>> left_hand_side(r"\Pr(i)", "Pr_0"), left_hand_side(r"|\psi\rangle", "g,1_k")
    (('\\Pr(0)', ''), ('\\langle g,1_{k}|\\psi\\rangle', ''))
    >>> left_hand_side("R", "adversary_I")
    ('R', '\\quad\\text{(adversary I)}')
    """
    for pattern, form in SYMBOLS:
        if re.fullmatch(pattern, part):
            return re.sub(pattern, form, part), ""
    labels = re.sub(r"_(\w)", r"_{\1}", part)
    if ">" in part:
        source, target = labels.split(">")
        return rf"\langle {target}|{symbol}|{source}\rangle", ""
    if part.isdigit():  # a coherent amplitude, or a line of a chain of equalities
        return (rf"\langle a_{{{part}}} \rangle" if r"\rangle" in symbol else symbol), ""
    if symbol.startswith("|"):
        return rf"\langle {labels}{symbol}", ""
    return symbol, rf"\quad\text{{({part.replace('_', ' ')})}}" if part else ""


def named(value: Value, number: str, names: dict[Expr, Symbol]) -> Value:
    """The value with S(rho_A), mu_1, mu_2 for what they stand for; new names go into `names`."""
    if isinstance(value, MatrixBase):
        return value
    value = _entropy_of_atom(value)
    roots = {x.args[0] for x in value.atoms(eta) if x.args[0].has(sqrt_of_sum)}
    for root in sorted(roots, key=_sign_of_root):
        if root not in known_eigenvalues() and root not in names:
            names[root] = Symbol(rf"\kappa_{{{len(names) + 1}}}")
    return value.xreplace({eta(x): eta(y) for x, y in {**known_eigenvalues(), **names}.items()})
