"""The PDF: it compiles, its log is clean, its bytes are the same, and failures are one line."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from proofs.command import cli
from proofs.latex import pdf as latex_pdf
from proofs.latex.document import END, INTRODUCTION
from proofs.latex.pdf import CompileError, compile_document

needs_pdflatex = pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason=f"needs pdflatex: {latex_pdf.INSTALL}"
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs pdftotext: apt-get install poppler-utils"
)


@pytest.fixture(scope="module")
def paper(once, document) -> Path:
    """A folder with the document compiled, once for all."""

    def compiled():
        compile_document(document)
        return document

    return once("paper", compiled)


@needs_pdflatex
def test_no_line_of_the_paper_is_overfull_by_more_than_5_pt(paper):
    log = (paper / "equations.log").read_text(errors="replace")
    overfull = [float(x) for x in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    assert max(overfull, default=0) <= 5


@needs_pdflatex
def test_every_reference_is_defined_once_and_every_character_there(paper):
    log = (paper / "equations.log").read_text(errors="replace")
    for complaint in ("undefined", "multiply defined", "Missing character", "Rerun to get"):
        assert complaint not in log


@needs_pdflatex
def test_the_outline_leads_to_every_claim_and_every_theorem(paper, verdicts):
    outline = (paper / "equations.out").read_text()
    assert outline.count(r"\BOOKMARK [2]") >= len(verdicts)
    anchors = (paper / "equations.aux").read_text()
    assert all(f"{{claim:{number}}}" in anchors for number in verdicts)


@needs_pdflatex
@needs_poppler
def test_the_text_of_the_pdf_has_derivations_findings_and_proofs(paper):
    command = ["pdftotext", "-layout", str(paper / "equations.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    shown = "without the factor \N{GREEK CAPITAL LETTER GAMMA}"
    for words in ("Contents", "Born's rule", shown, "Theorem 12", "Proof."):
        assert words in text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    assert "??" not in text
    assert "not proved equal to the row above" not in text


@pytest.fixture
def compiled_at(document, tmp_path):
    """Compiles a copy of the document, or of its first section, in a folder of this name."""

    def compiled(place, first):
        shutil.copytree(document, tmp_path / place, ignore=shutil.ignore_patterns("*.[!t]*"))
        file = tmp_path / place / "equations.tex"
        if first:
            text = file.read_text()
            file.write_text(text[: text.index(r"\section{", text.index(INTRODUCTION))] + END)
        return compile_document(tmp_path / place).read_bytes()

    return compiled


@needs_pdflatex
@pytest.mark.parametrize("first", [True, pytest.param(False, marks=pytest.mark.deep)])
def test_the_pdf_is_the_same_bytes_in_another_place(first, compiled_at):
    assert compiled_at("a", first) == compiled_at("b/c", first)


@needs_pdflatex
def test_a_failure_is_one_line_with_the_first_error_of_the_log(tmp_path):
    text = "\\documentclass{article}\n\\begin{document}\n\\undefinedword\n\\end{document}\n"
    (tmp_path / "bad.tex").write_text(text)
    with pytest.raises(CompileError, match=r"Undefined control sequence.*l\.3.*undefinedword"):
        compile_document(tmp_path, "bad")


@needs_pdflatex
def test_no_command_of_a_document_reaches_a_shell(tmp_path):
    text = "\\documentclass{article}\\begin{document}x\\immediate\\write18{touch owned}"
    (tmp_path / "shell.tex").write_text(f"{text}\\end{{document}}\n")
    compile_document(tmp_path, "shell")
    assert not (tmp_path / "owned").exists()


def test_without_pdflatex_one_line_says_what_to_install(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert cli.main(["latex", "--pdf", "-o", str(tmp_path / "x")]) == 2
    error = capsys.readouterr().err
    assert error == f"sponte: pdflatex is not installed: {latex_pdf.INSTALL}\n"
    assert not (tmp_path / "x").exists()
