r"""What the names of an equation look like in LaTeX: ``\rho_{11}`` is rho11, ``|c_i|^2`` is w_i.

The symbols' LaTeX comes from :data:`derive.symbols.TABLE`; abbreviations, families and operators
are listed here. Only the names that the equation can mean are looked for, so the mode number n
and the number of bins n do not meet; where two meanings do, the text is refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import IndexedBase

from derive import symbols as sym
from derive.model.equation import Equation
from proofs.input.latex.tokens import LatexSign, texts
from proofs.paper.built_in import BUILT_IN
from proofs.paper.paper import Paper

NAMES: dict[str, tuple[str, ...]] = {
    "alpha": (r"\alpha",),
    "mu_1": (r"\mu_1", r"\mu_1(t)"),
    "mu_2": (r"\mu_2", r"\mu_2(t)"),
    "S_rho": (r"S(\rho_A)",),
    "c": ("c",),  # as in Appendix A
    "A": ("A",),
    "B": ("B",),
    "N": ("N",),
    "a_1": ("a_1",),
    "a_2": ("a_2",),
    "a_1_dag": (r"a_1^\dagger",),
    "a_2_dag": (r"a_2^\dagger",),
    "dphi": (r"\delta\phi_m",),
    "c_k": ("c_k", r"c_{\mathbf{k}}"),
    "c_q": ("c_q",),
}
"""Names whose LaTeX is not in the table of symbols, or not the only one."""

FAMILIES = {
    "p": {"p_%s": "p_{j}"},
    "lambda": {r"\lambda_%s": "lambda_{j}"},
    "w": {"|c_%s|^2": "w_{j}", "|c_%s|": "sqrt(w_{j})"},
}
"""Families with an index, and what their members look like."""

INDICES = ("i", "j", "k")


@dataclass(frozen=True)
class Spellings:
    """The names of one equation, and for each sequence of signs the texts that it may mean."""

    names: Mapping[str, Any]
    meanings: Mapping[tuple[str, ...], str]
    clashes: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    longest: int = 1

    def longest_at(self, found: list[LatexSign], place: int, limit: int) -> tuple[str, int] | None:
        """The longest name that starts at a sign, as text, and how many signs it has.

        :raises LatexError: where the name means two things.
        """
        for length in range(min(limit, self.longest, len(found) - place), 0, -1):
            key = tuple(sign.text for sign in found[place : place + length])
            if key in self.clashes:
                both = " and ".join(self.clashes[key])
                raise found[place].refuse(f"two names look like this: {both}")
            if key in self.meanings:
                return self.meanings[key], length
        return None

    def looks(self) -> list[str]:
        r"""The names as they look in LaTeX.

        >>> vocabulary({"rho11": sym.rho11}).looks()
        ['\\pi', '\\rho_{11}', 'i']
        """
        return sorted("".join(map(_braced, ("", *key), key)) for key in self.meanings)

    def with_names(self, new: Mapping[str, Any], latex: Mapping[str, str]) -> "Spellings":
        """The same with names of a text's own, as kappa_1, and their LaTeX."""
        meanings = {**self.meanings, **{texts(latex[name]): name for name in new}}
        return _vocabulary({**self.names, **new}, meanings, self.clashes)


def _braced(before: str, sign: str) -> str:
    """A sign, in braces where TeX would raise or lower its first digit alone."""
    return f"{{{sign}}}" if before in ("_", "^") and len(sign) > 1 else sign


def vocabulary(names: Mapping[str, Any]) -> Spellings:
    r"""What the given names look like.

    >>> vocabulary({"rho11": sym.rho11}).meanings
    {('\\rho', '_', '11'): 'rho11', ('\\pi',): 'pi', ('i',): 'I'}
    """
    readings: dict[tuple[str, ...], list[str]] = {}
    for latex, text in _all_spellings(names):
        readings.setdefault(texts(latex), []).append(text)
    readings.setdefault(texts("i"), ["I"])  # unless i is an index here
    _add_other_indices(names, readings)
    meanings, clashes = {}, {}
    for key, found in readings.items():
        if len({_meaning(names, text) for text in found}) > 1:
            clashes[key] = tuple(dict.fromkeys(found))
        else:
            meanings[key] = found[0]
    return _vocabulary(names, meanings, clashes)


def vocabulary_at(equation: Equation, paper: Paper = BUILT_IN) -> Spellings:
    """The names of a derived equation: those of its domain, and of what is derived there."""
    return vocabulary(paper.names_at(equation.number, equation.domain))


def _vocabulary(
    names: Mapping[str, Any],
    meanings: Mapping[tuple[str, ...], str],
    clashes: Mapping[tuple[str, ...], tuple[str, ...]],
) -> Spellings:
    return Spellings(names, meanings, clashes, max(map(len, (*meanings, *clashes))))


def _all_spellings(names: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in names.items():
        if isinstance(value, IndexedBase) and name in FAMILIES:
            for look, text in FAMILIES[name].items():
                yield from ((look % j, text.format(j=j)) for j in INDICES)
            continue
        if isinstance(value, sym.Defined):
            yield value.quantity.latex, name
        elif name in sym.TABLE:
            yield sym.TABLE[name].latex, name
        yield from ((look, name) for look in NAMES.get(name, ()))
    yield r"\pi", "pi"


def _add_other_indices(
    names: Mapping[str, Any], readings: dict[tuple[str, ...], list[str]]
) -> None:
    """Indices upright or slanted, as people write them, where nothing is set exactly so."""
    others: dict[tuple[str, ...], list[str]] = {}
    for latex, text in _all_spellings(names):
        for look in other_indices(latex):
            others.setdefault(texts(look), []).append(text)
    readings |= {key: found for key, found in others.items() if key not in readings}


def other_indices(latex: str) -> list[str]:
    r"""A symbol whose index is a word, with this index as others set it.

    >>> other_indices(r"\eta_{\mathrm{d}}"), other_indices(r"\tau_c"), other_indices(r"t_0")
    (['\\eta_{d}', '\\eta_{\\text{d}}'], ['\\tau_{\\mathrm{c}}', '\\tau_{\\text{c}}'], [])
    """
    own = re.fullmatch(r"([^_]+)_(?:\{\\mathrm\{([A-Za-z]+)\}\}|\{?([A-Za-z]+)\}?)", latex)
    if not own:
        return []
    first, word = own[1], own[2] or own[3]
    turned = word if own[2] else rf"\mathrm{{{word}}}"
    return [f"{first}_{{{index}}}" for index in (turned, rf"\text{{{word}}}")]


def _meaning(names: Mapping[str, Any], text: str) -> Any:
    return names.get(text, text)
