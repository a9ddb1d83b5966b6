"""A paper from outside: its TOML, with what its derivations derive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sympy import Symbol

from derive import symbols as sym
from derive.errors import FormulaError, PaperError
from derive.model.domain import Domain
from derive.model.equation import Equation
from proofs.paper.claim import Claim, Kind
from proofs.paper.formula import read
from proofs.paper.names import STATE_NAMES, derived_names, typed
from proofs.paper.paper import Paper
from proofs.paper.toml import Table, Text, claim_of, read_text, sections
from proofs.papers.derivations import Derivations, derivations
from proofs.papers.equations import Equations
from proofs.papers.installed import find

PRINTED = (Kind.EQUATION, Kind.CASES, Kind.PROPORTION, Kind.BOUND, Kind.LIMIT)
"""Kinds that are nothing without a formula."""
BOUNDED = (Kind.BOUND, Kind.GROWTH, Kind.LIMIT)
"""Kinds that speak of another result, by default the equation of their own number."""
INPUTS = (Kind.DEFINITION, Kind.IMPORTED)
"""Kinds that need no derivation."""


def read_paper(file: Path | str) -> Paper:
    """The paper that a TOML file tells, once its derivations have run.

    `file` may be the name of an installed paper, see :mod:`proofs.papers.installed`.

    :raises PaperError: for a file that is no paper, a claim of nothing that is derived, or a
        derivation that fails; the text names the file, the claim and the key.
    """
    text = read_text(find(file))
    if "figures" in text.paper:
        raise PaperError(f"{text.file}: figures are for the paper of this package alone")
    names = [text.file.parent / name for name in text.paper.get("derivations", ())]
    found = derivations(names) if names else Derivations()
    claims = [_claim(data, found, text.file) for data in text.claims]
    equations = _equations(claims, found, text.names)
    _check_names(text, found)
    for claim in claims:
        _check_claim(claim, equations, text.file)
    return Paper(
        key=text.paper["key"],
        title=text.paper["title"],
        citation=text.paper.get("citation", ""),
        authors=tuple(text.paper.get("authors", ())),
        sections=sections(text, claims),
        equations=equations,
        names_at=equations.names_at,
        record=text.file.with_name(f"{text.paper['key']}.verdicts.json"),
        source=text.file.name,
    )


def _claim(data: Table, found: Derivations, file: Path) -> Claim:
    """A claim of the file; one that is bound to no other result is about its own."""
    claim = claim_of(data, _symbols(data, found), file)
    return replace(claim, of=claim.number) if claim.kind in BOUNDED and not claim.of else claim


def _symbols(data: Table, found: Derivations) -> Mapping[str, Symbol]:
    """The symbols that a domain may speak of; those of what the claim is about win."""
    known = {name: quantity.symbol for name, quantity in sym.TABLE.items()}
    of, number = data.get("of", ""), data["number"]
    about = found.schemes.get(of.partition(":")[0])
    domains = [about.model.domain] if about else []
    domains += [found.equations[n].domain for n in (of, number) if n in found.equations]
    return known | _own_symbols(found) | _symbols_of(domains)


def _own_symbols(found: Derivations) -> dict[str, Symbol]:
    """The symbols that the derivations are written with."""
    domains = [scheme.model.domain for scheme in found.schemes.values()]
    return _symbols_of([*domains, *(equation.domain for equation in found.equations.values())])


def _symbols_of(domains: Iterable[Domain]) -> dict[str, Symbol]:
    return {name: symbol for domain in domains for name, symbol in typed(domain).items()}


def _check_names(text: Text, found: Derivations) -> None:
    """Whether each abbreviation can be read where all symbols are known, and is none of them."""
    known = dict[str, Any](_symbols({"number": ""}, found))
    written = (derived_names(equation) for equation in found.equations.values())
    own = {*_own_symbols(found), *STATE_NAMES}.union(*written)
    for name, formula in text.names.items():
        where = f"{text.file}: [names] {name}"
        if name in own:
            raise PaperError(f"{where}: it is a symbol of the derivations")
        try:
            known[name] = read(formula, known)
        except FormulaError as error:
            raise PaperError(f"{where}: {error}") from None


def _equations(claims: Sequence[Claim], found: Derivations, names: Mapping[str, str]) -> Equations:
    """What is derived under each number: by a function, what the claim is of, or nothing."""
    of: dict[str, str] = {}
    bounds: dict[str, str] = {}
    tied = dict(found.equations)
    for claim in claims:
        own = claim.number in tied and claim.kind in BOUNDED
        if own and claim.kind is Kind.BOUND and claim.of != claim.number:
            bounds[claim.number] = claim.of
        if claim.of not in ("", claim.number) and not own:
            of[claim.number] = claim.of
        elif claim.number not in tied and claim.kind in INPUTS:
            tied[claim.number] = nothing(claim.number)
    return Equations(tied, of, found.schemes, bounds, names)


def nothing(number: str) -> Equation:
    """An input, of which nothing is derived."""
    return Equation(number, Symbol(""), {}, Domain(), "an input", (), (), "", dict)


def _check_claim(claim: Claim, equations: Equations, file: Path) -> None:
    where = f"{file}: claim {claim.number}"
    if claim.kind in PRINTED and not claim.parts:
        raise PaperError(f"{where}: printed is missing")
    if claim.kind in (Kind.GROWTH, Kind.LIMIT) and not claim.variable:
        raise PaperError(f"{where}: variable is missing")
    for key, number in _results(claim).items():
        try:
            equations.source(number)
        except PaperError as error:
            raise PaperError(f"{where}: {key}: {error}") from None


def _results(claim: Claim) -> dict[str, str]:
    """The results that a claim speaks of, by the key that names them."""
    named = {"of": claim.of, "repair": claim.repair, "contrast": claim.contrast}
    named |= {"number": claim.number}
    return {key: number for key, number in named.items() if number}
