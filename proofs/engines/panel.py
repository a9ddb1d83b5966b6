"""All engines at one table: who can speak to a claim, and what each of them says.

Engines are loaded when they are asked. Coq compiles its proofs on the first call, which takes
minutes; a run over all claims asks it only where that has been done.
"""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from derive.errors import UnknownEngineError
from proofs.verdict import Confirmation, Result

NAMES = ("kernel", "smt", "arb", "coq")
"""The engines in the order in which they are asked."""
QUICK = ("kernel", "smt", "arb")
"""Those that answer within seconds."""


def engine(name: str) -> ModuleType:
    """The module of an engine.

    :raises UnknownEngineError: for a name that is none of :data:`NAMES`.
    """
    if name not in NAMES:
        raise UnknownEngineError(name, NAMES)
    return import_module(f"proofs.engines.{name}")


def confirmations(number: str, names: Sequence[str] = QUICK) -> tuple[Confirmation, ...]:
    """What each engine says of one claim; one without a statement about it is silent.

    >>> [said.result.value for said in confirmations("38", ["kernel", "coq"])]
    ['confirmed', 'silent']
    """
    return tuple(said for name in names for said in _answers(number, name))


def _answers(number: str, name: str) -> tuple[Confirmation, ...]:
    asked = engine(name)
    said = asked.confirmations(number) if number in asked.claims() else ()
    return said or (Confirmation(name, None, Result.SILENT, 0.0, "no statement about it"),)
