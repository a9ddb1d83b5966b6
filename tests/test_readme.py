"""What README and documentation show is what happens; :mod:`tests.tables` renews their tables."""

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

from proofs.command import cli
from proofs.judge.judge import BY_NUMBER
from tests.tables import TABLES, between

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = {
    "README": 13,
    "new-scheme": 12,
    "device": 5,
    "start": 4,
    "firmware": 5,
    "how": 20,
    "trust": 7,
}
"""Pages with Python in them, and the least number of lines that are run."""


def blocks(language, text=None):
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text or README.read_text(), re.M | re.S)


def sessions():
    """Command lines of the README and the pages with examples, with the output that they show."""
    pages = [page for page in PAGES if page.name != "CONTRIBUTING.md"]  # its claim is to be written
    for block in [b for page in pages for b in blocks("console", page.read_text())]:
        for session in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = session.partition("\n")
            yield pytest.param(command, output, id=command[:24])


def agrees(shown, found):
    """Equal, where ``...`` in the README stands for anything."""
    pattern = ".*".join(map(re.escape, shown.split("...")))
    return re.fullmatch(pattern, found, re.S) is not None


PATH = re.compile(r"\b(?:derive|proofs|tests|benchmarks|docs)/[\w./-]*\w")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_is_there(page):
    assert [path for path in PATH.findall(page.read_text()) if not (ROOT / path).exists()] == []


def output(*arguments):
    """What the command prints into a pipe."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        cli.main(arguments)
    return out.getvalue()


@pytest.mark.parametrize("mark", TABLES)
def test_the_tables_are_what_the_verdicts_say(mark, verdicts):
    assert between(mark) == TABLES[mark][1](verdicts)


@pytest.mark.parametrize(("command", "shown"), list(sessions()))
def test_a_command_prints_what_the_readme_shows(command, shown):
    name, *arguments = shlex.split(command)
    assert name == "sponte"
    found = output(*arguments)
    assert agrees(shown, found), found


@pytest.mark.parametrize("file", [f for f in PAGES if f.stem in EXAMPLES], ids=lambda f: f.stem)
def test_the_python_examples_run(file):
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    text = "\n".join(blocks("python", file.read_text()))
    test = doctest.DocTestParser().get_doctest(text, {}, file.name, str(file), 0)
    with contextlib.redirect_stdout(io.StringIO()) as report:
        runner.run(test, out=report.write)
    assert runner.tries >= EXAMPLES[file.stem]
    assert runner.failures == 0, report.getvalue()


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler: apt-get install gcc")
def test_the_c_example_compiles_and_prints_the_bits(tmp_path):
    [script] = blocks("sh", (ROOT / "docs/firmware.md").read_text())
    assert "bound_temporal: 2.0362985481680" in ran(script, tmp_path)


def test_the_kernel_runs_alone(tmp_path):
    (tmp_path / "proofs").symlink_to(ROOT / "proofs")
    [script] = blocks("sh", (ROOT / "docs/trust.md").read_text())
    assert "../c.json: accepted" in ran(script, tmp_path)
    alone = ran("cd alone && python -S -c 'import proofs.judge' 2>&1 || true", tmp_path)
    assert "No module named 'proofs.judge'" in alone


def ran(script, folder):
    """What the lines of a page print in a folder, with the sources as what is installed."""
    script = script.replace("sponte ", "python -m proofs.command.cli ", 1)
    script = re.sub(r"\bpython (?=-)", f"{sys.executable} ", script)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = ["sh", "-ec", script]
    return subprocess.check_output(command, cwd=folder, env=environment, text=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_linked_is_there(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_has_a_picture():
    assert "](docs/report.png)" in README.read_text()


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
    rows = re.findall(r"^\| (`.*?`) \|", between("findings"), re.M)
    numbers = re.findall("`(.*?)`", " ".join(rows))
    assert len(numbers) > 20
    assert set(numbers) <= set(BY_NUMBER)


def test_what_the_readme_sums_up_has_these_verdicts(verdicts):
    found = re.findall(r"^- `(.*?)` \((\w+)\):", README.read_text(), re.M)
    assert len(found) == 5
    assert {number: verdicts[number].status.value for number, _ in found} == dict(found)
