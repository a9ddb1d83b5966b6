"""An entropy of n + 1 outcomes is at most log2(n + 1): the tangent of eta, and what it sums to.

Steps only. For w = 1/(n + 1) and every u >= 0: eta(u) <= u log2(n + 1) + (w - u)/ln 2, with
equality at u = w, since the difference of the two sides has the slope log2((n + 1) u), which
changes sign at w. Over n + 1 probabilities the right-hand sides add up to log2(n + 1). This is
Gibbs' inequality.
"""

from proofs.theorems.writing import (
    Between,
    Step,
    cases,
    identity,
    lemma,
    mean_value,
    product,
    total,
)

EQUAL_SHARE = "1/(n + 1)"


def tangent(u: str) -> str:
    """The tangent of eta at the equal share, at u."""
    return f"(({u})*log2(n + 1) + ({EQUAL_SHARE} - ({u}))/log(2))"


def equal_share() -> list[Step]:
    """n + 1 > 0, and eta touches its tangent at the equal share."""
    logs = f"log(({EQUAL_SHARE})*(n + 1)) == log({EQUAL_SHARE}) + log(n + 1)"
    bits = f"eta({EQUAL_SHARE}) == -{EQUAL_SHARE}*log2({EQUAL_SHARE})"
    touch = f"{tangent(EQUAL_SHARE)} == eta({EQUAL_SHARE})"
    return [
        total("n + 1 > 0", "n >= 1", "2"),
        product(f"{EQUAL_SHARE} > 0", "1", over=["n + 1 > 0"]),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        lemma(logs, "log-product", a=EQUAL_SHARE, b="n + 1"),
        lemma(bits, "eta-log", u=EQUAL_SHARE),
        identity(touch, {bits: "-1", logs: "-1/((n + 1)*log(2))"}),
    ]


def below_tangent(u: str) -> Step:
    """eta(u) <= tangent(u), by cases on whether u is the larger or the smaller; u >= 0 is known."""
    claim, touch = f"eta({u}) <= {tangent(u)}", f"{tangent(EQUAL_SHARE)} == eta({EQUAL_SHARE})"
    gap = f"({tangent('y')} - eta(y))"
    at = {end: gap.replace("(y)", f"({end})") for end in (u, EQUAL_SHARE)}
    grows = f"{at[u]} >= {at[EQUAL_SHARE]}"
    above = mean_value(grows, Between(gap, "y", (EQUAL_SHARE, u)), _positive_y(), _slope(1))
    below = mean_value(grows, Between(f"-{gap}", "y", (u, EQUAL_SHARE)), _y(u), _slope(-1, u))
    blocks = ([step, total(claim, grows, touch)] for step in (above, below))
    return cases(claim, f"{u} - {EQUAL_SHARE}", *blocks)


def _positive_y() -> list[Step]:
    return [total("y > 0", "y from", f"{EQUAL_SHARE} > 0")]


def _y(u: str) -> list[Step]:
    return [total("y >= 0", "y from", f"{u} >= 0")]


def _slope(sign: int, u: str = "") -> list[Step]:
    """log2((n + 1) y) is positive above the equal share, negative below."""
    logs = "log((n + 1)*y) == log(n + 1) + log(y)"
    order = "(n + 1)*y > 1" if sign > 0 else "(n + 1)*y < 1"
    logarithm = f"log((n + 1)*y) {'>' if sign > 0 else '<'} 0"
    known = [] if sign > 0 else [total("y > 0", "y from", f"{u} >= 0")]
    ends = {"a": "1", "b": "(n + 1)*y"} if sign > 0 else {"a": "(n + 1)*y", "b": "1"}
    slope = f"{'' if sign > 0 else '-'}(log(n + 1) + log(y))/log(2)"
    one = f"{slope} == {'' if sign > 0 else '-'}log((n + 1)*y)/log(2)"
    bits = f"{'' if sign > 0 else '-'}log((n + 1)*y)/log(2) > 0"
    return [
        *known,
        product("(n + 1)*y > 0", "n + 1 > 0", "y > 0"),
        product(order, "n + 1 > 0", "y from" if sign > 0 else "y to"),
        lemma(logarithm, "log-order", **ends),
        lemma(logs, "log-product", a="n + 1", b="y"),
        product(bits, logarithm, over=["log(2) > 0"]),
        identity(one, {logs: f"{'-' if sign > 0 else ''}1/log(2)"}),
        total(f"{slope} > 0", bits, one),
    ]
