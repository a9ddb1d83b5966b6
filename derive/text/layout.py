r"""Equations of several parts and of more than one line, in the paper's notation.

Parts follow each other as in the paper; what is too long for a line is broken at its top-level
sum, and an eigenvalue that an entropy term repeats gets a name of its own, kappa_1, with its
definition beside it, unless the equation has one for it.
"""

import re
from collections.abc import Iterator, Mapping

from sympy import Add, Expr, MatrixBase, Pow, Symbol

from derive.functions import eta
from derive.text.latex import latex, terms

LINE = 68
"""Glyphs that fit on a line of the document."""

GLYPHS = {r"\left": 0, r"\right": 0, r"\quad": 2, r"\log": 3, r"\ln": 2, "=": 2, "+": 2, "-": 2}
"""Widths that are not one glyph."""

SYMBOLS = (
    (r"(E|M|c)_(\w+)", r"\1_{\2}"),
    (r"(mu|Pi)_(\w+)", r"\\\1_{\2}"),
    (r"tau_(\w+)", r"\\tau^{\1}"),
    (r"Pr_(\w+)", r"\\Pr(\1)"),
)
"""Part names that are symbols of the paper, and how they print."""


def equation_latex(
    symbol: str, parts: Mapping[str, Expr | MatrixBase], names: Mapping[Expr, Expr]
) -> str:
    r"""Both sides of an equation, its parts joined; long ones in an ``aligned`` environment.

    `symbol` is the left-hand side in LaTeX, `names` what stands for parts of the right-hand side.

    >>> from sympy.abc import x, y
    >>> print(equation_latex("z", {"": (x + y) ** 2}, {x + y: Symbol("s")}))
    z = s^{2}
    """
    own: dict[Expr, Symbol] = {}
    rows: list[tuple[str, list[str]]] = []
    for part, value in parts.items():
        written = named(value, names)
        own |= own_names(written, own)
        row = (left_hand_side(symbol, part), lines(named(written, in_entropies(own))))
        rows += [row] if row not in rows[-1:] else []  # a chain does not say a thing twice
    rows += [(name.name, lines(value)) for value, name in own.items()]
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


def named(value: Expr | MatrixBase, names: Mapping[Expr, Expr]) -> Expr | MatrixBase:
    """The value with each name in the place of what it stands for; a matrix is left as it is.

    >>> from sympy.abc import x, y, z
    >>> named(3 - x - y, {x + y: z})
    3 - z
    """
    if isinstance(value, MatrixBase):
        return value
    for meaning, name in names.items():
        value = _sum_named(value, meaning, name) if meaning.is_Add else value
        value = value.xreplace({meaning: name})
    return value


def _sum_named(value: Expr, meaning: Add, name: Expr) -> Expr:
    """The value with the name for the terms of a sum, wherever all or their negatives stand."""
    first, *rest = meaning.args

    def gathered(total: Expr) -> Expr:
        weight = total.coeff(first)
        if abs(weight) != 1 or any(total.coeff(term) != weight for term in rest):
            return total
        return total + weight * (name - meaning)

    return value.replace(lambda x: x.is_Add and x.has(first), gathered)


def own_names(value: Expr | MatrixBase, taken: Mapping[Expr, Symbol]) -> dict[Expr, Symbol]:
    r"""New names for the eigenvalues with roots that entropy terms of the value repeat.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> own_names(eta(1 + sqrt(x + 1)), {})
    {sqrt(x + 1) + 1: \kappa_{1}}
    """
    terms = () if isinstance(value, MatrixBase) else value.atoms(eta)
    roots = {x.args[0] for x in terms if _has_root(x.args[0])}
    new = sorted(roots - set(taken), key=_plus_first)
    return {x: Symbol(rf"\kappa_{{{number}}}") for number, x in enumerate(new, len(taken) + 1)}


def in_entropies(names: Mapping[Expr, Symbol]) -> dict[Expr, Expr]:
    """The same names for their entropy terms: an eigenvalue elsewhere is written out."""
    return {eta(meaning): eta(name) for meaning, name in names.items()}


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
