"""The text of a paper: its tables and keys, each of its kind, with errors that name the claim."""

import keyword
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sympy import Expr, MatrixBase, Rational, Symbol

from derive.errors import FormulaError, PaperError
from derive.text.plain import WORDS
from proofs.paper.claim import Claim, Kind
from proofs.paper.domains import read_domain
from proofs.paper.formula import read, tree
from proofs.paper.paper import Section

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Text:
    """A paper as it is written; the domains of its claims are still text."""

    file: Path
    paper: Table
    claims: tuple[Table, ...]
    names: Mapping[str, str]
    """The paper's abbreviations, each a formula of the symbols at hand and of those before it."""


def read_text(file: Path) -> Text:
    """The tables of a paper, once every key is known and has a value of its kind.

    :raises PaperError: for what is no TOML, or no paper.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PaperError(f"{file}: no TOML: {error}") from None
    tables = {"paper": _table, "names": _names, "claim": _tables}
    _check(data, tables, ("paper", "claim"), f"{file}")
    _check(data["paper"], PAPER, ("key", "title"), f"{file}: [paper]")
    _check_claims(data["claim"], file)
    claims = tuple(map(_plain, data["claim"]))
    return Text(file, data["paper"], claims, data.get("names", {}))


def _check_claims(claims: Sequence[Table], file: Path) -> None:
    seen = set[str]()
    for place, claim in enumerate(claims, start=1):
        number = claim.get("number")
        where = f"{file}: claim {number or f'number {place} of the file'}"
        _check(claim, CLAIM, ("number",), where)
        if number in seen:
            raise PaperError(f"{where}: there are two claims of this number")
        if {"printed", "parts"} <= {*claim}:
            raise PaperError(f"{where}: it has printed and parts; one of them will do")
        seen.add(str(number))


def _check(data: Table, kinds: Mapping[str, "Shape"], needed: Sequence[str], where: str) -> None:
    for key in needed:
        if key not in data:
            raise PaperError(f"{where}: {key} is missing")
    for key, value in data.items():
        if key not in kinds:
            raise PaperError(f"{where}: there is no key {key!r}; there are {', '.join(kinds)}")
        try:
            kinds[key](value)
        except ValueError as error:
            raise PaperError(f"{where}: {key} is to be {error}") from None


# Shapes of values: each is silent, or says what a value is to be.

Shape = Callable[[Any], None]


def _must(holds: bool, words: str) -> None:
    if not holds:
        raise ValueError(words)


def _text(value: Any) -> None:
    _must(isinstance(value, str) and bool(value.strip()), "a text that is not empty")


def _key(value: Any) -> None:
    _text(value)
    _must(value.replace("_", "a").replace("-", "a").isalnum() and value.isascii(), "one word")


def _number(value: Any) -> None:
    _text(value)
    plain = all(c.isalnum() or c in "_:.-" for c in value)
    _must(plain and value.isascii(), "a text of letters, digits and _ : . -")


def _kind(value: Any) -> None:
    _must(value in list(Kind), f"one of {', '.join(Kind)}")


def _truth(value: Any) -> None:
    _must(isinstance(value, bool), "true or false")


def _texts(value: Any) -> None:
    _must(isinstance(value, list) and all(isinstance(x, str) for x in value), "a list of texts")


def _formula(value: Any) -> None:
    _text(value)
    try:
        tree(value)
    except FormulaError as error:
        raise ValueError(f"a formula, written out as 2*x**2: {error}") from None


def _formulas(value: Any) -> None:
    _texts(value)
    for each in value:
        _formula(each)


def _parts(value: Any) -> None:
    _must(isinstance(value, dict) and bool(value), "a table of formulas")
    for each in value.values():
        _formula(each)


def _numbers(value: Any) -> None:
    _must(isinstance(value, dict) and bool(value), "a table of numbers")
    for each in value.values():
        _formula(each)
        _must(isinstance(_exact(each), Rational), f"exact numbers such as 1/2, not {each!r}")


def _exact(text: str) -> Expr | MatrixBase | None:
    try:
        return read(text, {})
    except FormulaError:
        return None


def _names(value: Any) -> None:
    _parts(value)
    for name in value:
        word = name in {*WORDS, "I", "pi"} or keyword.iskeyword(name)
        fits = name.isidentifier() and name.isascii() and not word
        _must(fits, f"a table of names, and {name!r} cannot be one in a formula")


def _printed(value: Any) -> None:
    (_parts if isinstance(value, dict) else _formula)(value)


def _words(value: Any) -> None:
    _must(isinstance(value, dict) and bool(value), "a table of words")
    for each in (*value, *value.values()):
        _key(each)


def _table(value: Any) -> None:
    _must(isinstance(value, dict), "a table")


def _tables(value: Any) -> None:
    _must(isinstance(value, list) and bool(value), "written [[claim]], once for each claim")
    for each in value:
        _table(each)


PAPER: Mapping[str, Shape] = {
    "key": _key,
    "title": _text,
    "citation": _text,
    "authors": _texts,
    "derivations": _texts,
    "figures": _words,
}
CLAIM: Mapping[str, Shape] = {
    "number": _number,
    "section": _text,
    "kind": _kind,
    "latex": _text,
    "printed": _printed,
    "parts": _parts,
    "domain": _text,
    "where": _formulas,
    "of": _text,
    "variable": _text,
    "relative_to": _formula,
    "theorem": _text,
    "strict": _truth,
    "holds_where": _formulas,
    "holds_at": _numbers,
    "repair": _text,
    "solve_for": _text,
    "contrast": _text,
    "remarks": _texts,
}
"""Every key of a claim: the fields of :class:`~proofs.paper.claim.Claim`, `section`, and `parts`,
another word for a `printed` that is a table."""


def _plain(claim: Table) -> dict[str, Any]:
    """The table of a claim with the fields of a claim, but for its domain and section."""
    data: dict[str, Any] = {k: tuple(x) if isinstance(x, list) else x for k, x in claim.items()}
    if "parts" in data:
        data["printed"] = data.pop("parts")
    if "holds_at" in data:
        data["holds_at"] = {name: str(_exact(text)) for name, text in data["holds_at"].items()}
    return data | {"kind": Kind(data.get("kind", Kind.EQUATION))}


def claim_of(data: Table, symbols: Mapping[str, Symbol], file: Path) -> Claim:
    """The claim that a table tells; its domain may speak of the symbols that are given.

    :raises PaperError: for a text that is no domain.
    """
    own = {key: value for key, value in data.items() if key not in ("section", "domain")}
    claim = Claim(**{"latex": "", **own})
    if "domain" not in data:
        return claim
    try:
        return replace(claim, domain=read_domain(data["domain"], symbols))
    except FormulaError as error:
        raise PaperError(f"{file}: claim {claim.number}: domain: {error}") from None


def sections(text: Text, claims: Sequence[Claim]) -> tuple[Section, ...]:
    """The sections in the order in which the file begins them."""
    members: dict[str, list[Claim]] = {}
    for data, claim in zip(text.claims, claims, strict=True):
        members.setdefault(data.get("section", "Claims"), []).append(claim)
    return tuple(Section(heading, tuple(some)) for heading, some in members.items())
