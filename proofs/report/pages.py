"""What the command says of one claim or equation, as rows of a label and a text."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sympy import Expr, Symbol

from derive.text.latex import latex as to_latex
from derive.text.plain import to_text
from proofs.latex.proofs import BLOCKS
from proofs.latex.reasons import Step
from proofs.paper.built_in import BUILT_IN
from proofs.paper.claim import Claim
from proofs.paper.claims import FILES
from proofs.paper.formula import names_in
from proofs.paper.logarithms import base_2, with_ln
from proofs.paper.paper import Paper
from proofs.paper.parts import as_text, find_part
from proofs.paper.remarks import unmarked
from proofs.theorems import Theorem, backing, theorem
from proofs.theorems.found_by_search import inequality
from proofs.verdict import Certificate, Result, Status, Verdict, Witness

Row = tuple[str, str]
FINDINGS = (Status.RESTRICTED, Status.CORRECTED, Status.REFUTED, Status.IMPORTED, Status.UNDECIDED)
"""The statuses that ask for an explanation."""


def claim_page(verdict: Verdict, paper: Paper = BUILT_IN) -> list[Row]:
    """Everything that is known of a claim of a paper."""
    claim = paper.claim(verdict.number)
    rows = [
        (verdict.number, verdict.title),
        (verdict.status, verdict.method),
        *_list("remarks", verdict.remarks),
        *_rows("printed", verdict.printed or in_words(claim, paper)),
        *_list("with", tuple(abbreviations(verdict.number, paper))),
        *_rows("derived", verdict.derived),
        *_rows("corrected", verdict.corrected),
        *_witness(verdict.witness, claim),
        *_domain(verdict.domain),
        *_list("assumes", verdict.assumptions),
        *engine_rows(verdict),
        *proof_rows(verdict, paper),
        *_list("steps", steps(verdict.number, paper)),
        *_rows("uses", " ".join(verdict.uses)),
        *_rows("source", verdict.source),
        ("" if verdict.source else "source", printed_at(verdict.number, paper)),
    ]
    return [row for row in rows if any(row)]


def steps(number: str, paper: Paper) -> tuple[str, ...]:
    """What the derivation of a claim did, in words; its rows as formulas are on the page.

    >>> steps("28", BUILT_IN)[1]
    'The rest of (27) is G(n) - G(0), which telescopes'
    """
    rows = paper.equations[number].steps if number in paper.equations else ()
    return tuple(dict.fromkeys(row.words for row in rows if row.words))


def abbreviations(number: str, paper: Paper = BUILT_IN) -> Iterator[str]:
    """What names in a printed formula are short for.

    >>> [*abbreviations("28")]
    ['p = 1 - exp(-Gamma*t/n)']
    """
    if number not in paper.equations:
        return
    known = paper.names_at(number, paper.equations[number].domain)
    used = chain.from_iterable(map(names_in, paper.claim(number).parts.values()))
    for name in dict.fromkeys(used):
        if isinstance(known.get(name), Expr) and not isinstance(known[name], Symbol):
            yield f"{name} = {to_text(known[name])}"


def part_page(verdict: Verdict, part: str, paper: Paper = BUILT_IN) -> list[Row]:
    """A part of a claim: as it is printed and derived, with the verdict of the whole."""
    claim, derived = paper.claim(verdict.number), paper.equation(verdict.number)
    return [
        (f"{verdict.number}:{part}", verdict.title),
        (verdict.status, f"{verdict.method} (the whole of {verdict.number})"),
        *_rows("printed", base_2(claim.parts.get(part, "")) or "only with other parts"),
        *_rows("derived", derived.text(part) if derived.part(part) is not None else None),
        *(_witness(verdict.witness, claim) if _is_about(verdict.witness, part) else ()),
        *_domain(verdict.domain),
        *_list("assumes", verdict.assumptions),
    ]


def _is_about(witness: Witness | None, part: str) -> bool:
    return witness is not None and witness.part.split(" ")[0].rstrip(",") == part


def _domain(text: str | None) -> Iterator[Row]:
    """The printed domain, and where less is true, what is."""
    printed, only, where = (text or "").partition("; only ")
    yield from _rows("domain", printed, split=False)
    yield from _rows("holds", f"only {where}" if only else None, split=False)


MARKS = (
    (r"\\(?:text|mathrm)\{([^{}]*)\}", r"\1"),
    (r"\\rho_\{?(\d\d|A)\}?", lambda found: f"rho{found[1].replace('A', '_A')}"),
    (r"\\tfrac\{(\w+)\}\{(\w+)\}", r"\1/\2"),
    (r"\\(?:left|right)\b", ""),
    (r"~", " "),
    (r"\\big\|_\{(\w+)=0\}", r"  at  \1 = 0"),
    (r"\\leq\b", "<="),
    (r"\\geq\b", ">="),
    (r"\\log\b", "log2"),
    (r"\\(eta|in|ln|min|overline)(?![a-zA-Z])", r"\1"),
    (r"_\{(\w+)\}", r"_\1"),
    (r"overline\{(\w+)\}", r"\1"),
)
"""What typesetting writes, and what is read instead of it."""


def in_words(claim: Claim, paper: Paper = BUILT_IN) -> str:
    """What a claim says, without marks of typesetting; as it is where some mark has no word.

    >>> in_words(BUILT_IN.claim("device:guess:first"))
    'E_1 >= E_k'
    """
    derived = paper.equations.get(claim.number)
    own = {to_latex(symbol): symbol.name for symbol in (derived.domain.symbols if derived else ())}
    names = ((re.escape(text) + "(?![a-zA-Z])", own[text]) for text in own if text[0] == "\\")
    plain = claim.latex
    for mark, word in (*names, *MARKS):
        plain = re.sub(mark, word, plain)
    return claim.latex if "\\" in plain else plain


def engine_rows(verdict: Verdict) -> Iterator[Row]:
    """What each engine said: its version, its answer, and what exactly it showed."""
    for said in verdict.engines:
        words = [said.version or "", said.result, said.detail or said.install]
        axioms = f"axioms: {', '.join(said.axioms)}" if said.axioms else ""
        yield said.name, "; ".join(filter(None, (" ".join(words[:2]).strip(), words[2], axioms)))


def engine_words(verdict: Verdict) -> str:
    """The engines that were asked, in brackets behind a summary; the missing are named so, and the
    silent.
    """
    words = [
        said.name if said.result is Result.CONFIRMED else f"{said.name} {said.result}"
        for said in verdict.engines
    ]
    return f" [{', '.join(words)}]" if words else ""


def proof_rows(verdict: Verdict, paper: Paper) -> Iterator[Row]:
    """The theorems behind a claim: what they say, where, and each step with its rule.

    The kernel's ``log`` is natural; here it is ``ln``, as in every formula that is shown. The steps
    that a search has found are for machines, and only counted; of what is not proved none is looked
    for.
    """
    for name in backing(verdict.number) if paper.built_in else ():
        own = theorem(name)
        yield from _stated(own)
        yield from _list("proof", tuple(_lines(own.steps)))
    proved = verdict.status is Status.PROVED
    if found := inequality(verdict.number, paper) if proved else None:
        yield from _stated(found)
        yield "proof", f"{len([*_lines(found.steps)])} lines, found; --certificate FILE writes them"


def _stated(own: Theorem) -> Iterator[Row]:
    yield "theorem", f"{own.name}: {unmarked(own.summary)}"
    yield from _list("given", tuple(map(with_ln, own.statement["hypotheses"])))
    yield from _list("with", tuple(map(with_ln, _defined(own.statement))))
    yield from _list("then", tuple(map(with_ln, own.statement["goals"])))


def _defined(statement: Mapping[str, Any]) -> Iterator[str]:
    return (f"{head} = {body}" for head, body in statement["definitions"].items())


def _lines(proof: Sequence[Step], depth: int = 0) -> Iterator[str]:
    """The steps in order, each followed by the steps that it rests on, which stand further in."""
    for step in proof:
        yield f"{'  ' * depth}{with_ln(step['claim'])}  [{_why(step)}]"
        for block in filter(step.get, BLOCKS):
            yield f"{'  ' * (depth + 1)}{with_ln(_where(step, block))}:"
            yield from _lines(step[block], depth + 1)


def _where(step: Step, block: str) -> str:
    """The case that a block is about, or the ends of its variable."""
    if block.startswith("if"):
        return f"{step['on']} {block.removeprefix('if ')}"
    if "start" in step:
        return f"{step['variable']} {'==' if block == 'base' else '>='} {step['start']}"
    low, high = step.get("from", step.get("lower")), step.get("to", step.get("upper"))
    return f"{step['variable']} from {low} to {high}{', inside' if block == 'open' else ''}"


def _why(step: Mapping[str, Any]) -> str:
    """The rule of a step, and the named lemma where it is one."""
    return f"{step['rule']} {step['name']}" if "name" in step else step["rule"]


def equation_page(name: str, paper: Paper = BUILT_IN) -> list[Row]:
    """What is derived under a number, or a part of one, that the paper does not print."""
    derived, part = find_part(name, paper)
    wanted = [part] if part else derived.parts
    texts = {p: derived.text(p) for p in wanted if derived.part(p) is not None}
    return [
        (name, derived.title),
        *_rows("derived", as_text(texts)),
        *_rows("domain", str(derived.domain), split=False),
        *_list("assumes", derived.assumptions),
        *_list("steps", steps(derived.number, paper)),
        *_rows("uses", " ".join(derived.uses)),
        ("source", derived.source),
    ]


def check_page(verdict: Verdict) -> list[Row]:
    """The answer to ``sponte check``."""
    return [
        (verdict.status, verdict.method),
        *_list("note", verdict.notes),
        *_witness(verdict.witness),
        *_rows("domain", verdict.domain, split=False),
        *_certified(verdict.certificate),
    ]


def _certified(certificate: Certificate | None) -> Iterator[Row]:
    """What the kernel has accepted, in its own words, in which ``log`` is natural."""
    if certificate is not None:
        yield from _list("certified", tuple(certificate.statement["goals"]))
        yield from _list("with", tuple(_defined(certificate.statement)))
        hypotheses = (*_declared(certificate.statement), *certificate.statement["hypotheses"])
        yield from _list("where", hypotheses)
        yield from _list("off", tuple(f"{d} = 0" for d in certificate.statement["except"]))
        yield "sha256", certificate.sha256


def _declared(statement: Mapping[str, Any]) -> Iterator[str]:
    """What the names of a statement stand for.

    >>> [*_declared({"symbols": ["t"], "integers": ["m", "i"], "functions": {"w": "> 1 m"}})]
    ['t real', 'm, i integer', 'w(j) > 0 for j = 1..m']
    """
    for kind, names in (("real", statement["symbols"]), ("integer", statement["integers"])):
        yield from [f"{', '.join(names)} {kind}"] if names else []
    for name, said in statement.get("functions", {}).items():
        sign, *ends = said.split(" ")
        among = f" for j = {'..'.join(ends)}" if ends else ""
        yield f"{name}({'j' if ends else 'x'}) {'real' if sign == 'real' else f'{sign} 0'}{among}"


def summary(verdict: Verdict) -> str:
    """One line: what the claim is about, or for a finding what was found.

    >>> from proofs import verify
    >>> summary(verify("14")), summary(verify("text:geometric-sum"))
    ('POVM on the atom', 'sum behind (28)')
    """
    if verdict.status not in FINDINGS:
        return verdict.title
    if verdict.remarks:
        return verdict.remarks[0]
    where = f"; not at {_point(verdict.witness)}" if verdict.witness else ""
    return f"{verdict.title}{where}"


def printed_at(number: str, paper: Paper = BUILT_IN) -> str:
    """The file where a claim stands, and the line of one of ours.

    >>> printed_at("1").partition(":")[0]
    'proofs/paper/claims.toml'
    """
    return _places()[number] if paper.built_in else paper.source


@functools.cache
def _places() -> Mapping[str, str]:
    """Where the number of each claim is written: file and line."""
    lines = (
        (line, f"proofs/paper/{file.name}:{place}")
        for file in FILES
        for place, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    )
    written = {f'number = "{number}"': number for number in BUILT_IN.claims}
    return {written[line]: place for line, place in lines if line in written}


def _rows(label: str, text: str | None, split: bool = True) -> Iterator[Row]:
    """A row for each part of a text, none for no text."""
    for line in (text.split("; ") if split else [text]) if text else ():
        yield label, line
        label = ""


def _list(label: str, texts: tuple[str, ...]) -> Iterator[Row]:
    for text in texts:
        yield label, text
        label = ""


def _witness(witness: Witness | None, claim: Claim | None = None) -> Iterator[Row]:
    """The point, both values, and the ball around their difference."""
    if witness is None:
        return
    yield "witness", _point(witness)
    part = f"{witness.part}: " if witness.part else ""
    given, derived = claim.sides(witness) if claim else ("given", "derived")
    yield "", f"{part}{given} {witness.given}, {derived} {witness.derived}"
    yield "", f"difference {witness.difference}"


def _point(witness: Witness) -> str:
    return ", ".join(f"{name} = {value}" for name, value in witness.point.items())
