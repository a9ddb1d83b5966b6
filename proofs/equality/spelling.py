"""The names of symbols in what is found of a statement, where the kernel's words are others.

A symbol may have the name of a word of the kernel's own, as `u`, or of Python's, as `lambda`; what
a reader sees has her name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sympy import Symbol

from proofs.statements.vocabulary import words_of
from proofs.verdict import Comparison, Witness


def spelled(found: Comparison, symbols: Iterable[Symbol]) -> Comparison:
    """A comparison in the names of the symbols of its domain."""
    names = _names(symbols)
    if not names:
        return found
    witness = found.witness and spelled_witness(found.witness, symbols)
    return replace(found, method=_renamed(found.method, names), witness=witness)


def spelled_witness(witness: Witness, symbols: Iterable[Symbol]) -> Witness:
    """The same of a witness.

    >>> spelled_witness(Witness({"u_": "1/5"}, "1", "2", "1"), [Symbol("u")]).point
    {'u': '1/5'}
    """
    names = _names(symbols)
    point = {names.get(word, word): value for word, value in witness.point.items()}
    given, derived = spelled_texts((witness.given, witness.derived), symbols)
    return replace(witness, point=point, given=given, derived=derived)


def spelled_texts(texts: Iterable[str], symbols: Iterable[Symbol]) -> tuple[str, ...]:
    """The same of formulas.

    >>> spelled_texts(["u_ > 0"], [Symbol("u")])
    ('u > 0',)
    """
    names = _names(symbols)
    return tuple(_renamed(text, names) for text in texts)


def _names(symbols: Iterable[Symbol]) -> dict[str, str]:
    words = words_of(sorted(symbols, key=lambda symbol: symbol.name))
    return {word: s.name for s, word in words.items() if word != s.name}


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\w+", lambda word: names.get(word[0], word[0]), text)
