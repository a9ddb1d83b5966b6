"""One equation's file in documents of others: journals, slides, a blueprint of Lean.

Where a class is installed it is used; else an article in which its names are taken.
"""

import re
import shutil
import subprocess

import pytest

from derive.equations import lookup
from proofs.latex import claim, document, proofs, steps
from proofs.latex.files import equation_file
from proofs.latex.pdf import INSTALL, compile_document
from proofs.paper.built_in import BUILT_IN
from proofs.report import downloads

pytestmark = pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason=f"needs pdflatex: {INSTALL}"
)

HOSTS = {
    "revtex4-2": ("[aps,prl,reprint]{revtex4-2}", "revtex4-2.cls textcase.sty natbib.sty"),
    "llncs": ("{llncs}", "llncs.cls"),
    "beamer": ("{beamer}", "beamer.cls pgfmath.sty"),
    "acmart": ("{acmart}", "acmart.cls xstring.sty totpages.sty environ.sty comment.sty"),
    "elsarticle": ("{elsarticle}", "elsarticle.cls"),
    "IEEEtran": ("{IEEEtran}", "IEEEtran.cls ptmr7t.tfm"),
    "blueprint": ("{report}", "report.cls"),
}
"""How a document of each class begins, and the files that it needs."""
TAKEN = {
    "llncs": r"\newtheorem{claim}{Claim}\newtheorem{case}{Case}\newcommand{\email}[1]{#1}",
    "beamer": r"\newenvironment{block}[1]{}{}\newcommand{\structure}[1]{#1}",
    "revtex4-2": r"\newcommand{\affiliation}[1]{}\newcommand{\onlinecite}[1]{}",
    "acmart": r"\newcommand{\authornote}[1]{}\newcommand{\Description}[1]{}",
    "elsarticle": r"\newcommand{\ead}[1]{}\newcommand{\sep}{;}",
    "IEEEtran": r"\newenvironment{IEEEproof}{}{}\newcommand{\QED}{}",
    "blueprint": r"\newtheorem{claim}{Claim}\newcommand{\uses}[1]{}\newcommand{\proves}[1]{}"
    r"\newcommand{\lean}[1]{}\newcommand{\leanok}{}\newcommand{\proved}{}",
}
"""Names that a document of the kind has besides, before ours are read."""
AFTER = r"""\newcommand{\step}[1]{}\newcommand{\why}{}\newcommand{\reason}{}\newcommand{\status}{}
\newcommand{\goal}{}\newcommand{\row}{}\newcommand{\fit}{}\newcommand{\printed}{}
\newtheorem{certified}{Certified}\newenvironment{derivation}{}{}"""
"""Names that an author may take after ours: \newcommand is an error where one is there."""
BODY = r"""\begin{document}%s
Before \begin{equation}a = b\end{equation}
\input{eq_17}\input{eq_28}\input{eq_14}
\begin{equation}\label{own}c = d\end{equation} and after: \ref{own}, \eqref{eq:17}.
%s\end{document}
"""
MACROS = document.MACROS + claim.MACROS + steps.MACROS + proofs.MACROS


def is_there(files):
    found = subprocess.run(["kpsewhich", *files.split()], capture_output=True, check=False)
    return found.returncode == 0


def text_of(host):
    begin, files = HOSTS[host]
    real = is_there(files)
    taken = TAKEN[host] if not real or host == "blueprint" else ""
    frame = (r"\begin{frame}", "\\end{frame}\n") if real and host == "beamer" else ("", "")
    first = f"\\documentclass{begin if real else '{article}'}\n{taken}\n"
    return f"{first}\\input{{macros}}\n{AFTER}\n\\usepackage{{hyperref}}\n{BODY % frame}"


def compiled(folder, text, macros=MACROS):
    """The log of a document that has three equations as input."""
    (folder / "macros.tex").write_text(macros)
    for number in ("17", "28", "14"):
        (folder / f"eq_{number}.tex").write_text(equation_file(lookup(number)))
    (folder / "host.tex").write_text(text)
    compile_document(folder, "host")
    return (folder / "host.log").read_text(errors="replace")


@pytest.mark.parametrize("host", HOSTS)
def test_an_equation_can_be_input_into_a_document_of_others(host, tmp_path):
    log = compiled(tmp_path, text_of(host))
    complaints = ("same identifier", "multiply defined", "undefined", "Missing character")
    assert [words for words in complaints if words in log] == []


def test_a_duplicate_destination_would_be_seen(tmp_path):
    text = text_of("blueprint").replace(r"\begin{equation}a", r"\begin{equation}\tag{1}a")
    assert "same identifier" in compiled(tmp_path, text)


def test_every_name_that_is_defined_is_ours():
    defined = re.findall(
        r"\\(?:newcommand|newenvironment|newtheorem|definecolor)\{\\?(\w+)\}", MACROS
    )
    assert len(defined) > 20
    assert [name for name in defined if not name.startswith("sponte")] == []


def test_the_document_of_all_equations_compiles(tmp_path):
    (tmp_path / "all.tex").write_text(downloads.latex(BUILT_IN))
    compile_document(tmp_path, "all")
    assert "multiply defined" not in (tmp_path / "all.log").read_text(errors="replace")
