r"""Equations of several parts and of more than one line, in the paper's notation.

Parts follow each other as in the paper; what is too long for a line is broken at its top-level
sum, and an eigenvalue that an entropy term repeats gets the paper's name mu_1, mu_2, or else one
of its own with its definition beside it.
"""

import re
from collections.abc import Iterator
from functools import cache

from sympy import Expr, MatrixBase, Pow, Symbol

from derive import symbols as sym
from derive.emission import monotonicity
from derive.equations import lookup
from derive.functions import eta
from derive.model.entropy import spectrum
from derive.model.equation import Equation
from derive.model.measurement import RHO_A
from derive.text.latex import latex, terms

LINE = 68
"""Glyphs that fit on a line of the document."""

GLYPHS = {r"\left": 0, r"\right": 0, r"\quad": 2, r"\log": 3, r"\ln": 2, "=": 2, "+": 2, "-": 2}
"""Widths that are not one glyph."""

WITH_DIFFERENCES = ("A1", "A3", "A4", "prop1", "text:temporal-monotone", "text:J-nonnegative")
"""The equations that the paper writes with Delta, Delta' and F."""

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
    rows: list[tuple[str, list[str]]] = []
    for part, value in equation.parts.items():
        left = left_hand_side(equation.lhs.name, part)
        row = (left, lines(named(value, equation.number, names)))
        rows += [row] if row not in rows[-1:] else []  # a chain does not say a thing twice
    rows += [(symbol.name, lines(value)) for value, symbol in names.items()]
    return aligned(rows)


def left_hand_side(symbol: str, part: str) -> str:
    r"""What a part stands for: its own symbol, an amplitude of a ket, or a labelled part.

    >>> left_hand_side(r"\Pr(i)", "Pr_0"), left_hand_side(r"|\psi\rangle", "g,1_k")
    ('\\Pr(0)', '\\langle g,1_{k}|\\psi\\rangle')
    >>> left_hand_side("R", "adversary_I")
    'R\\big|_{\\text{adversary I}}'
    """
    for pattern, form in SYMBOLS:
        if re.fullmatch(pattern, part):
            return re.sub(pattern, form, part)
    labels = re.sub(r"_(\w)", r"_{\1}", part)
    if ">" in part:
        source, target = labels.split(">")
        return rf"\langle {target}|{symbol}|{source}\rangle"
    if symbol.startswith("|"):
        return rf"\langle a_{{{part}}} \rangle" if part.isdigit() else rf"\langle {labels}{symbol}"
    if not part or part.isdigit():  # the only part, or a line of a chain of equalities
        return symbol
    return rf"{symbol}\big|_{{\text{{{part.replace('_', ' ')}}}}}"


def named(
    value: Expr | MatrixBase, number: str, names: dict[Expr, Symbol], atom: bool = True
) -> Expr | MatrixBase:
    """The value with S(rho_A), mu_1, mu_2 for what they stand for; new names go into `names`.

    Without `atom` the entropy S(rho_A) is written out, as its own definition needs.
    """
    if isinstance(value, MatrixBase):
        return value
    value = _entropy_of_atom(value) if atom else value
    known = {eta(x): eta(y) for x, y in known_eigenvalues().items()} if value.has(eta) else {}
    value = value.xreplace(known)
    if number in WITH_DIFFERENCES:
        value = value.xreplace(known_differences()).subs(monotonicity.F(), sym.F)
    roots = {x.args[0] for x in value.atoms(eta) if _has_root(x.args[0])}
    for root in sorted(roots - set(names), key=_plus_first):
        names[root] = Symbol(rf"\kappa_{{{len(names) + 1}}}")
    return value.xreplace({eta(x): eta(y) for x, y in names.items()})


def _entropy_of_atom(value: Expr) -> Expr:
    """S(rho_A) for the sum of the entropy terms of both its eigenvalues."""
    first, second = (eta(x) for x in spectrum(RHO_A))

    def gathered(total: Expr) -> Expr:
        weight = total.coeff(first)
        if weight == 0 or weight != total.coeff(second):
            return total
        return total + weight * (Symbol(r"S(\rho_{A})") - first - second)

    return value.replace(lambda x: x.is_Add and x.has(first), gathered)


@cache
def known_eigenvalues() -> dict[Expr, Symbol]:
    """The eigenvalues that the paper names, from the equations that derive them."""
    parts = (
        (part, value) for number in ("18", "26") for part, value in lookup(number).parts.items()
    )
    return {value: Symbol(rf"\{part}") for part, value in parts}


@cache
def known_differences() -> dict[Expr, Expr]:
    """Delta and Delta' of Appendix A, and their squares."""
    roots = {
        monotonicity.Delta(): sym.Delta,
        monotonicity.Delta_prime(): sym.Delta_prime,
    }
    return {**{root**2: name**2 for root, name in roots.items()}, **roots}


def _has_root(value: Expr) -> bool:
    return any(
        x.exp.is_Rational and not x.exp.is_Integer and x.base.is_Add for x in value.atoms(Pow)
    )


def _plus_first(value: Expr) -> tuple[bool, str]:
    """Sorts an eigenvalue with +sqrt before the one with -sqrt."""
    return any(_has_root(x) and x.could_extract_minus_sign() for x in value.args), str(value)


# Lines.


def lines(value: Expr | MatrixBase) -> list[str]:
    """The value in lines of at most :data:`LINE` glyphs, broken between the terms of a sum."""
    text = latex(value)
    if isinstance(value, MatrixBase) or width(text) <= LINE:
        return [text]
    broken: list[str] = []
    for term in terms(value):
        if broken and width(broken[-1]) + width(term) <= LINE:
            broken[-1] += f" {term}"
        else:
            broken.append(term)
    return broken


def aligned(rows: list[tuple[str, list[str]]]) -> str:
    """Rows of (left-hand side, lines), on one line where they fit; = continues an equal left."""
    simple = [f"{left} = {right[0]}" for left, right in rows]
    chain = len({left for left, _ in rows}) < len(rows)
    if all(len(right) == 1 for _, right in rows) and width("".join(simple)) <= LINE and not chain:
        return r",\quad ".join(simple)
    text, previous = [], ""
    for left, (first, *rest) in rows:
        text.append(f"{'' if left == previous else left} &= {first}")
        text += [rf"&\quad {line}" for line in rest]
        previous = left
    return "\\begin{aligned}\n" + " \\\\\n".join(text) + "\n\\end{aligned}"


def width(text: str) -> int:
    r"""Roughly how many glyphs wide a formula is; a fraction counts as its wider half.

    >>> width(r"\frac{a + b}{c} - e^{-\Gamma t}")
    10
    """
    return round(_measure(iter(re.findall(r"\\[a-zA-Z]+|\\.|[^\\\s]", text))))


def _measure(tokens: Iterator[str]) -> float:
    total = 0.0
    for token in tokens:
        if token == "}":
            break
        if token in ("^", "_"):
            total += 0.7 * _group(tokens)
        elif token == r"\frac":
            total += max(_group(tokens), _group(tokens))
        else:
            total += _measure(tokens) if token == "{" else GLYPHS.get(token, 1)
    return total


def _group(tokens: Iterator[str]) -> float:
    token = next(tokens, "}")
    return _measure(tokens) if token == "{" else GLYPHS.get(token, 1)
