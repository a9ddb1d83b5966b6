"""Trusted: when a certificate stands for more than the statement that it is about.

*Abbreviations.* Definitions of names that a statement does not have change nothing in what it says.

*Edges.* A formula of the kernel is continuous where it has a value. At an edge of the domain that
is approached from inside, both sides of a goal tend to their values there, or, where a divisor or
the argument of a logarithm vanishes, to the limit as which the formula is read. Equalities and weak
inequalities pass to limits, strict ones do not. That every point of the closed domain is approached
from inside is what `fibres` are about: no range that depends on other symbols is empty inside.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from proofs.kernel import check, statement_hash
from proofs.kernel.element import require
from proofs.kernel.thin import passes_to_limits

Statement = Mapping[str, Any]


def with_abbreviations(statement: Statement, more: Mapping[str, str]) -> dict[str, Any]:
    """The statement with further definitions, of names that occur nowhere in it.

    :raises Refused: for a name that it has.

    >>> empty = {"symbols": ["x"], "definitions": {}, "goals": ["x**2 >= 0"]}
    >>> with_abbreviations(empty, {"f(u)": "u**2"})["definitions"]
    {'f(u)': 'u**2'}
    """
    words = {*re.findall(r"\w+", json.dumps(statement, ensure_ascii=False))}
    for head in more:
        name = head.partition("(")[0].strip()
        require(name.isidentifier() and name not in words, f"{name!r} is a name of the statement")
    return {**statement, "definitions": {**statement["definitions"], **more}}


def passes_to_edges(statement: Statement) -> bool:
    """Whether what is stated of the inside of a domain holds on its edges, as limits."""
    return all(map(passes_to_limits, statement["goals"]))


def check_for(
    statement: Statement,
    more: Mapping[str, str],
    certificate: str,
    fibres: Iterable[tuple[Statement, str]] = (),
) -> None:
    """Accept a certificate of the statement with abbreviations, and one of each fibre.

    :raises Refused: for what does not prove the statement; with fibres, for a strict goal too.
    """
    check(certificate, statement_hash(with_abbreviations(statement, more)))
    for fibre, own in fibres:
        require(passes_to_edges(statement), "a strict inequality does not pass to the edges")
        check(own, statement_hash(fibre))
