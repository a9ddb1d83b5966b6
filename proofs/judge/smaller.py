"""Whether a claim holds on the smaller domain that it names, if that has a point."""

from collections.abc import Mapping
from dataclasses import replace

from sympy import Expr, Mul, Rational, oo

from derive.model.domain import Range
from proofs.equality.compare import compare_text
from proofs.paper.case import Case, Value, all_equal
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import statement


def holds_on_smaller(case: Case, right: Mapping[str, Value]) -> bool:
    """Whether the printed parts equal the right ones on the smaller domain that the claim names."""
    where, at = tuple(case.claim.holds_where), dict(case.claim.holds_at or {})
    if not (where or at):
        return False
    smaller = Setting(case.names, case.domain, where, at)
    parts = case.claim.parts.items()
    return _has_points(smaller) and all_equal(
        {part: compare_text(text, right[part], smaller) for part, text in parts}
    )


def _has_points(setting: Setting) -> bool:
    """Whether a setting has a point, with what is fixed there on its range."""
    values = {name: Rational(text) for name, text in setting.values.items()}
    fixed = {r: values[str(r.symbol)] for r in setting.domain.ranges if str(r.symbol) in values}
    moving = [r for r in fixed if r.lower.free_symbols | r.upper.free_symbols]
    if not all(r in moving or r.contains({r.symbol: value}) for r, value in fixed.items()):
        return False
    if any(r.symbol.is_integer and not fixed[r].is_integer for r in moving):
        return False
    return has_values(setting, {r: fixed[r] for r in moving})


def has_values(setting: Setting, values: Mapping[Range, Expr]) -> bool:
    """Whether a setting has a point where ranges have these values, at no end that is left out."""
    from proofs.equality.witnesses import find_witness

    inside = setting.domain.where(*(x for r, value in values.items() for x in _sides(r, value)))
    apart = Mul(*(value - end for r, value in values.items() for end in _left_out(r)))
    stated = statement(["0"], [apart], replace(setting, domain=inside))
    return find_witness(stated) is not None


def _left_out(r: Range) -> list[Expr]:
    """The finite ends that a range does not have."""
    ends = ((r.lower, r.lower_open), (r.upper, r.upper_open))
    return [end for end, is_open in ends if is_open and end not in (-oo, oo)]


def _sides(r: Range, value: Expr) -> list[Expr]:
    """What is >= 0 where a value is on a range."""
    return [side for side in (value - r.lower, r.upper - value) if side != oo]
