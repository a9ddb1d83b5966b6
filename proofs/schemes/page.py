"""What ``sponte derive`` says of a scheme, as rows for people and as data for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sympy import MatrixBase

from derive.model.domain import Domain
from derive.scheme import Scheme
from derive.text.plain import to_text
from proofs.schemes.asked import Answer

Row = tuple[str, str]


def as_json(scheme: Scheme, asked: Sequence[Answer]) -> dict[str, Any]:
    """The object that ``sponte derive --json`` prints."""
    kraus, povm, chance = scheme.kraus(), scheme.povm(), scheme.probabilities()
    outcomes = [
        {
            "name": name,
            "kraus": [_entries(operator) for operator in kraus[name]],
            "effect": _entries(povm[name]),
            "probability": to_text(chance[name]),
        }
        for name in kraus
    ]
    bits: dict[str, dict[str, Any]] = {}
    for answer in asked:
        bits.setdefault(answer.holder, {})[answer.state] = _answer(answer)
    return {
        "scheme": scheme.name,
        "domain": str(domain(scheme, asked)),
        "outcomes": outcomes,
        "bits": bits,
    }


def domain(scheme: Scheme, asked: Sequence[Answer]) -> Domain:
    """Where all of the bits are had, and the probabilities."""
    whole = scheme.model.domain if not asked else Domain()
    for answer in asked:
        whole &= answer.bits.domain
    return replace(whole, hypotheses=tuple(dict.fromkeys(whole.hypotheses)))


def _answer(answer: Answer) -> dict[str, str | None]:
    closed = answer.bits.rhs is not None
    return {
        "text": answer.bits.text() if closed else None,
        "latex": answer.bits.latex() if closed else None,
        "reason": answer.bits.reason or None,
        "value": answer.value,
    }


def _entries(matrix: MatrixBase) -> list[list[str]]:
    return [[to_text(x) for x in matrix.row(i)] for i in range(matrix.rows)]


def rows(scheme: Scheme, asked: Sequence[Answer], at_a_point: bool = False) -> Iterator[Row]:
    """The same for people; `at_a_point` says that values were asked for."""
    yield scheme.name, scheme.title
    yield "domain", str(domain(scheme, asked))
    chance, povm = scheme.probabilities(), scheme.povm()
    for name, operators in scheme.kraus().items():
        yield "outcome", name
        yield "Pr", to_text(chance[name])
        yield "effect", to_text(povm[name])
        for operator in operators:
            yield "Kraus", to_text(operator)
    for answer in asked:
        yield "bits", f"{answer.bits.title}"
        yield "", answer.bits.text() if answer.bits.rhs is not None else answer.bits.reason
        if answer.value is not None:
            yield "value", answer.value
        elif at_a_point:
            yield "value", "none at a point without c, the coherence of this state"
