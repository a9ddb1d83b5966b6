r"""A formula as it is pasted from a paper in LaTeX, also with letters of other alphabets in it.

TeX's rules hold: ``x^10`` is x^1 followed by a 0, blanks say nothing, ``2^n k`` is a product. What
people read in two ways is refused here, too.
"""

import re
from collections.abc import Mapping
from typing import Any

from derive.errors import LatexError, TypedError
from proofs.input.latex.spellings import vocabulary
from proofs.input.latex.tokens import signs
from proofs.input.signs import GREEK, LOWERED, RAISED, same

_RUNS = re.compile(rf"[{''.join(RAISED)}]+|[{''.join(LOWERED)}]+|.", re.DOTALL)


def is_latex(typed: str) -> bool:
    """Whether a text is LaTeX: it has a command of TeX in it."""
    return "\\" in typed


def latex(typed: str, names: Mapping[str, Any]) -> str:
    r"""The formula in the language of ``sponte check``.

    :raises TypedError: for what is not read to its end and understood, or has two readings.

    >>> from derive import symbols as sym
    >>> latex(r"ρ_{11} \, h(e^{-\Gamma t})", {"rho11": sym.rho11, "Gamma": sym.Gamma, "t": sym.t})
    'rho11 * h(exp(-(Gamma * t)))'
    """
    from proofs.input.latex.formulas import to_text
    from proofs.input.readings import check_readings  # late, for they load lark

    text, places = _commands(typed)
    known = vocabulary(names)
    try:
        found = signs(text)
        check_readings(found, known)
        return to_text(found, known)
    except LatexError as error:
        place = places[error.place] if error.place < len(places) else len(typed)
        why = f"{error.sign[:40]!r}: {error.reason}" if error.sign else error.reason
        raise TypedError(typed, place, why.replace("\\\\", "\\")) from None


def _commands(typed: str) -> tuple[str, list[int]]:
    """Letters and scripts of other alphabets as LaTeX, with the place of each sign of it."""
    pieces = [(_command(run[0]), run.start()) for run in _RUNS.finditer(typed)]
    places = [place for piece, place in pieces for _ in piece]
    return "".join(piece for piece, _ in pieces), places


def _command(run: str) -> str:
    first = same(run[0])
    if first in RAISED:
        return f"^{{{''.join(RAISED[c] for c in run)}}}"
    if first in LOWERED:
        return f"_{{{''.join(LOWERED[c] for c in run)}}}"
    return {"Σ": r"\sum "}.get(first, f"\\{GREEK[first]} " if first in GREEK else first)


def with_commands(typed: str) -> str:
    """A text with LaTeX for the letters and scripts of other alphabets."""
    return _commands(typed)[0]
