"""Does Coq's check bite? Each definition of ``Statements.v`` is changed in small ways.

A change that no module notices is a survivor: a statement that says less than it seems to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proofs.coq.build import build, sources
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


def noticed_by(mutant: Mutant) -> tuple[str, ...]:
    """The modules that do not compile with the change; nothing for a survivor."""
    modules = sources() | {"Statements": mutant.statements}
    return tuple(build(modules, patient=False).errors)
