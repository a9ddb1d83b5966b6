"""What a reader can take from the page, each as one file: verdicts, certificates, LaTeX, BibTeX, C.

The certificates are those of every claim, as ``python -m proofs.kernel`` checks them alone.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from derive.export import quantities, source
from derive.numeric.registry import Quantity
from derive.version import version
from proofs.engines.kernel import certificates
from proofs.latex.claim import has_formula
from proofs.latex.document import MACROS
from proofs.latex.files import equation_file
from proofs.paper.paper import Paper
from proofs.verdict import Verdict


def downloads(verdicts: Iterable[Verdict], paper: Paper) -> Mapping[str, str]:
    """The texts by the names of their files."""
    files = {
        "verdicts.json": _json({v.number: _plain(v) for v in verdicts}),
        "equations.tex": latex(paper),
        f"{paper.key}.bib": bibtex(paper),
    }
    if paper.built_in:
        files["certificates.json"] = certificates(paper.claims)
    return files | {f"{q.name}.c": source(q.name, "c") for q in known(paper)}


def programs(number: str, paper: Paper) -> Sequence[str]:
    """The names of the quantities of an equation that can be exported."""
    return [quantity.name for quantity in known(paper) if quantity.equation == number]


def known(paper: Paper) -> Sequence[Quantity]:
    """What can be exported of a paper."""
    return quantities() if paper.built_in else ()


def _plain(verdict: Verdict) -> Mapping[str, object]:
    """A verdict without the time that it took."""
    data = asdict(replace(verdict, certificate=None))
    return {key: value for key, value in data.items() if key not in ("certificate", "seconds")}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def latex(paper: Paper) -> str:
    """Every derived equation in one document that compiles."""
    equations = (paper.equation(number) for number in paper.equations)
    files = (equation_file(equation) for equation in equations if has_formula(equation))
    body = "".join(files)
    return f"\\documentclass{{article}}\n{MACROS}\\begin{{document}}\n{body}\\end{{document}}\n"


def bibtex(paper: Paper) -> str:
    """How the paper is cited, and what judged it."""
    fields = {"title": f"{{{paper.title}}}"}
    if paper.authors:
        fields["author"] = " and ".join(paper.authors)
    if found := re.search(r"arXiv:(\d{4})\.(\d+)", paper.citation):
        fields |= {"eprint": f"{found[1]}.{found[2]}", "archiveprefix": "arXiv"}
        fields["year"] = f"20{found[1][:2]}"
    elif paper.citation:
        fields["note"] = paper.citation
    own = {"title": "{sponte: randomness from spontaneous emission, derived and checked}"}
    own |= {"author": "{The sponte contributors}", "version": version("sponte") or ""}
    return f"{_bibtex('misc', paper.key, fields)}\n{_bibtex('software', 'sponte', own)}"


def _bibtex(kind: str, key: str, fields: Mapping[str, str]) -> str:
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{rows}}}\n"
