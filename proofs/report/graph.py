"""The dependency graph as a picture: what each derivation really calls, laid out in layers.

Inputs stand on the left, and every arrow leads from a result to one that uses it. Graphviz lays it
out (the wheel `graphviz-pure`, or a `dot` that is installed); here its answer becomes boxes and
curves with links, statuses and words.
"""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from derive.errors import ReportError
from proofs.report.data import Entry

INCH = 72.0
BOX = 22.0
"""Height of a box in pixels."""
GLYPH, PADDING = 6.7, 8.0
"""Width of a glyph at the size of the labels, and room at both ends of a label."""
STYLE = "rankdir=LR; nodesep=0.1; ranksep=0.22; node [shape=box, fixedsize=true]; edge [dir=none]"
PROGRAMS = ("graphviz-pure", "dot")


@dataclass(frozen=True)
class Vertex:
    """A box with the label of a claim; `x`, `y` is its left upper corner."""

    entry: Entry
    label: str
    x: float
    y: float
    width: float
    height: float = BOX


@dataclass(frozen=True)
class Edge:
    """A curve from a result to one that uses it, as the data of an SVG path."""

    source: str
    target: str
    path: str


@dataclass(frozen=True)
class Graph:
    """The picture: its size, boxes and curves, and the results that stand alone."""

    width: float
    height: float
    nodes: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    alone: tuple[Entry, ...]


def graph(entries: Iterable[Entry]) -> Graph:
    """The graph of the results among these that use another one, or are used by one."""
    entries = tuple(entries)
    known = {entry.number for entry in entries}
    links = [(used.number, e.number) for e in entries for used in e.uses if used.number in known]
    ends = {number for link in links for number in link}
    by_number = {entry.number: entry for entry in entries if entry.number in ends}
    width, height, nodes, edges = 0.0, 0.0, [], []
    for kind, *words in map(shlex.split, _laid_out(by_number.values(), links).splitlines()):
        if kind == "graph":
            width, height = (INCH * float(word) for word in words[1:3])
        elif kind == "node":
            nodes.append(_node(by_number[words[0]], words, height))
        elif kind == "edge":
            edges.append(_edge(words, height))
    alone = tuple(entry for entry in entries if entry.number not in by_number)
    return Graph(width, height, tuple(nodes), tuple(edges), alone)


def short(number: str) -> str:
    """The label of a box: the number, without what all statements of the text share.

    >>> short("17"), short("text:gibbs"), short("device:lossy:eve")
    ('17', 'gibbs', 'lossy:eve')
    """
    return number.removeprefix("text:").removeprefix("device:").removeprefix("table1:")


def _laid_out(entries: Iterable[Entry], links: Iterable[tuple[str, str]]) -> str:
    """Graphviz's answer in its plain format: one line for each box and curve, in inches."""
    lines = [STYLE]
    size = "width={:.4f}, height={:.4f}".format
    lines += [f'"{e.number}" [{size(_width(e) / INCH, BOX / INCH)}]' for e in entries]
    lines += [f'"{used}" -> "{user}"' for used, user in links]
    text = "digraph {" + ";\n".join(lines) + "}"
    done = subprocess.run(
        [_program(), "-Tplain"], input=text, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ReportError(f"the graph cannot be laid out: {done.stderr}")
    return done.stdout


def _program() -> str:
    """The layout program, beside the interpreter or on the path."""
    here = str(Path(sys.executable).parent)
    found = (shutil.which(name, path=path) for name in PROGRAMS for path in (here, None))
    program = next(filter(None, found), None)
    if program is None:
        raise ReportError("the graph needs Graphviz: pip install 'sponte[report]'")
    return program


def _width(entry: Entry) -> float:
    return len(short(entry.number)) * GLYPH + 2 * PADDING


def _node(entry: Entry, words: Sequence[str], height: float) -> Vertex:
    x, y = (INCH * float(word) for word in words[1:3])
    width = _width(entry)
    return Vertex(entry, short(entry.number), x - width / 2, height - y - BOX / 2, width)


def _edge(words: Sequence[str], height: float) -> Edge:
    """A curve of Bezier pieces; the plain format counts its points, and upwards."""
    count = 2 * int(words[2])
    numbers = [INCH * float(word) for word in words[3 : 3 + count]]
    points = [f"{x:.1f} {height - y:.1f}" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return Edge(words[0], words[1], f"M{points[0]}C{' '.join(points[1:])}")
