"""The files of ``sponte latex``."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from derive.equation import numbers
from proofs.claim import Claim
from proofs.latex_document import escape, stem, write_document
from proofs.paper import CLAIMS as PAPER
from proofs.verdict import Status, Verdict

CLAIMS = (
    Claim("17", r"R = -S(\rho_A)"),
    Claim("34", r"R = -\sum_{i=1}^m p_i \log p_i"),
    Claim("text:no-derivation", "x > 0"),
)
VERDICTS = (
    Verdict("17", Status.EXACT),
    Verdict("34", Status.CORRECTED),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("latex")
    write_document(directory, VERDICTS, CLAIMS)
    return directory


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("paper")
    write_document(directory, [Verdict(claim.number, Status.CORRECTED) for claim in PAPER])
    return directory


def test_every_equation_has_a_file_with_its_label(written):
    for number in numbers():
        text = (written / f"{stem(number)}.tex").read_text()
        assert f"\\label{{eq:{number}}}" in text


def test_every_label_is_used_once_in_the_document(written):
    document = (written / "equations.tex").read_text()
    inputs = re.findall(r"\\input\{(eq_[^}]*)\}", document)
    assert sorted(inputs) == sorted(stem(number) for number in numbers())


def test_printed_and_derived_stand_side_by_side_only_where_they_differ(written):
    document = (written / "equations.tex").read_text()
    assert r"\differs{R = -\sum_{i=1}^m p_i \log p_i}{\input{eq_34}" in document
    assert r"\differs{R = -S(\rho_A)}" not in document


def test_a_claim_without_an_equation_of_its_name_is_shown_as_printed(written):
    assert r"\[\fit{x > 0}\]" in (written / "equations.tex").read_text()


def test_plain_text_is_escaped():
    assert escape("50% of rho_A <x>") == r"50\% of rho\_A \textless{}x\textgreater{}"


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path):
    program = (
        "import sys; from pathlib import Path\n"
        "from proofs.latex_document import write_document\n"
        "write_document(Path(sys.argv[1]), (), ())\n"
    )
    runs = []
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program, str(tmp_path / seed)]
        runs.append(subprocess.Popen(command, env=environment))
    assert [run.wait() for run in runs] == [0, 0]
    first, second = (
        {file.name: file.read_bytes() for file in sorted((tmp_path / seed).iterdir())}
        for seed in ("1", "4242")
    )
    assert first == second
    assert "eq_17.tex" in first


@pytest.mark.skipif(
    shutil.which("pdflatex") is None,
    reason="needs pdflatex: apt-get install texlive-latex-recommended",
)
def test_the_document_of_the_whole_paper_compiles_without_overfull_lines(paper):
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "equations.tex"],
        cwd=paper,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:]
    overfull = [float(x) for x in re.findall(r"Overfull \\hbox \(([\d.]+)pt", run.stdout)]
    assert max(overfull, default=0) <= 5
    assert "multiply defined" not in run.stdout
