"""What a reader can take from the page, each as one file: verdicts, certificates, LaTeX, BibTeX."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from importlib import resources

from proofs.latex.claim import has_formula
from proofs.latex.document import MACROS
from proofs.latex.files import equation_file
from proofs.paper.paper import Paper
from proofs.verdict import Verdict

CERTIFICATES = "certificates.json"


def downloads(verdicts: Iterable[Verdict], paper: Paper) -> Mapping[str, str]:
    """The texts by the names of their files."""
    files = {
        "verdicts.json": _json({v.number: _plain(v) for v in verdicts}),
        "equations.tex": latex(paper),
        f"{paper.key}.bib": bibtex(paper),
    }
    if paper.built_in:
        files[CERTIFICATES] = (resources.files("proofs") / CERTIFICATES).read_text("utf-8")
    return files


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
    """How the paper is cited."""
    fields = {"title": f"{{{paper.title}}}"}
    if paper.authors:
        fields["author"] = " and ".join(paper.authors)
    if found := re.search(r"arXiv:(\d{4})\.(\d+)", paper.citation):
        fields |= {"eprint": f"{found[1]}.{found[2]}", "archiveprefix": "arXiv"}
        fields["year"] = f"20{found[1][:2]}"
    elif paper.citation:
        fields["note"] = paper.citation
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{paper.key},\n{rows}}}\n"
