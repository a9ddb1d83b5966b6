r"""One claim of the paper in the document: heading, what is printed, derivation, derived equation.

The printed formula stands beside the derivation only where the verdict says that the two differ;
then with the remark of the verdict, and the witness. Everything else is the derived object.
"""

from collections.abc import Iterable, Iterator

from sympy import oo

from derive.model.domain import Domain, Range
from derive.model.equation import Equation
from derive.text.latex import latex
from proofs.latex.remark import sentence
from proofs.latex.steps import INPUT, derivation
from proofs.latex.text import escape, listed
from proofs.paper.claim import Claim
from proofs.verdict import Status, Verdict, Witness

DIFFERS = (Status.CORRECTED, Status.REFUTED, Status.RESTRICTED)
"""The statuses for which the printed formula stands beside the derived one."""

MACROS = r"""\definecolor{spontesound}{rgb}{0.05,0.40,0.20}
\definecolor{spontelimited}{rgb}{0.60,0.40,0.00}
\definecolor{spontewrong}{rgb}{0.65,0.10,0.10}
\definecolor{spontegiven}{rgb}{0.25,0.25,0.55}
% A new page, unless there is room for what follows.
\newcommand{\sponteroom}[1]{\ifdim\pagegoal<\maxdimen
  \ifdim\dimexpr\pagegoal-\pagetotal<#1\relax\newpage\fi\fi}
\newcommand{\spontestatus}[1]{\textit{#1}}
% Anchor, number, title, status in its colour.
\newcommand{\sponteclaim}[4]{\par\sponteroom{36mm}\bigskip\phantomsection\label{claim:#1}%
  \pdfbookmark[2]{#2 #3}{claim:#1}%
  \noindent\textbf{#2}\quad #3\hfill #4\par\nopagebreak\vskip1pt\hrule\nopagebreak\smallskip}
\newcommand{\sponteaside}[2]{\par\noindent{\footnotesize\textit{#1}\quad #2\par}}
\newcommand{\sponteprinted}[1]{\par\noindent{\footnotesize\textit{printed}}\nopagebreak
  \[\spontefit{#1}\]\par}
\newcommand{\sponteproved}[1]{\par\noindent{\footnotesize Proved as #1.}\par}
"""

COLOURS = {
    Status.EXACT: "spontesound",
    Status.PROVED: "spontesound",
    Status.RESTRICTED: "spontelimited",
    Status.CORRECTED: "spontewrong",
    Status.REFUTED: "spontewrong",
    Status.UNDECIDED: "spontewrong",
}


def entry(
    claim: Claim,
    own: Equation | None,
    verdict: Verdict | None,
    linked: Iterable[str],
    shown: bool = False,
) -> str:
    """A claim of the paper with everything that is derived under its number.

    What is printed is `shown` where it differs, and where it is not what is derived below.
    """
    title = own.title if own else ""
    head = heading(claim.number, title, verdict.status if verdict else None)
    if own is None:
        return f"{head}\\[\\spontefit{{{claim.latex}}}\\]\n"
    text = [head]
    if verdict and (shown or verdict.status in DIFFERS):
        text += [f"\\sponteprinted{{{claim.latex}}}\n"] if claim.latex else []
        text += _asides(claim, verdict)
    chain = INPUT if verdict and verdict.status is Status.DEFINITION else None
    return "".join([*text, *_derived(own, linked, chain)])


def has_formula(equation: Equation) -> bool:
    """Whether there is something derived, and a formula for it."""
    return bool(equation.parts) and all(value is not None for value in equation.parts.values())


def beyond(own: Equation, linked: Iterable[str]) -> str:
    """An equation that the paper does not print."""
    return "".join([heading(own.number, own.title), *_derived(own, linked)])


def heading(number: str, title: str, status: Status | None = None) -> str:
    """The line above an entry: number, what it is, verdict."""
    colour = COLOURS.get(status, "spontegiven") if status else ""
    shown = rf"\textcolor{{{colour}}}{{\spontestatus{{{status}}}}}" if status else ""
    return f"\\sponteclaim{{{number}}}{{{escape(number)}}}{{{escape(title)}}}{{{shown}}}\n"


def stem(number: str) -> str:
    """The file of an equation without its ending.

    >>> stem("17"), stem("table1:phase:I")
    ('eq_17', 'eq_table1-phase-I')
    """
    return "eq_" + number.replace(":", "-")


def _derived(own: Equation, linked: Iterable[str], words: str | None = None) -> Iterator[str]:
    """Domain, assumptions, derivation (or the words in its place), and the equation."""
    yield f"\\sponteaside{{domain}}{{{domain_latex(own.domain)}}}\n"
    if own.assumptions:
        yield f"\\sponteaside{{assumes}}{{{escape('; '.join(own.assumptions))}}}\n"
    yield f"\\sponteuses{{{words}}}\n" if words else derivation(own, linked)
    if has_formula(own):
        yield f"\\input{{{stem(own.number)}}}\n"


def _asides(claim: Claim, verdict: Verdict) -> Iterator[str]:
    if claim.remarks:
        yield f"\\sponteaside{{remark}}{{{sentence(claim.remarks[0])}}}\n"
    if verdict.witness:
        yield f"\\sponteaside{{witness}}{{{_witness(verdict.witness, claim)}}}\n"


def _witness(witness: Witness, claim: Claim) -> str:
    """A point where printed and derived differ, with both values."""
    point = ", ".join(f"{name} = {value}" for name, value in witness.point.items())
    part = f"{witness.part}: " if witness.part else ""
    given, derived = claim.sides(witness)
    values = f"{part}{given} {witness.given}, {derived} {witness.derived}"
    return escape(f"at {point}: {values}" if point else values)


def domain_latex(domain: Domain) -> str:
    r"""A domain in formulas.

    >>> from derive.model.domain import WINDOW
    >>> print(domain_latex(WINDOW))
    $0 < \Gamma$ and $0 \le t$
    """
    parts = [
        f"${_range(r)}$" + (" an integer" if r.symbol.is_integer else "") for r in domain.ranges
    ]
    parts += [rf"${latex(hypothesis)} \ge 0$" for hypothesis in domain.hypotheses]
    parts += [
        rf"${base}_{{1}} + \dots + {base}_{{{latex(count)}}} = {latex(total)}$"
        for base, count, total in domain.totals
    ]
    return listed(parts) if parts else "no free symbol"


def _range(r: Range) -> str:
    """Both bounds around the symbol; an infinite one is left out."""
    name = latex(r.symbol)
    below = "" if r.lower == -oo else f"{latex(r.lower)} {_less(r.lower_open)} "
    above = "" if r.upper == oo else f" {_less(r.upper_open)} {latex(r.upper)}"
    return f"{below}{name}{above}" if below or above else rf"{name} \in \mathbb{{R}}"


def _less(strictly: bool) -> str:
    return "<" if strictly else r"\le"
