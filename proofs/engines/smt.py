"""Two SMT solvers, z3 and cvc5, as a second opinion on every algebraic statement.

Both read the same SMT-LIB text and decide it by methods of their own. A solver confirms a
statement by finding its negation unsatisfiable; silence is not agreement.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from time import perf_counter

from proofs.engines.polynomial import questions
from proofs.engines.smtlib import Question, Script, relaxed, scripts
from proofs.engines.solvers import answered, run_cvc5, run_z3
from proofs.patience import NoAnswerError, apart
from proofs.verdict import Confirmation, Result

INSTALL = "pip install 'sponte[engines]'"
PATIENCE = 10.0
"""Seconds that a solver may think about one script; those of our statements take milliseconds."""


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
        return self.ask(script.text)

    def ask(self, text: str) -> str:
        """What the solver prints, or ``unknown`` when its time is up; it keeps no limit itself."""
        try:
            return str(apart(PATIENCE, answered, self.run, text))
        except NoAnswerError:
            return "unknown"

    def objection(self, statement: Question) -> str:
        """Why the statement is not confirmed: empty where its negation has no solution."""
        answers = map(self.answer, scripts(statement))
        return next((f"{statement.title}: {a}" for a in answers if a != "unsat"), "")

    def counterexample(self, statement: Question) -> str:
        """Values that refute the statement without the hypothesis that it needs; or empty."""
        script = relaxed(statement)
        options, values = "(set-option :produce-models true)", f"(get-value ({script.variables}))"
        answer, _, model = self.ask(f"{options}{script.text}{values}").partition("\n")
        return " ".join(model.split()) if answer == "sat" else ""


SOLVERS = (Solver("z3", "z3-solver", run_z3), Solver("cvc5", "cvc5", run_cvc5))


# The engine.


def claims() -> tuple[str, ...]:
    """The claims about which there is an algebraic statement."""
    return tuple(dict.fromkeys(question.claim for question in questions()))


def about(number: str) -> tuple[Question, ...]:
    """The statements about one claim.

    :raises ValueError: where there is none; an engine must not agree with nothing.
    """
    found = tuple(question for question in questions() if question.claim == number)
    if not found:
        raise ValueError(
            f"no algebraic statement about {number!r}; there are {', '.join(claims())}"
        )
    return found


def confirmations(number: str) -> tuple[Confirmation, ...]:
    """Each solver's own answer about one claim."""
    return tuple(answer(solver, about(number)) for solver in SOLVERS)


def answer(solver: Solver, asked: tuple[Question, ...]) -> Confirmation:
    """One solver's answer about some statements, each shown with its domain."""
    if solver.version is None:
        return Confirmation(solver.name, None, Result.MISSING, 0.0, install=INSTALL)
    start = perf_counter()
    objection = next(filter(None, map(solver.objection, asked)), "")
    result = Result.REFUSED if objection else Result.CONFIRMED
    detail = objection or "; ".join(question.title for question in asked)
    return Confirmation(solver.name, solver.version, result, perf_counter() - start, detail)


def hypotheses_needed(number: str) -> Mapping[str, Mapping[str, str]]:
    """By statement, the hypothesis without which it is false, and each solver's counterexample."""
    return {
        statement.title: {"without": statement.needs}
        | {solver.name: solver.counterexample(statement) for solver in SOLVERS}
        for statement in about(number)
        if statement.needs
    }
