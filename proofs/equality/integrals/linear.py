"""Linear equations over a field of parameters: what combination of some elements another one is."""

from collections.abc import Sequence

from proofs.equality.integrals.small import Small, monomials_of
from proofs.kernel.element import Element

Row = dict[int, Element]
"""Coefficients by number of the unknown; the right side has the number `RIGHT`."""
RIGHT = -1


def combination(
    small: Small, variables: Sequence[int], parts: Sequence[Element], whole: Element
) -> list[Element] | None:
    """Weights, free of the variables (indices in the ring), with which the parts add to the whole.

    Of several answers, one in which as few of the last parts as possible occur.
    """
    numbered = {RIGHT: whole, **dict(enumerate(parts))}
    rows = [row for row in equations(small, variables, numbered) if row]
    solved: dict[int, Row] = {}
    while rows:
        row = rows.pop(min(range(len(rows)), key=lambda i: _cost(rows[i])))
        unknowns = [number for number in row if number != RIGHT]
        if not unknowns:
            return None
        pivot = min(unknowns, key=lambda number: (_size(row[number]), number))
        row = {number: value / row[pivot] for number, value in row.items()}
        rows = [left for other in rows if (left := _without(small, other, pivot, row))]
        solved = {number: _without(small, other, pivot, row) for number, other in solved.items()}
        solved[pivot] = row
    zero = small.number(0)
    return [solved.get(number, {}).get(RIGHT, zero) for number in range(len(parts))]


def _cost(row: Row) -> tuple[int, int]:
    return sum(number != RIGHT for number in row), sum(map(_size, row.values()))


def _size(value: Element) -> int:
    return len(value.num) + len(value.den) - 2


def _without(small: Small, row: Row, pivot: int, known: Row) -> Row:
    """A row with one unknown eliminated."""
    if pivot not in row:
        return row
    factor, zero = row[pivot], small.number(0)
    found = {}
    for number in {**row, **known}:
        value = row.get(number, zero) - factor * known.get(number, zero)
        value = small.reduced(value)
        if number != pivot and not value.num.is_zero():
            found[number] = value
    return found


def equations(small: Small, variables: Sequence[int], values: Row) -> list[Row]:
    """One row for each monomial in the variables, of the values over one denominator."""
    common = small.one
    for value in values.values():
        common = common * (value.den / common.gcd(value.den))
    rows: dict[tuple[int, ...], Row] = {}
    for number, value in values.items():
        above = small.reduced(small.polynomial(value.num * (common / value.den)))
        for monomial, coefficient in monomials_of(above.num, variables).items():
            row = rows.setdefault(monomial, {})
            row[number] = small.polynomial(coefficient) / small.polynomial(above.den)
    return [*rows.values()]
