"""Parts of a claim: what a number with a part, as 14:E_1, names in a paper, and all in one text."""

from collections.abc import Mapping

from derive.errors import UnknownEquationError, UnknownNameError
from derive.model.equation import Equation
from proofs.paper.built_in import BUILT_IN
from proofs.paper.paper import Paper


def find_part(number: str, paper: Paper = BUILT_IN) -> tuple[Equation, str]:
    """The derived equation and the part that ``14:E_1`` names; 14 names the whole, part ``""``.

    :raises UnknownEquationError: where there is none; the error names the closest ones.
    """
    known = tuple(paper.equations)
    owner = max((n for n in known if f"{number}:".startswith(f"{n}:")), key=len, default="")
    if not owner and number not in paper.equations:
        raise UnknownEquationError(number, known)
    owner = owner or number  # an address is no number, and has no parts
    derived = paper.equation(owner)
    if not derived.parts:
        raise UnknownNameError(f"{owner} is an input; nothing is derived")
    part = number[len(owner) + 1 :]
    if part and part not in derived.parts:
        own = [f"{owner}:{each}" for each in derived.parts if each]
        raise UnknownEquationError(number, list(dict.fromkeys([*own, *paper.claims, *known])))
    return derived, part


def as_text(parts: Mapping[str, str]) -> str:
    """The parts of a claim in one text."""
    return "; ".join(f"{part}: {text}" if part else text for part, text in parts.items())
