"""What the pages of the examples show is what happens."""

import contextlib
import doctest
import io
import re
import shlex
from pathlib import Path

import pytest

from proofs.command import cli

EXAMPLES = Path(__file__).parents[3] / "examples"
PROGRAMS = {"sweep"}
"""What is no scheme, see tests/derive/numeric/test_recipes.py, as the pages that need libraries."""
PAGES = sorted(f.with_suffix(".md") for f in EXAMPLES.glob("*.py") if f.stem not in PROGRAMS)
"""Those of schemes."""


@pytest.fixture
def here(monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    monkeypatch.syspath_prepend(str(EXAMPLES))


def blocks_of(language, page):
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.M | re.S)


def sessions():
    """Command lines of the pages with the output that they show."""
    for page in PAGES:
        for block in blocks_of("console", page):
            for session in re.split(r"^\$ ", block, flags=re.M)[1:]:
                command, _, shown = session.partition("\n")
                yield pytest.param(command, shown, id=f"{page.stem}: {command[:40]}")


@pytest.mark.parametrize(("command", "shown"), [*sessions()])
@pytest.mark.usefixtures("here")
def test_a_page_shows_what_the_command_prints(command, shown):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = cli.main(shlex.split(command)[1:])
    assert code in (cli.OK, cli.DIFFERS)
    pattern = ".*".join(map(re.escape, shown.split("...")))
    assert re.fullmatch(pattern, out.getvalue(), re.S), out.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.usefixtures("here")
def test_python_in_a_page_gives_what_it_shows(page):
    blocks = "\n".join(blocks_of("python", page))
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(blocks, {}, page.name, str(page), 0))
    assert runner.failures == 0


def test_every_example_has_a_page_and_a_row():
    names = {page.stem for page in EXAMPLES.glob("*.md")} - {"README"}
    assert {page.stem for page in PAGES} <= names
    assert set(re.findall(r"\((\w+)\.md\)", (EXAMPLES / "README.md").read_text())) == names
