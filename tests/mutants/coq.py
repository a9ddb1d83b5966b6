"""Does Coq's check bite? Each definition of ``Statements.v`` is changed in small ways.

A change that no proof notices is a survivor: a statement that says less than it seems to. All
modules go into one file, the proofs about the changed definition first, so a change costs one run
of Coq, which loads its libraries once and stops at the first proof that fails.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from proofs.coq.build import COMPILE, LIBRARY, REQUIRES, CoqError, required, run, sources
from proofs.coq.statements import statements_file

DEFINITION = re.compile(
    r"^Definition (\w+)[^:]*(?:\([^)]*\)[^:]*)* : (?:R|matrix) :=\n(.*)$", re.MULTILINE
)
CHANGES = {
    "sign": (r" ([+-]) ", lambda m: " - " if m[1] == "+" else " + "),
    "number": (r"(?<![\w.])([234])(?=[*)/]|$)", lambda m: str(int(m[1]) + 1)),
    "square": (r"\^2", lambda _: "^3"),
    "decay": (r"exp\(-Gamma\*t", lambda _: "exp(-2*Gamma*t"),
    "population": (r"\brho11\b", lambda _: "(1 - rho11)"),
    "root": (r"\bsqrt\(", lambda _: "exp("),
}
"""What is changed, at its first and at its last occurrence."""
FLAGS = re.MULTILINE | re.DOTALL


@dataclass(frozen=True)
class Mutant:
    """A changed text of ``Statements.v``, and what was changed where."""

    definition: str
    change: str
    statements: str


def mutants() -> Iterator[Mutant]:
    """Every change of every definition."""
    text = statements_file()
    for found in DEFINITION.finditer(text):
        name, body = found.groups()
        for change, formula in changed(body):
            yield Mutant(name, change, text[: found.start(2)] + formula + text[found.end(2) :])


def changed(body: str) -> Iterator[tuple[str, str]]:
    """The changes of one formula, each with its name.

    >>> list(changed("(1 - x)/2 + 1"))
    [('sign, first', '(1 + x)/2 + 1'), ('sign, last', '(1 - x)/2 - 1')]
    """
    for name, (pattern, new) in CHANGES.items():
        places = list(re.finditer(pattern, body))
        for which, place in {"first": places[0], "last": places[-1]}.items() if places else ():
            if which == "first" or len(places) > 1:
                yield f"{name}, {which}", body[: place.start()] + new(place) + body[place.end() :]


def noticed_by(mutant: Mutant) -> str:
    """The first module that does not compile with the change; nothing for a survivor.

    :raises CoqError: if it is the changed text itself that Coq cannot read.
    """
    modules = sources() | {"Statements": mutant.statements}
    text = one_file(modules, _order(modules, mutant.definition))
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "All.v").write_text(text, "utf-8")
        try:
            run(*COMPILE, "All.v", where=scratch)
        except CoqError as error:
            module = _module_at(text, str(error))
            if module in ("", "Statements"):
                raise
            return module
    return ""


def one_file(modules: Mapping[str, str], order: list[str]) -> str:
    """All modules as the modules of one file."""
    libraries = re.compile(rf"^From (?!{LIBRARY})\w+ Require Import [^.]+\.$", re.MULTILINE)
    loaded = sorted({line for text in modules.values() for line in libraries.findall(text)})
    local = (REQUIRES.sub(r"Import \1.", libraries.sub("", modules[name])) for name in order)
    parts = [f"Module {n}.\n{t}\nEnd {n}.\n" for n, t in zip(order, local, strict=True)]
    return "\n".join([*loaded, *parts])


def _order(modules: Mapping[str, str], definition: str) -> list[str]:
    """Every module after what it requires; the shortest way to the changed definition first."""
    statements = re.findall(r"^Definition (\w+) : Prop :=\n(.*?)\.$", modules["Statements"], FLAGS)
    names = [definition, *(n for n, body in statements if _mentions(body, [definition]))]
    ways = {name: _way(modules, name) for name in modules}
    speaking = [n for n in modules if n != "Statements" and _mentions(modules[n], names)]
    first = sorted(speaking, key=lambda name: len(ways[name]))
    return list(dict.fromkeys(step for name in [*first, *modules] for step in ways[name]))


def _mentions(text: str, names: list[str]) -> bool:
    return re.search(rf"\b({'|'.join(names)})\b", text) is not None


def _way(modules: Mapping[str, str], name: str) -> list[str]:
    """The module after all that it requires."""
    before = (step for need in sorted(required(modules[name])) for step in _way(modules, need))
    return [*dict.fromkeys(before), name]


def _module_at(text: str, error: str) -> str:
    """The module of the line that an error speaks about."""
    line = re.search(r"line (\d+), characters", error)
    above = text.splitlines()[: int(line[1])] if line else []
    return next((a.split()[1][:-1] for a in reversed(above) if a.startswith("Module ")), "")
