r"""Formulas inside of remarks: what stands between backticks.

They are written as one says them, ``exp(-Gamma t) rho11`` or ``U^+ (P x I) U``, since a terminal
shows them so; here they become LaTeX. Such formulas are shown and never judged.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from proofs.latex.text import escape
from proofs.paper.remarks import MARKED

GREEK = (
    "alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|psi|omega"
    "|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega"
)
LETTER = rf"(?:{GREEK}|[A-Za-z])"
SPELLINGS = (
    (r"\|(\w+)>", r"|\1\\rangle "),
    (r"<(\w+)\|", r"\\langle \1|"),
    (r"(exp|sqrt)(?=[(\[])", r"\\\1"),
    (r"log2\b", r"\\log_2 "),
    (r"(sin|cos|ln|log|min|max|int)\b", r"\\\1 "),
    (rf"({LETTER})_hat\b", lambda m: rf"\hat{{{_letter(m[1])}}}"),
    (rf"d({LETTER})\b", lambda m: f"d{_letter(m[1])}"),
    (
        rf"({LETTER})(?:(\d+)|_(\w+|-))?(?![a-z])",
        lambda m: _letter(m[1]) + (f"_{{{_below(m[2] or m[3])}}}" if m[2] or m[3] else ""),
    ),
    (r"([A-Za-z]+)", r"\\mathrm{\1}"),
    (r"\^(\d+)", r"^{\1}"),
    (r"\^(?:dagger|\+)", r"^{\\dagger}"),
    (r"\(x\)| x ", r"\\otimes "),
    (r"<=", r"\\le "),
    (r">=", r"\\ge "),
    (r"\.(?=[a-z])", r"\\cdot "),
)
"""What is said, and how it is written; the first that fits counts."""
OTHER = {"\\": r"\backslash ", "~": r"\sim ", **{sign: f"\\{sign}" for sign in "&%$#{}_"}}
"""Signs that mean something else to LaTeX."""


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    r"""The parts of a sentence: words as they are, and formulas (True) as LaTeX.

    >>> list(pieces("fewer than `n + 1`"))
    [(False, 'fewer than '), (True, 'n + 1')]
    """
    for place, part in enumerate(MARKED.split(text)):
        if part:
            yield (True, spoken(part)) if place % 2 else (False, part)


def sentence(text: str) -> str:
    r"""A sentence for LaTeX.

    >>> print(sentence("50% of `rho11`"))
    50\% of $\rho_{11}$
    """
    return "".join(f"${part}$" if is_formula else escape(part) for is_formula, part in pieces(text))


def spoken(text: str) -> str:
    r"""The LaTeX of a formula as one says it.

    >>> print(spoken("exp(-i k.r0) |1><1|"), spoken("dphi/dt <= D_phi sin(G)^2"))
    e^{-i k\cdot r_{0}} |1\rangle \langle 1| d\phi/dt \le  D_{\phi} \sin (G)^{2}
    """
    found, place = "", 0
    while place < len(text):
        piece, place = next(_spelled(text, place))
        found += piece
    for function, written in ((r"\exp", "e^"), (r"\sqrt", r"\sqrt"), ("^", "^")):
        found = _closed(found, function, written)
    return found


def _spelled(text: str, place: int) -> Iterator[tuple[str, int]]:
    """What stands at a place, in LaTeX, and where the next piece begins."""
    for pattern, written in SPELLINGS:
        if match := re.compile(pattern).match(text, place):
            yield written(match) if callable(written) else match.expand(written), match.end()
    yield OTHER.get(text[place], text[place]), place + 1


def _letter(name: str) -> str:
    return f"\\{name}" if len(name) > 1 else name


def _below(name: str) -> str:
    if re.fullmatch(GREEK, name):
        return _letter(name)
    return rf"\mathrm{{{name}}}" if name.isalpha() and len(name) > 1 else name


def _closed(text: str, function: str, written: str) -> str:
    """The argument of a function, up to the bracket that closes it, in braces."""
    before, found, rest = text.partition(function)
    if not found:
        return text
    if rest[:1] not in ("(", "["):
        return f"{before}{found}{_closed(rest, function, written)}"
    depths = accumulate((sign in "([") - (sign in ")]") for sign in rest)
    place = next((i for i, depth in enumerate(depths) if not depth), len(rest) - 1)
    inner = _closed(rest[1:place], function, written)
    return f"{before}{written}{{{inner}}}{_closed(rest[place + 1 :], function, written)}"
