"""Steps that several theorems share: a logarithm, and an entropy, is below its tangents.

log(r) <= r - 1, hence eta(u) <= -u log2(q) + (q - u)/ln 2 for u, q > 0, with equality at u = q.
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

CURVE = "y - 1 - log(y)"


def tangent(u: str, q: str) -> str:
    """The tangent at q of eta, at u."""
    return f"(-({u})*log2({q}) + ({q} - ({u}))/log(2))"


def log_below(r: str) -> Step:
    """log(r) <= r - 1, where r > 0 is known: the difference is smallest at 1."""
    claim = f"log({r}) <= {r} - 1"
    rises = mean_value(claim, Between(CURVE, "y", ("1", r)), _from("1"), [_slope("y from", 1)])
    falls = mean_value(
        claim, Between(f"-({CURVE})", "y", (r, "1")), _from(f"{r} > 0"), [_slope("y to", -1)]
    )
    return cases(claim, f"{r} - 1", [rises], [falls])


def _from(low: str) -> list[Step]:
    return [total("y > 0", "y from", low)]


def _slope(known: str, sign: int) -> Step:
    return product(f"{sign}*(1 - 1/y) > 0", known, over=["y > 0"])


def below_tangent(u: str, q: str) -> list[Step]:
    """eta(u) <= tangent(u, q), where u > 0, q > 0 and log(2) > 0 are known."""
    r = f"(({q})/({u}))"
    logs, bits = f"log({q}) == log({r}) + log({u})", f"eta({u}) == -({u})*log2({u})"
    gap, less = f"({u})*({r} - 1 - log({r}))/log(2)", f"log({r}) <= {r} - 1"
    return [
        product(f"{r} > 0", f"{q} > 0", over=[f"{u} > 0"]),
        log_below(r),
        lemma(logs, "log-product", a=r, b=u),
        lemma(bits, "eta-log", u=u),
        product(f"{gap} >= 0", f"{u} > 0", less, over=["log(2) > 0"]),
        identity(f"{tangent(u, q)} - eta({u}) == {gap}", {bits: "-1", logs: f"-({u})/log(2)"}),
        total(
            f"eta({u}) <= {tangent(u, q)}",
            *(f"{tangent(u, q)} - eta({u}) == {gap}", f"{gap} >= 0"),
        ),
    ]
