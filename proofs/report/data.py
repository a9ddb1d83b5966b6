"""What the page shows of each claim, as plain data made from verdicts, equations and theorems.

Everything is computed or looked up here, nothing is typed; the template only arranges it.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from derive.model.equation import Equation
from derive.text.for_sympy import for_sympy
from proofs.latex.claim import has_formula
from proofs.latex.document import printed
from proofs.paper.built_in import BUILT_IN
from proofs.paper.paper import Paper
from proofs.paper.parts import as_text
from proofs.paper.remarks import unmarked
from proofs.report.derivation import Row, derivation
from proofs.report.downloads import downloads, programs
from proofs.report.mathml import display
from proofs.report.pages import FINDINGS, printed_at
from proofs.report.proof import ShownProof, proof
from proofs.theorems import BACKED, theorem
from proofs.verdict import Confirmation, Status, Verdict, Witness

MEANINGS: Mapping[Status, str] = {
    Status.EXACT: "printed = derived, by exact computation",
    Status.PROVED: "a certificate that the kernel accepts",
    Status.RESTRICTED: "true on a smaller domain than printed",
    Status.CORRECTED: "printed differs; the right form is given",
    Status.REFUTED: "not to be had from the stated model",
    Status.DEFINITION: "an input",
    Status.IMPORTED: "taken from a cited work",
    Status.UNDECIDED: "not known; never counted as a pass",
}


Watch = Callable[[Sequence[str]], Iterable[str]]
"""Sees numbers go by while something is made of each."""


@dataclass(frozen=True)
class PageLink:
    """Another claim or equation of the page."""

    number: str
    title: str


@dataclass(frozen=True)
class CopyText:
    """A text to copy: what it is called, and the text."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One claim or equation of the page; `printed`, `derived` and `corrected` are MathML."""

    number: str
    title: str
    status: Status | None
    printed: str
    derived: str
    corrected: str
    domain: tuple[str, ...]
    assumptions: tuple[str, ...]
    witnesses: tuple[tuple[Witness, tuple[str, str]], ...]
    method: str
    remarks: tuple[str, ...]
    engines: tuple[Confirmation, ...]
    proofs: tuple[str, ...]
    uses: tuple[PageLink, ...]
    used_by: tuple[PageLink, ...]
    sources: tuple[str, ...]
    code: str
    derivation: tuple[Row, ...]
    texts: tuple[CopyText, ...]
    programs: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether what is printed does not hold as it stands."""
        return self.status in (Status.CORRECTED, Status.REFUTED, Status.RESTRICTED)

    @property
    def words(self) -> str:
        """What a search looks through, besides the texts to copy."""
        texts = (
            self.number,
            label(self.number),
            self.title,
            self.status or "",
            self.method,
            *map(unmarked, self.remarks),
        )
        return " ".join(texts).lower()


@dataclass(frozen=True)
class PageSection:
    """A section of the paper with its claims."""

    number: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        """The fragment of its place on the page."""
        return "section-" + self.number.replace(".", "-").replace(" ", "-")


@dataclass(frozen=True)
class NotAsPrinted:
    """What does not hold as printed, in one line."""

    number: str
    status: Status
    text: str
    """A remark, with formulas between backticks."""


@dataclass(frozen=True)
class Report:
    """All that the page shows."""

    sections: tuple[PageSection, ...]
    beyond: tuple[Entry, ...]
    findings: tuple[NotAsPrinted, ...]
    counts: Mapping[Status, int]
    proofs: Mapping[str, ShownProof]
    downloads: Mapping[str, str]

    @property
    def claims(self) -> tuple[Entry, ...]:
        """Every claim of the paper, in its order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every claim, and what is derived beyond the paper."""
        return (*self.claims, *self.beyond)


def anchor(number: str) -> str:
    """The fragment of a claim: stable, unique, and fit for a URL.

    >>> anchor("17"), anchor("text:geometric-sum")
    ('eq-17', 'eq-text-geometric-sum')
    """
    return "eq-" + number.replace(":", "-")


def label(number: str) -> str:
    """The number as a reader knows it: that of an equation in brackets, any other as it is.

    >>> label("17"), label("A5"), label("prop1")
    ('(17)', '(A5)', 'prop1')
    """
    return f"({number})" if number.removeprefix("A").isdigit() else number


def report(verdicts: Iterable[Verdict], paper: Paper = BUILT_IN, watch: Watch = iter) -> Report:
    """The data of the page, from the verdicts of all claims; `watch` sees each number go by."""
    by_number = {verdict.number: verdict for verdict in verdicts}
    entries, proofs = _computed(by_number, paper, watch)
    found = [by_number[number] for number in paper.claims]
    return Report(
        sections=tuple(
            PageSection(part.number, part.title, tuple(entries.pop(c.number) for c in part.claims))
            for part in paper.sections
        ),
        beyond=tuple(entries.values()),
        findings=tuple(
            NotAsPrinted(v.number, v.status, _story(v, paper))
            for v in found
            if v.status in FINDINGS
        ),
        counts={status: sum(v.status is status for v in found) for status in MEANINGS},
        proofs=proofs,
        downloads=downloads(found, paper),
    )


def _story(verdict: Verdict, paper: Paper) -> str:
    """A finding in one line: its first remark, or where it fails."""
    if remarks := paper.claims[verdict.number].remarks:
        return remarks[0]
    point = verdict.witness.point.items() if verdict.witness else ()
    where = ", ".join(f"`{name} = {value}`" for name, value in point)
    return f"{verdict.title}; not at {where}" if where else verdict.title


def _computed(
    verdicts: Mapping[str, Verdict], paper: Paper, watch: Watch
) -> tuple[dict[str, Entry], dict[str, ShownProof]]:
    """The entries and the proofs by name.

    In one process: several would each derive what most equations rest on, and gain little.
    """
    entries = [entry(number, verdicts.get(number), paper) for number in watch([*paper.equations])]
    titles = {entry.number: entry.title for entry in entries}
    users = _users(entries)
    linked = {
        found.number: replace(
            found,
            uses=tuple(PageLink(link.number, titles[link.number]) for link in found.uses),
            used_by=tuple(PageLink(n, titles[n]) for n in users.get(found.number, ())),
        )
        for found in entries
    }
    return linked, {name: proof(theorem(name)) for name in _backed(paper)}


def _backed(paper: Paper) -> Mapping[str, tuple[str, ...]]:
    """The theorems with the claims that they back; of a paper from outside there are none."""
    return BACKED if paper.built_in else {}


def _users(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    users: dict[str, tuple[str, ...]] = {}
    for found in entries:
        for used in found.uses:
            users[used.number] = (*users.get(used.number, ()), found.number)
    return users


def entry(number: str, verdict: Verdict | None, paper: Paper = BUILT_IN) -> Entry:
    """What the page shows of one equation, with its verdict if the paper claims it.

    The titles of what it uses, and what uses it, are known only when all entries are there.
    """
    equation = paper.equation(number)
    latex = equation.latex() if has_formula(equation) else ""
    claim = printed(paper.claims[number], paper) if number in paper.claims else None
    domain = verdict.domain if verdict and verdict.domain else str(equation.domain)
    return Entry(
        number=equation.number,
        title=equation.title,
        status=verdict.status if verdict else None,
        printed=display(claim.latex) if claim and claim.latex else "",
        derived=display(latex) if latex else "",
        corrected=_corrected(equation, verdict, paper),
        domain=tuple(domain.split("; ")),
        assumptions=verdict.assumptions if verdict else equation.assumptions,
        witnesses=tuple((w, claim.sides(w)) for w in verdict.witnesses)
        if verdict and claim
        else (),
        method=verdict.method if verdict else "",
        remarks=paper.claims[number].remarks if verdict else (),
        engines=verdict.heard.engines if verdict else (),
        proofs=tuple(name for name, backed in _backed(paper).items() if equation.number in backed),
        uses=tuple(PageLink(used, "") for used in equation.uses),
        used_by=(),
        sources=(equation.source, *([printed_at(number, paper)] if claim else [])),
        code=source_text(equation),
        derivation=derivation(equation),
        texts=texts(equation, latex) if latex else (),
        programs=tuple(programs(number, paper)),
    )


def source_text(equation: Equation) -> str:
    """The function that derives an equation, as it is written; nothing where none is at hand.

    >>> source_text(BUILT_IN.equation("19")).splitlines()[1]
    '    "19",'
    """
    if equation.function is None:
        return ""
    try:
        return inspect.getsource(inspect.unwrap(equation.function)).rstrip()
    except (OSError, TypeError):
        return ""


def _corrected(equation: Equation, verdict: Verdict | None, paper: Paper) -> str:
    """The right form as MathML, where it is not simply all that is derived."""
    if verdict is None or verdict.corrected is None:
        return ""
    if verdict.status is Status.REFUTED:
        return display(paper.equation(paper.claims[equation.number].repair).latex())
    wrong = verdict.corrected.split("; ")
    parts = {p: v for p, v in equation.parts.items() if as_text({p: equation.text(p)}) in wrong}
    return (
        "" if len(parts) == len(equation.parts) else display(replace(equation, rhs=parts).latex())
    )


def texts(equation: Equation, latex: str) -> tuple[CopyText, ...]:
    """The texts to copy: LaTeX, what ``sponte check`` reads, and SymPy."""
    return (
        CopyText("LaTeX", "", latex),
        *(CopyText("plain text", part, equation.text(part)) for part in equation.parts),
        CopyText("SymPy", "", sympy_text(equation)),
    )


def sympy_text(equation: Equation) -> str:
    """The derived right-hand side for SymPy, a dict where there are several parts.

    >>> print(sympy_text(BUILT_IN.equation("14")))
    {
        'E_0': Matrix([[1, 0], [0, exp(-Gamma*t)]]),
        'E_1': Matrix([[0, 0], [0, 1 - exp(-Gamma*t)]]),
    }
    """
    if set(equation.parts) == {""}:
        return for_sympy(equation.part(""))
    rows = (f"    {part!r}: {for_sympy(value)},\n" for part, value in equation.parts.items())
    return "{\n" + "".join(rows) + "}"
