"""The text of a domain, as it is shown: "0 <= rho11 <= 1; 0 < Gamma; 1 <= n < oo, integer"."""

import ast
import re
from collections.abc import Mapping
from typing import Any

from sympy import Expr, MatrixBase, Symbol, ceiling, floor, oo

from derive.errors import FormulaError
from derive.model.domain import Domain, Range
from proofs.paper.formula import read, tree


def read_domain(text: str, symbols: Mapping[str, Symbol]) -> Domain:
    """The domain that a text says, range by range; a later one may use the symbols before it.

    :raises FormulaError: for what is no range of a known symbol.

    >>> from derive.symbols import Gamma, t
    >>> str(read_domain("0 < Gamma; 0 <= t <= 1/Gamma", {"Gamma": Gamma, "t": t}))
    '0 < Gamma < oo; 0 <= t <= 1/Gamma'
    """
    ranges = [_range(part.strip(), symbols) for part in text.split(";")]
    names = [r.symbol for r in ranges]
    if len({*names}) < len(names):
        raise FormulaError(f"{text!r} has two ranges of one symbol")
    return Domain(tuple(ranges))


def _range(text: str, symbols: Mapping[str, Symbol]) -> Range:
    found = _real_range(text.removesuffix(", integer"), symbols)
    if text.endswith(", integer") and not found.symbol.is_integer:
        raise FormulaError(f"{found.symbol} is no whole number")
    return found


def _real_range(text: str, symbols: Mapping[str, Symbol]) -> Range:
    if found := re.fullmatch(r"(\w+) real", text):
        return Range(_symbol(found[1], symbols), -oo, oo)
    sides, strict = _sides(text, symbols)
    low, high = _end(sides[0], symbols), _end(sides[2], symbols)
    opened = strict[0] and low != -oo, strict[1] and high != oo
    own = Range(_symbol(sides[1], symbols), low, high, *opened)
    if _is_empty(own):
        raise FormulaError(f"{text!r} is empty: it has no point")
    return own


def _is_empty(found: Range) -> bool:
    """Whether a range between two numbers has nothing in it."""
    low, high = found.lower, found.upper
    if not (low.is_number and high.is_number):
        return False
    if found.symbol.is_integer:
        low = floor(low) + 1 if found.lower_open else ceiling(low)
        high = ceiling(high) - 1 if found.upper_open else floor(high)
        return bool(low > high)
    return bool(low > high or (low == high and (found.lower_open or found.upper_open)))


def _sides(text: str, symbols: Mapping[str, Symbol]) -> tuple[list[str], list[bool]]:
    """Lower end, symbol and upper end, and whether each of the ends is left out."""
    node = tree(text)
    match node:
        case ast.Compare(ops=ops) if all(isinstance(op, ast.Lt | ast.LtE) for op in ops):
            sides = [ast.unparse(side) for side in (node.left, *node.comparators)]
            strict = [isinstance(op, ast.Lt) for op in ops]
            if len(sides) == 2 and sides[0] in symbols:
                return ["-oo", *sides], [True, *strict]
            if len(sides) == 2:
                return [*sides, "oo"], [*strict, True]
            if len(sides) == 3:
                return sides, strict
    raise FormulaError(f"{text!r} is no range; write 0 <= x <= 1, or 0 < x")


def _symbol(name: str, symbols: Mapping[str, Symbol]) -> Symbol:
    if name not in symbols:
        raise FormulaError(f"no symbol {name!r} here; there are {', '.join(symbols)}")
    return symbols[name]


def _end(text: str, symbols: Mapping[str, Any]) -> Expr:
    if text in ("oo", "-oo"):
        return oo if text == "oo" else -oo
    value = read(text, symbols)
    if isinstance(value, MatrixBase) or value.is_extended_real is False:
        raise FormulaError(f"{text!r} is no real number, where a range may end")
    return value
