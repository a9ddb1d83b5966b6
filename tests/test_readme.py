"""What the README shows is what happens. ``python tests/test_readme.py`` renews its tables."""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from proofs import Status, verify_all
from proofs.command import cli, terminal
from proofs.judge.judge import BY_NUMBER
from proofs.paper.claims import PRINTED
from proofs.report import pages

ROOT = Path(__file__).parent.parent
README, SCHEME = ROOT / "README.md", ROOT / "docs/new-scheme.md"
DEVICE, FORMULAS = ROOT / "docs/device.md", ROOT / "docs/formulas.md"
CONSOLE = (README, DEVICE, FORMULAS)
"""Pages with command lines and what they print."""
SILENT = (Status.EXACT, Status.PROVED, Status.DEFINITION)
"""Statuses that are no finding."""
SAMPLE = ("1", "2", "29", "A6")
"""Claims whose lines stand for the output of ``sponte verify``."""


def blocks(language, text=None):
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text or README.read_text(), re.M | re.S)


def sessions():
    """Command lines of the README and the pages with examples, with the output that they show."""
    for block in [b for page in CONSOLE for b in blocks("console", page.read_text())]:
        for session in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = session.partition("\n")
            yield pytest.param(command, output, id=command[:24])


def agrees(shown, found):
    """Equal, where ``...`` in the README stands for anything."""
    pattern = ".*".join(map(re.escape, shown.split("...")))
    return re.fullmatch(pattern, found, re.S) is not None


PATH = re.compile(r"\b(?:derive|proofs|tests|benchmarks|docs)/[\w./-]*\w")
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_is_there(page):
    assert [path for path in PATH.findall(page.read_text()) if not (ROOT / path).exists()] == []


def output(*arguments):
    """What the command prints into a pipe."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        cli.main(arguments)
    return out.getvalue()


def between(mark, text):
    return re.search(rf"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", text, re.S)[1]


def renew(mark, table, text):
    head, _, rest = text.partition(f"<!-- {mark} -->\n")
    return f"{head}<!-- {mark} -->\n{table}<!-- /{mark} -->{rest.partition(f'<!-- /{mark} -->')[2]}"


def verify_block(verdicts):
    """Some lines of ``sponte verify``, with its closing lines."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        terminal.print_table([(v.number, v.status, pages.summary(v)) for v in verdicts.values()])
    lines = out.getvalue().splitlines()
    body, last = [], -1
    for at, number in enumerate(verdicts):
        if number in SAMPLE:
            body += ["..."] * (at != last + 1) + [lines[at]]
            last = at
    closing = ["", cli.count(list(verdicts.values())), f"{len(lines)} verdicts, as recorded"]
    return "\n".join(["```text", "$ sponte verify", *body, *closing, "```", ""])


def findings_table(verdicts):
    """One line for each claim of the paper that is not simply exact, proved or an input; like ones
    together."""
    found = {}
    for verdict in (verdicts[claim.number] for claim in PRINTED):
        if verdict.status not in SILENT:
            what = pages.summary(verdict).replace("|", r"\|").replace("<", "&lt;")
            found.setdefault((verdict.status, what), []).append(f"`{verdict.number}`")
    rows = [
        f"| {', '.join(numbers)} | {status} | {what} |" for (status, what), numbers in found.items()
    ]
    return "\n".join(["| claim | verdict | what was found |", "| --- | --- | --- |", *rows, ""])


TABLES = {"verify": verify_block, "findings": findings_table}


@pytest.mark.parametrize("mark", TABLES)
def test_the_tables_are_what_the_verdicts_say(mark, verdicts):
    assert between(mark, README.read_text()) == TABLES[mark](verdicts)


@pytest.mark.parametrize(("command", "shown"), list(sessions()))
def test_a_command_prints_what_the_readme_shows(command, shown):
    name, *arguments = shlex.split(command)
    assert name == "sponte"
    found = output(*arguments)
    assert agrees(shown, found), found


@pytest.mark.parametrize(("file", "least"), [(README, 8), (SCHEME, 12), (DEVICE, 5)])
def test_the_python_examples_run(file, least):
    runner = doctest.DocTestRunner(verbose=False)
    text = "\n".join(blocks("python", file.read_text()))
    test = doctest.DocTestParser().get_doctest(text, {}, file.name, str(file), 0)
    with contextlib.redirect_stdout(io.StringIO()) as report:
        runner.run(test, out=report.write)
    assert runner.tries >= least
    assert runner.failures == 0, report.getvalue()


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler: apt-get install gcc")
def test_the_c_example_compiles_and_prints_the_bits(tmp_path):
    script = blocks("sh")[1].replace("sponte ", f"{sys.executable} -m proofs.command.cli ", 1)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = ["sh", "-ec", script]
    printed = subprocess.check_output(command, cwd=tmp_path, env=environment, text=True)
    assert "bound_temporal: 2.0362985481680" in printed


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", README.read_text())
    assert "docs/report.png" in links
    assert all((ROOT / link).exists() for link in links)


def test_an_example_that_differs_is_refused():
    assert not agrees("equal ...\n", "different  ...\n")
    assert agrees("equal ...\n", "equal  same\n")


def test_the_readme_is_short_and_names_both_commands():
    text = README.read_text()
    assert len(text.splitlines()) < 200
    assert blocks("sh")[0].splitlines() == [
        "pip install . && sponte verify",
        "pip install '.[test]' && pytest",
    ]


def test_every_number_in_the_tables_is_a_claim():
    rows = re.findall(r"^\| (`.*?`) \|", between("findings", README.read_text()), re.M)
    numbers = re.findall("`(.*?)`", " ".join(rows))
    assert len(numbers) > 20
    assert set(numbers) <= set(BY_NUMBER)


def main():
    """Write the tables anew."""
    verdicts = {verdict.number: verdict for verdict in verify_all()}
    text = README.read_text()
    for mark, table in TABLES.items():
        text = renew(mark, table(verdicts), text)
    README.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
