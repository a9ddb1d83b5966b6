"""The page, written once for all tests, and a headless Chromium to open it."""

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import replace

import pytest

from proofs.engines.panel import confirmations
from proofs.report import data
from proofs.report.page import page as page_text

DATE = "2026-01-02"
VERSIONS = {"python": "3.x", "sponte": None}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/truetype/dejavu</dir><dir>/usr/share/fonts/truetype/liberation</dir>
  <selectfont><rejectfont><glob>*Math*</glob></rejectfont></selectfont>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@pytest.fixture(scope="session")
def with_engines(once, verdicts):
    """All verdicts, one of them with the words of two engines."""
    said = once("engines", lambda: confirmations("A5", ["kernel", "arb"]))
    return [replace(v, engines=said) if v.number == "A5" else v for v in verdicts.values()]


@pytest.fixture(scope="session")
def report(once, with_engines):
    """The data of the whole page."""
    return once("report", lambda: data.report(with_engines))


@pytest.fixture(scope="session")
def html(once, report):
    """The text of the page."""
    return once("page", lambda: page_text(report, VERSIONS, DATE))


@pytest.fixture(scope="session")
def file(html, tmp_path_factory):
    """The page on disk."""
    path = tmp_path_factory.mktemp("report") / "index.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def without_formulas(html, tmp_path_factory):
    """The page with all claims, but without its formulas, whose layout takes seconds."""
    path = tmp_path_factory.mktemp("without") / "index.html"
    path.write_text(re.sub("<math.*?</math>", "", html, flags=re.DOTALL), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def few(report, tmp_path_factory):
    """A page with one claim of each status, whose layout is soon done."""
    first = {entry.status: entry for entry in reversed(report.claims)}
    chosen = [entry for entry in report.claims if entry is first[entry.status]]
    section = replace(report.sections[0], entries=tuple(chosen))
    small = replace(report, sections=(section,), beyond=report.beyond[:1])
    path = tmp_path_factory.mktemp("few") / "index.html"
    path.write_text(page_text(small, VERSIONS, DATE), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def launch():
    """Starts browsers, with variables of their environment."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="pip install 'sponte[test]'")
    with api.sync_playwright() as driver:
        yield lambda **env: driver.chromium.launch(
            executable_path=program, args=ARGUMENTS, env={**os.environ, **env}
        )


@pytest.fixture(scope="session")
def chromium(launch):
    """A running browser."""
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture
def plain_chromium(launch, tmp_path):
    """A browser that has no fonts but DejaVu and Liberation, and none of mathematics."""
    config = tmp_path / "fonts.conf"
    config.write_text(FONTS.format(cache=tmp_path / "cache"))
    browser = launch(FONTCONFIG_FILE=str(config))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def kept(chromium):
    """Opens a page for a whole module."""
    with contexts(chromium) as open_page:
        yield open_page


@pytest.fixture
def opened(chromium):
    """Opens a page for one test."""
    with contexts(chromium) as open_page:
        yield open_page


@contextmanager
def contexts(browser):
    """Opens files in contexts of their own; what goes wrong there is in `trouble`."""
    made = []

    def open_page(path, width=1280, fragment="", script=True, **options):
        viewport = {"width": width, "height": 900}
        made.append(browser.new_context(viewport=viewport, java_script_enabled=script, **options))
        page = made[-1].new_page()
        page.set_default_timeout(60_000)
        page.trouble = []
        page.on("console", lambda message: page.trouble.append(message.text))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("request", lambda request: page.trouble.append(request.url))
        page.goto(f"{path.as_uri()}{fragment}")
        page.trouble.remove(path.as_uri())
        return page

    yield open_page
    for context in made:
        context.close()
