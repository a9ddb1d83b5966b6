"""What a typed word means at an equation: a name, a function, the base of the natural logarithm."""

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

from sympy import IndexedBase, Symbol

from derive.errors import TypedError, close_to
from proofs.input.signs import GREEK, LOWERED, Sign
from proofs.paper.formula import CONSTANTS, FUNCTIONS, MATRIX_FUNCTIONS

CALLS = frozenset({*FUNCTIONS, *MATRIX_FUNCTIONS, "Sum", "Integral"})
OTHER_SPELLINGS = {"log_2": "log2"}
_PIECES = re.compile(
    rf"[{''.join(GREEK)}][0-9{''.join(LOWERED)}]*|[A-Za-z][A-Za-z0-9_{''.join(LOWERED)}]*"
)


@dataclass(frozen=True)
class Words:
    """The words of one equation, with the letters that sums of the text bind."""

    typed: str
    names: Mapping[str, Any]
    bound: frozenset[str] = frozenset()

    def signs(self, found: Sequence[Sign]) -> list[Sign]:
        """The signs, each word with its kind: name, call, base, or word where it is unknown.

        :raises TypedError: for a word that means two things, or is one of Python's.
        """
        known = replace(self, bound=frozenset(_bound(found)))
        return [
            own for sign in found for own in (known.read(sign) if sign.kind == "word" else [sign])
        ]

    def read(self, sign: Sign) -> Iterator[Sign]:
        """One word: as a whole, else with Greek letters apart, as Γt, else unknown."""
        whole = self.meaning(sign)
        pieces = [*_PIECES.finditer(sign.text)]
        if whole or len(pieces) < 2 or "".join(p[0] for p in pieces) != sign.text:
            yield whole or self.unknown(sign)
            return
        for piece in pieces:
            place = sign.place + piece.start()
            gap = "" if piece.start() else sign.gap
            part = Sign("word", piece[0], place, place + len(piece[0]), gap)
            yield self.meaning(part) or self.unknown(part)

    def meaning(self, sign: Sign) -> Sign | None:
        """The sign with what its word means, if that is known."""
        words = [sign.text] if self.kind(sign.text) else spellings(sign.text)
        known = {word: kind for word in words if (kind := self.kind(word))}
        found = {OTHER_SPELLINGS.get(word, word): kind for word, kind in known.items()}
        if len(found) > 1:
            both = " or ".join(found)
            raise TypedError(self.typed, sign.place, f"{sign.text!r} is {both}: write which")
        if not found and sign.text in self.bound:
            found = {sign.text: "name"}
        return next((replace(sign, kind=kind, text=word) for word, kind in found.items()), None)

    def kind(self, word: str) -> str:
        """Name, call or base; nothing for a word that is unknown."""
        plain = word if word != "lambda" or word in self.names else "lambda_"
        if isinstance(self.names.get(plain), FunctionType):
            return "call"
        if plain in self.names or word in CONSTANTS or self.is_member(plain):
            return "name"
        if word in CALLS or word in OTHER_SPELLINGS:
            return "call"
        return "base" if word == "e" else ""

    def is_member(self, word: str) -> bool:
        """Whether a word is a family with an index, as p_i."""
        family, _, index = word.rpartition("_")
        return self.is_family(family) and (index in self.bound or index in self.names)

    def is_family(self, word: str) -> bool:
        """Whether a word has members that are written p[i + 1]."""
        return isinstance(self.names.get(word), IndexedBase)

    def is_variable(self, word: str) -> bool:
        """Whether a word is a symbol of the equation, which stands for nothing else."""
        return isinstance(self.names.get(word), Symbol)

    def unknown(self, sign: Sign) -> Sign:
        """A word that is left to whoever knows the sums around it."""
        word = next(iter(spellings(sign.text)))
        if keyword.iskeyword(word) and word != "lambda":
            raise TypedError(self.typed, sign.place, f"there is no name {word!r}")
        return replace(sign, text=word)

    def no_call(self, sign: Sign) -> TypedError:
        """The error that a word before a bracket is neither a function nor a name."""
        near = close_to(sign.text, [*CALLS, *self.names])
        return TypedError(self.typed, sign.place, f"no function or name {sign.text!r}{near}")


def spellings(word: str) -> list[str]:
    """A word in the letters of the language: as typed, with its index close, and with it apart.

    >>> spellings("ρ₁₁"), spellings("rho_{11}"), spellings("t_0"), spellings("Gamma")
    (['rho11', 'rho_11'], ['rho_11', 'rho11'], ['t_0', 't0'], ['Gamma'])
    """
    letters = "".join(GREEK.get(c, c) for c in word).replace("{", "").replace("}", "")
    lowered = re.split(rf"(?=[{''.join(LOWERED)}])", letters, maxsplit=1)
    own = ["".join(LOWERED.get(c, c) for c in part) for part in lowered]
    return list(dict.fromkeys(["".join(own), "_".join(own), "".join(own).replace("_", "")]))


def _bound(found: Sequence[Sign]) -> Iterator[str]:
    """The letters that sums and integrals of a text bind, as in (k, 1, n) and {k = 1}."""
    if any(sign.text in ("Sum", "Integral", "Σ") for sign in found):
        for before, sign, after in zip(found, found[1:], found[2:], strict=False):
            if sign.kind == "word" and before.text in "(,{" and after.text in ",=":
                yield sign.text
