"""The conditions and coordinates in the plain texts of verdicts, as formulas.

Sentences stay as they are: half of what is written in them as a formula would be set as one.
"""

import re

from markupsafe import escape

from proofs.latex.formula import formula, name
from proofs.report.mathml import inline

RELATIONS = {"<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "=": "="}
OTHER = {"oo": r"\infty", "...": r"\dots"}
"""Sides of a condition that are no formulas."""
AROUND = re.compile(r"(printed: |proved: |only where )?(.*?)(, integer| real)?")
"""Words before and after a condition."""


def condition(text: str) -> str:
    """One condition of a domain as a formula, or as words where it is none.

    >>> condition("0 <= t < oo")
    '<math><mn>0</mn><mo>≤</mo><mi>t</mi><mo>&lt;</mo><mi>∞</mi></math>'
    >>> condition("only where rho11 > 0, t > 0").count("<math>")
    2
    >>> condition("only in the case example")
    'only in the case example'
    """
    found = AROUND.fullmatch(text)
    before, inner, after = found.groups(default="") if found else ("", text, "")
    several = [re.split(r" (<=|>=|<|>|=) ", part) for part in inner.split(", ")]
    if any(len(sides) == 1 for sides in several) and not after:
        return str(escape(text))
    shown = ", ".join(inline(_relation(sides)) for sides in several)
    return f"{escape(before)}{shown}{escape(after)}"


def _relation(sides: list[str]) -> str:
    """Formulas with what stands between them."""
    return " ".join(RELATIONS[part] if i % 2 else _side(part) for i, part in enumerate(sides))


def _side(text: str) -> str:
    """A side of a relation; a sum with dots in it is shown term by term."""
    if "..." in text:
        return " + ".join(map(_side, text.split(" + "))) if " + " in text else OTHER[text]
    return OTHER.get(text) or formula(text)


def symbol(text: str) -> str:
    """The name of a coordinate of a witness.

    >>> symbol("rho11")
    '<math><msub><mi>ρ</mi><mn>11</mn></msub></math>'
    """
    return inline(name(text))
