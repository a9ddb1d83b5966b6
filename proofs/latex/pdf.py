"""The document as a PDF: pdflatex on the files that ``sponte latex`` wrote, without a shell.

It runs until its references have settled. The PDF carries no date, so that its bytes are those of
the files; the log stays beside it.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from derive.errors import SponteError

RUNS = 5
"""More runs than any sound document needs for its references."""
SECONDS = 300.0
INSTALL = "apt-get install texlive-latex-base texlive-latex-recommended"
COMMAND = ("pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error")
UNSETTLED = re.compile(r"Rerun to get|Label\(s\) may have changed|Rerun LaTeX")


class CompileError(SponteError, RuntimeError):
    """The document cannot be compiled: what is missing, or the first error of the log."""


def compile_document(directory: Path, name: str = "equations") -> Path:
    """Run pdflatex on ``name.tex`` in `directory` until references settle; returns the PDF.

    :raises CompileError: where pdflatex is missing or fails; one line says what to do.
    """
    find_pdflatex()
    for _ in range(RUNS):
        log = _run(directory, name)
        if not UNSETTLED.search(log):
            return directory / f"{name}.pdf"
    raise CompileError(f"the references of {name}.tex do not settle in {RUNS} runs")


def find_pdflatex() -> None:
    """Nothing, if pdflatex is there.

    :raises CompileError: with the line that installs it.
    """
    if shutil.which(COMMAND[0]) is None:
        raise CompileError(f"pdflatex is not installed: {INSTALL}")


def first_error(log: str) -> str:
    r"""The first error of a log with the line of the input that it is about.

    >>> first_error("(./a.tex\n! Undefined control sequence.\nl.7 \\foo\n")
    'Undefined control sequence. l.7 \\foo'
    """
    found = re.search(r"^! (.*?)$(?:.*?^(l\.\d+ .*?)$)?", log, re.M | re.S)
    return " ".join(filter(None, found.groups())) if found else "no error in the log"


def _run(directory: Path, name: str) -> str:
    """One run; the text of its log."""
    try:
        ended = subprocess.run(
            [*COMMAND, f"{name}.tex"],
            cwd=directory,
            env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CompileError(f"pdflatex takes more than {SECONDS:g} s in {directory}") from None
    file = directory / f"{name}.log"
    log = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    if ended.returncode:
        raise CompileError(f"pdflatex fails: {first_error(log)}; see {file}")
    return log


ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
    "FORCE_SOURCE_DATE": "1",
    "max_print_line": "1000",
}
"""A fixed date, and log lines that are not broken."""
