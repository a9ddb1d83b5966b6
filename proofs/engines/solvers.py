"""How z3 and cvc5 run a script; loaded where they run, without the rest of the project."""

import importlib
from collections.abc import Callable


def answered(run: Callable[[str], str], text: str) -> str:
    """What a solver prints for a script; an error of its own is an answer as well.

    >>> answered(lambda text: text[5], "short")
    'error: string index out of range'
    """
    try:
        return run(text).strip()
    except Exception as error:  # its type is the solver's own, and need not be picklable
        return f"error: {error}"


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
