"""What Coq proves, from one table: each theorem's statement and the claims of the paper it answers.

A statement quantifies over a domain of `derive` and says something, in a few lines of Gallina,
about the definitions that :mod:`proofs.coq.statements` prints from derived objects.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

from sympy import S, Symbol

from derive import symbols as sym
from derive.emission.monotonicity import (
    BIN_CLICK,
    COHERENT_DIFFERENCE,
    LATER,
    OPEN_QUBIT,
    UNIT_SEGMENT,
)
from derive.model.domain import BINS, POPULATION, QUBIT, WINDOW, Domain, Range, between


@dataclass(frozen=True)
class CoqStatement:
    """What a theorem says: its `name`, the Coq module that proves it, the claims it answers.

    `conclusion` is Gallina over the generated definitions, for all values of the domain's symbols;
    `over` adds variables that have no range of their own.
    """

    name: str
    module: str
    claims: tuple[str, ...]
    domain: Domain
    conclusion: str
    over: str = ""


def _coherences(*names: str) -> Domain:
    """Several values of the coherence of one atom, by name, each in the range of c."""
    c = next(r for r in QUBIT.ranges if r.symbol == sym.c)
    return Domain(tuple(replace(c, symbol=Symbol(name)) for name in names))


DOMAINS: Mapping[str, Domain] = {
    "state": QUBIT,
    "mixed state": OPEN_QUBIT,
    "population": POPULATION,
    "excited": POPULATION.replace(Range(sym.rho11, S.Zero, S.One, lower_open=True)),
    "two coherences": POPULATION & _coherences("c1", "c2") & LATER,
    "coherent difference": COHERENT_DIFFERENCE,
    "window": WINDOW,
    "later": LATER,
    "bins": BINS,
    "click in a bin": BIN_CLICK,
    "first bin": between(sym.p_bin, 0, 1),
    "efficiency": between(sym.eta_d, 0, 1),
    "two efficiencies": between(Symbol("eta_1"), 0, 1) & between(Symbol("eta_2"), 0, 1),
    "unit segment": UNIT_SEGMENT,
    "unit interval": Domain((Range(sym.x, S.Zero, S.One, lower_open=True, upper_open=True),)),
}
"""The domains by the words of the table, which joins them by commas."""


def _statement(module: str, row: Mapping[str, Any]) -> CoqStatement:
    domain = reduce(and_, (DOMAINS[words] for words in row["domain"].split(", ")))
    over = f" ({row['over']})" if "over" in row else ""
    return CoqStatement(row["name"], module, tuple(row["claims"]), domain, row["conclusion"], over)


_ROWS = tomllib.loads(Path(__file__).with_name("table.toml").read_text(encoding="utf-8"))
STATEMENTS = tuple(_statement(module, row) for module, rows in _ROWS.items() for row in rows)
