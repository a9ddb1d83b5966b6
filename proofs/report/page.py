"""The page: data, graph and explorer put into one HTML file that opens from disk, offline.

Style and scripts are inlined. Everything that comes from outside of the templates is escaped,
except MathML and the emitted script, which this package makes itself.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from proofs.paper.built_in import BUILT_IN
from proofs.paper.paper import Paper
from proofs.report.data import MEANINGS, Report, anchor, label
from proofs.report.explorer import explorer
from proofs.report.graph import graph, short
from proofs.report.mathml import remark
from proofs.report.words import condition, symbol
from proofs.verdict import Confirmation, Result

COMMANDS = """pip install '.[report,engines]'
sponte verify
sponte verify --engine kernel --engine smt --engine arb
sponte report -o report"""
FILES = resources.files("proofs.report") / "static"
FILTERS = {
    **{"condition": condition, "symbol": symbol, "remark": remark},
    **{"short": short, "label": label},
}
SOLVERS = {"kernel": ("kernel",), "smt": ("z3", "cvc5"), "arb": ("arb",), "coq": ("coq",)}
"""Engines as they are asked for, and the names under which they answer."""


@dataclass(frozen=True)
class EngineAnswers:
    """What one engine said over all claims."""

    name: str
    version: str
    words: str


def page(
    report: Report, versions: Mapping[str, str | None], date: str, paper: Paper = BUILT_IN
) -> str:
    """The HTML of a report; `date` is shown as it is given.

    :raises ReportError: for a formula or graph that cannot be shown.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("proofs.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= FILTERS
    environment.globals |= {"anchor": anchor, "label": label, "report": report}
    lines = environment.get_template("steps.html.j2")
    steps = {name: lines.render(lines=found.lines) for name, found in report.proofs.items()}
    said = [word for entry in report.entries for word in entry.engines]
    shown = explorer() if paper.built_in else None
    data = f"const EXPLORER = {as_json(shown.settings)};" if shown else ""
    scripts = [shown.script, data, static("explorer.js")] if shown else []
    return environment.get_template("page.html.j2").render(
        graph=graph(report.entries),
        explorer=shown,
        versions=versions,
        date=date,
        meanings=MEANINGS,
        commands=commands(paper),
        paper=paper,
        own=paper.built_in,
        asked=asked(said),
        silent=silent(said),
        downloads=packed(report.downloads),
        steps=packed(steps),
        start=Markup(static("start.js")),
        css=Markup(f"{font()}\n{static('report.css')}"),
        script=Markup("\n".join([*scripts[:2], static("report.js"), *scripts[2:]])),
    )


def commands(paper: Paper) -> str:
    """How to have the verdicts and this page again."""
    if paper.built_in:
        return COMMANDS
    return "\n".join(f"sponte {name} --paper {paper.source}" for name in ("verify", "report"))


def asked(said: Iterable[Confirmation]) -> list[EngineAnswers]:
    """One line for each engine that was asked: how often it confirmed, refused, or was missing."""
    words: dict[str, list[Confirmation]] = {}
    for word in said:
        words.setdefault(word.name, []).append(word)
    return [
        EngineAnswers(name, found[0].version or "", _counted(found))
        for name, found in words.items()
    ]


def _counted(found: list[Confirmation]) -> str:
    counts = {result: sum(word.result is result for word in found) for result in Result}
    return ", ".join(f"{result} {count} claims" for result, count in counts.items() if count)


def silent(said: Iterable[Confirmation]) -> list[str]:
    """The engines that were not asked about any claim; the kernel judges each."""
    heard = {"kernel", *(word.name for word in said)}
    return [name for name, solvers in SOLVERS.items() if heard.isdisjoint(solvers)]


def as_json(data: object) -> str:
    """Data for the script; a < could end it."""
    return json.dumps(data, ensure_ascii=True).replace("<", "\\u003c")


def packed(data: object) -> str:
    """Data that is long and seldom asked for, as a browser unpacks it: zlib in base64."""
    return base64.b64encode(zlib.compress(as_json(data).encode())).decode()


def font() -> str:
    """A font with a MATH table, so that brackets and roots grow whatever is installed."""
    data = base64.b64encode((FILES / "math.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f'@font-face {{ font-family: "Sponte Math"; src: {source}; }}'


def static(name: str) -> str:
    """A file of the package as text."""
    return (FILES / name).read_text(encoding="utf-8")
