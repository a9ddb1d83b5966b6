"""Two SMT solvers, z3 and cvc5, as a second opinion on every algebraic statement.

Both read the same SMT-LIB text and decide it by methods of their own. A solver confirms a
statement by finding its negation unsatisfiable; silence is not agreement.
"""

import importlib
import multiprocessing
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from multiprocessing.connection import Connection
from time import perf_counter

from proofs.engines.polynomial import statements
from proofs.engines.smtlib import Script, Statement, relaxed, scripts
from proofs.verdict import Confirmation, Result

NAME = "smt"
INSTALL = "pip install 'sponte[engines]'"
PATIENCE = 10.0
"""Seconds that a solver may think about one script; those of our statements take milliseconds."""


# The solvers, each in a process of its own: neither keeps its own time limit in long algebra.


def run_z3(text: str) -> str:
    """What z3 prints for a script."""
    z3 = importlib.import_module("z3")
    context = z3.Context()  # must outlive the call
    return str(z3.Z3_eval_smtlib2_string(context.ref(), text))


def run_cvc5(text: str) -> str:
    """What cvc5 prints for a script."""
    cvc5 = importlib.import_module("cvc5")
    solver = cvc5.Solver(cvc5.TermManager())
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "statement")
    printed = []
    while not (command := parser.nextCommand()).isNull():
        printed.append(command.invoke(solver, parser.getSymbolManager()))
    return "".join(printed)


def serve(run: Callable[[str], str], pipe: Connection) -> None:
    """Answer scripts until nobody asks; what goes wrong is an answer as well.

    Files that the parent had open are closed: somebody may wait for the end of one.
    """
    for low, high in ((3, pipe.fileno()), (pipe.fileno() + 1, os.sysconf("SC_OPEN_MAX"))):
        os.closerange(low, high)
    while True:
        try:
            text = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(run(text).strip())
        except Exception as error:  # a solver's own error types are not ours
            pipe.send(f"error: {error}")


@dataclass
class Worker:
    """A running solver; killed and started anew where it thinks for too long."""

    run: Callable[[str], str]

    def __post_init__(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        arguments = (self.run, theirs)
        self.process = multiprocessing.Process(target=serve, args=arguments, daemon=True)
        self.process.start()

    def ask(self, text: str) -> str:
        """What the solver prints, or ``unknown`` when its time is up."""
        self.pipe.send(text)
        if self.pipe.poll(PATIENCE):
            return str(self.pipe.recv())
        self.process.kill()
        self.__post_init__()
        return "unknown"


@cache
def worker(run: Callable[[str], str]) -> Worker:
    """The one process of a solver."""
    return Worker(run)


@dataclass(frozen=True)
class Solver:
    """A solver by its name, the package that has it, and how it runs a script."""

    name: str
    package: str
    run: Callable[[str], str]

    @property
    def version(self) -> str | None:
        """The installed version, or None."""
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return None

    def answer(self, script: Script) -> str:
        """``unsat``, ``sat`` or ``unknown``; anything else is an error."""
        return worker(self.run).ask(script.text)

    def objection(self, statement: Statement) -> str:
        """Why the statement is not confirmed: empty where its negation has no solution."""
        answers = map(self.answer, scripts(statement))
        return next((f"{statement.title}: {a}" for a in answers if a != "unsat"), "")

    def counterexample(self, statement: Statement) -> str:
        """Values that refute the statement without the hypothesis that it needs; or empty."""
        script = relaxed(statement)
        options, values = "(set-option :produce-models true)", f"(get-value ({script.variables}))"
        answer, _, model = worker(self.run).ask(f"{options}{script.text}{values}").partition("\n")
        return " ".join(model.split()) if answer == "sat" else ""


SOLVERS = (Solver("z3", "z3-solver", run_z3), Solver("cvc5", "cvc5", run_cvc5))


# The engine.


def version() -> str | None:
    """The versions of both solvers, or None where one is missing."""
    if any(solver.version is None for solver in SOLVERS):
        return None
    return ", ".join(f"{solver.name} {solver.version}" for solver in SOLVERS)


def claims() -> tuple[str, ...]:
    """The claims about which there is an algebraic statement."""
    return tuple(dict.fromkeys(statement.claim for statement in statements()))


def about(number: str) -> tuple[Statement, ...]:
    """The statements about one claim.

    :raises ValueError: where there is none; an engine must not agree with nothing.
    """
    found = tuple(statement for statement in statements() if statement.claim == number)
    if not found:
        raise ValueError(
            f"no algebraic statement about {number!r}; there are {', '.join(claims())}"
        )
    return found


def confirm(number: str) -> Confirmation:
    """The word of both solvers together; one that objects or is missing decides."""
    words = confirmations(number)
    worst = next((w for w in words if w.result is not Result.CONFIRMED), words[0])
    seconds = sum(word.seconds for word in words)
    return Confirmation(NAME, version(), worst.result, seconds, worst.detail, (), worst.install)


def confirmations(number: str) -> tuple[Confirmation, ...]:
    """Each solver's own word on one claim."""
    return tuple(word(solver, about(number)) for solver in SOLVERS)


def word(solver: Solver, questions: tuple[Statement, ...]) -> Confirmation:
    """One solver's word on some statements, each shown with its domain."""
    if solver.version is None:
        return Confirmation(solver.name, None, Result.MISSING, 0.0, install=INSTALL)
    start = perf_counter()
    objection = next(filter(None, map(solver.objection, questions)), "")
    result = Result.REFUSED if objection else Result.CONFIRMED
    detail = objection or "; ".join(question.title for question in questions)
    return Confirmation(solver.name, solver.version, result, perf_counter() - start, detail)


def hypotheses_needed(number: str) -> Mapping[str, Mapping[str, str]]:
    """By statement, the hypothesis without which it is false, and each solver's counterexample."""
    return {
        statement.title: {"without": statement.needs}
        | {solver.name: solver.counterexample(statement) for solver in SOLVERS}
        for statement in about(number)
        if statement.needs
    }
