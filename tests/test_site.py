"""The documentation: it is built without a warning, and opens without a net."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import sponte

ROOT = Path(__file__).parent.parent
LOADING = {"src", "srcset", "data", "poster", "background"}
"""Attributes that load what they name, whatever the tag."""
REMOTE = re.compile(r"^\s*(https?:)?//")
IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')]*)""")


@pytest.fixture(scope="session")
def site(once, tmp_path_factory, run_python):
    """The text of each page and style sheet of the site by its path."""

    def built():
        folder = tmp_path_factory.mktemp("site") / "html"
        run = run_python("-m", "sphinx", "-W", "--keep-going", "-q", "-c", "docs", ".", folder)
        assert (run.returncode, run.stderr) == (0, "")
        files = [file for kind in ("html", "css") for file in folder.rglob(f"*.{kind}")]
        return {str(f.relative_to(folder)): f.read_text() for f in files}

    return once("site", built)


class Loaded(HTMLParser):
    """What a page loads from elsewhere; a link that a reader follows is none of it."""

    def __init__(self, text):
        super().__init__()
        self.remote = IN_STYLE.findall(text)
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        names = LOADING | ({"href"} if tag in ("link", "image", "use") else set())
        self.remote += [v for name, v in attrs if name in names and REMOTE.match(v or "")]


def test_no_page_loads_anything_from_the_net(site):
    assert len(site) > 20
    assert {path: Loaded(text).remote for path, text in site.items() if Loaded(text).remote} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/mathjax.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        '<img alt="" src="http://example.org/a.png"/>',
        "@import 'https://fonts.example/a.css';",
        "p { background: url(//example.org/a.png) }",
    ],
)
def test_what_loads_from_the_net_is_noticed(text):
    assert Loaded(text).remote
    assert not Loaded('<a href="https://example.org">a link</a>').remote


@pytest.mark.parametrize("name", sponte.__all__)
def test_every_public_call_is_in_the_reference_with_its_source(site, name):
    entry = re.search(rf'<dt [^>]*id="sponte\.{name}">.*?</dt>', site["docs/reference.html"], re.S)
    assert entry
    assert "[source]" in entry[0]


def test_formulas_are_set_without_a_script(site):
    page = site["examples/own_scheme.html"]
    assert page.count("<math") > 5
    assert "$" not in re.sub(r"<(script|style|pre).*?</\1>", "", page, flags=re.S)


def test_no_paragraph_is_there_twice():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")]
    seen, twice = {}, []
    for page in pages:
        text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.M | re.S)
        for paragraph in text.split("\n\n"):
            words = " ".join(paragraph.split())
            if len(words) > 100 and seen.setdefault(words, page) != page:
                twice.append(words)
    assert twice == []


def test_a_warning_ends_the_build(run_python, tmp_path):
    (tmp_path / "index.md").write_text("# A\n\n[nowhere](#nothing)\n")
    options = ["-C", "-D", "extensions=myst_nb", "-D", "root_doc=index"]
    run = run_python("-m", "sphinx", "-W", "-q", *options, tmp_path, tmp_path / "out")
    assert run.returncode != 0
    assert "nothing" in run.stderr
