"""Ties a theorem to a claim: its steps, put into a certificate of the claim's own statement.

Untrusted but for the last line, where the kernel checks that certificate. What the theorem defines
is added to the statement as abbreviations; its hypotheses are shown to follow from the claim's; and
each goal of the claim is shown to be a goal of the theorem.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from derive.model.domain import Domain
from proofs.equality import records
from proofs.equality.certify import certify
from proofs.judge.links import NOT_FOUND, define, linked, relabelled, search_in
from proofs.judge.outside import outside
from proofs.kernel import statement_hash
from proofs.kernel.element import require
from proofs.kernel.standing import check_for, with_abbreviations
from proofs.paper.claimed import Claimed
from proofs.statements.statement import Statement
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, total
from proofs.verdict import Certificate

if TYPE_CHECKING:
    from proofs.equality.search.rewriting import Search


@dataclass(frozen=True)
class Tie:
    """What a theorem says of a claim: a certificate that the kernel accepted, or why there is none.

    `statement` is the one that is proved, `more` the abbreviations, and `extra` the hypotheses of
    the theorem that do not follow from the claim's: with them it is restricted to a part of the
    domain, and `outside` is a point of the rest.
    """

    statement: Statement
    accepted: bool
    reason: str = ""
    extra: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)
    certificate: str = ""
    outside: Mapping[str, str] | None = None


def tie(claimed: Claimed, theorem: Theorem) -> Tie:
    """Whether the theorem proves the statement, on all of its domain or on a part of it.

    What is found is recorded under the hashes of the statement and of the theorem with its proof,
    and checked anew when it is used.
    """
    name = recorded_as(claimed, theorem)
    found = _recorded(claimed, theorem, name) or _searched(claimed, theorem)
    if found.accepted:
        steps = json.loads(found.certificate)["steps"]
        records.note(name, {"extra": [*found.extra], "more": dict(found.more), "steps": steps})
    return found


def recorded_as(claimed: Claimed, theorem: Theorem) -> str:
    """The name in the record of what a theorem says of a claim."""
    proof = hashlib.sha256(theorem.certificate.encode()).hexdigest()
    return f"{statement_hash(claimed.statement)} by {proof}"


def _recorded(claimed: Claimed, theorem: Theorem, name: str) -> Tie | None:
    record = records.found(name)
    if record is None:
        return None
    try:
        own = fitted(claimed.statement, theorem)[0].statement["hypotheses"]
        extra = record["extra"]
        require(all(each in own for each in extra), f"{theorem.name} does not suppose {extra}")
        return _accepted(claimed, record["more"], extra, record["steps"])
    except NOT_FOUND:
        return None


def _searched(claimed: Claimed, theorem: Theorem) -> Tie:
    statement = claimed.statement
    try:
        renamed, more = fitted(statement, theorem)
        whole = with_abbreviations(statement, more)
        given, extra = following(whole, claimed.domain, renamed.statement["hypotheses"])
        smaller = {**statement, "hypotheses": [*statement["hypotheses"], *extra]}
        own = {*smaller["hypotheses"]} - {*renamed.statement["hypotheses"]}
        steps = [*given, *relabelled(renamed.steps, own, "shown: ")]
        stated = with_abbreviations(smaller, more)
        return _accepted(claimed, more, extra, linked(stated, steps, renamed))
    except NOT_FOUND as reason:
        return Tie(statement, False, str(reason))


def _accepted(
    claimed: Claimed, more: Mapping[str, str], extra: Sequence[str], steps: list[Step]
) -> Tie:
    """What the steps prove, once the kernel has accepted it, and a point where they do not.

    :raises Refused: by the kernel, or where no such point is found.
    """
    statement = claimed.statement
    point = outside(claimed.domain, with_abbreviations(statement, more), extra) if extra else None
    require(not extra or point is not None, f"it is not found to follow that {extra}")
    smaller = {**statement, "hypotheses": [*statement["hypotheses"], *extra]}
    certificate = Certificate(with_abbreviations(smaller, more), steps).line
    check_for(smaller, more, certificate, [(f, certify(f).text) for f in claimed.fibres])
    return Tie(smaller, True, "", tuple(extra), more, certificate, point)


# Names.


def fitted(statement: Statement, theorem: Theorem) -> tuple[Theorem, dict[str, str]]:
    """The theorem with names that mean something else in the statement renamed; its definitions.

    :raises Refused: for a symbol that the statement does not have.
    """
    own = theorem.statement
    words = {*re.findall(r"\w+", json.dumps(statement))}
    same = {head for head, body in own["definitions"].items() if _same(statement, head, body)}
    taken = [
        _name(head) for head in own["definitions"] if head not in same and _name(head) in words
    ]
    to = {name: f"{name}_" for name in taken}
    while clashes := {n: f"{new}_" for n, new in to.items() if new in words}:
        to |= clashes
    renamed = _renamed(theorem, to)
    known = {*statement["symbols"], *statement["integers"]}
    known |= {_name(head) for head in statement["definitions"]} | {*theorem.instance}
    for name in [*own["symbols"], *own["integers"]]:
        require(name in known, f"{theorem.name} speaks of {name}, which the claim does not")
    more = {h: b for h, b in renamed.statement["definitions"].items() if h not in same}
    return renamed, {**theorem.instance, **more}


def _same(statement: Statement, head: str, body: str) -> bool:
    text = statement["definitions"].get(head)
    return text is not None and re.sub(r"\s", "", text) == re.sub(r"\s", "", body)


def _name(head: str) -> str:
    return head.partition("(")[0]


def _renamed(theorem: Theorem, to: Mapping[str, str]) -> Theorem:
    if not to:
        return theorem
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, to))})\b")

    def rename(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda found: to[found[0]], value)
        if isinstance(value, list):
            return [rename(entry) for entry in value]
        if isinstance(value, dict):
            return {rename(key): rename(entry) for key, entry in value.items()}
        return value

    return replace(theorem, statement=rename(theorem.statement), steps=rename(theorem.steps))


# Hypotheses and goals.


def following(
    statement: Statement, domain: Domain, hypotheses: Iterable[str]
) -> tuple[list[Step], list[str]]:
    """Steps that show the hypotheses of a theorem, and those that are not found to follow."""
    steps: list[Step] = []
    extra: list[str] = []
    for hypothesis in hypotheses:
        if hypothesis in statement["hypotheses"]:
            continue
        try:
            require(outside(domain, statement, [hypothesis]) is None, "it does not follow")
            steps += _steps(statement, hypothesis)
        except NOT_FOUND:
            extra.append(hypothesis)
    return steps, extra


def _steps(statement: Statement, hypothesis: str) -> list[Step]:
    """Steps of which the last is the hypothesis, with labels that no theorem has."""
    search = search_in(statement)
    label = _shown(search, hypothesis)
    last = [total(hypothesis, label)] if "==" not in hypothesis else []
    own = {step["label"] for step in search.steps} - {hypothesis}
    return relabelled([*search.steps, *last], own, f"for {hypothesis}: ")


def _shown(search: "Search", claim: str) -> str:
    """The label of a fact that says no less than the claim."""
    define(search, claim)
    fact = search.checker.claim(claim, search.scope)
    if fact.relation == "==":
        return search.equal(claim)
    return search.sign(fact.value, fact.relation)
