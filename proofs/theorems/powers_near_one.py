"""Steps on p**nu for nu near 1, p the probability of one of at most n + 1 outcomes.

They add up to W, and l = ln p - ln W. exp(x) <= 1 + x + x**2/2 for x = (nu - 1) l <= 0, and
p (1 - l)**2 is concave where p <= W, so below its tangent at W/(n + 1): so the mean of l**2 is at
most (1 + ln(n + 1))**2 - 1. Lemmas of analysis: log(r) <= r - 1, the mean value theorem, exp and
log.
"""

from proofs.theorems.combinations import Combination
from proofs.theorems.outcomes import bare, less
from proofs.theorems.tangents import log_below
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

MANY = "log(n + 1)"
SPREAD = f"(({MANY}**2 + 2*{MANY})*(nu - 1)**2/2)"
"""What (nu - 1)**2/2 times the mean of l**2 is at most."""


def many() -> list[Step]:
    """The signs of n + 1 and its logarithm."""
    return [
        total("n + 1 > 0", "n > 0", "1"),
        lemma(f"{MANY} >= 0", "log-order-weak", a="1", b="n + 1"),
        total(f"1 + {MANY} > 0", "1", f"{MANY} >= 0"),
    ]


def combination(w: str) -> Combination:
    """What is >= 0 of an outcome: p - p**nu/W**(nu - 1) + (nu - 1) p l, and its spread."""
    return Combination(
        f"1 - (nu - 1)*log({w}) + (nu - 1)**2*({MANY}**2 - 2)/2",
        f"-1/{less(w)}",
        "-(nu - 1)*log(2)",
        f"(nu - 1)**2*(1 + {MANY})*{w}/(n + 1)",
    )


def outcome(p: str, w: str) -> list[Step]:
    """The combination is >= 0, where p > 0 and W - p >= 0 are known, and what :func:`even` says."""
    claim, order = f"{combination(w).at(p)} >= 0", f"log({w}) >= log({p})"
    bits, power = f"eta({p}) == -({p})*log2({p})", f"({p})**nu == ({p})*{less(p)}"
    parts = {
        f"({p})*({below_taylor(p, w)}) >= 0": [f"{p} > 0", f"{below_taylor(p, w)} >= 0"],
        f"(nu - 1)**2/2*({below_tangent(p, w)}) >= 0": [
            *("1/2", "nu > 1", "nu > 1", f"{below_tangent(p, w)} >= 0")
        ],
        f"(nu - 1)**2*({p})*(log({w}) - log({p})) >= 0": [*("nu > 1", "nu > 1", f"{p} > 0", order)],
    }
    split = f"{bare(claim)} == {' + '.join(map(bare, parts))}"
    using = {bits: "-(nu - 1)*log(2)", power: f"-1/{less(w)}", quotient(p, w)["claim"]: p}
    return [
        lemma(order, "log-order-weak", a=p, b=w),
        lemma(bits, "eta-log", u=p),
        quotient(p, w),
        *taylor(p, w),
        tangent(p, w),
        *(product(part, *of) for part, of in parts.items()),
        identity(split, using),
        total(claim, split, *parts),
    ]


def exponent(p: str, w: str) -> str:
    """(nu - 1) l."""
    return f"(nu - 1)*(log({p}) - log({w}))"


def quotient(p: str, w: str) -> Step:
    """Its exponential is a quotient of two powers."""
    claim = f"exp({exponent(p, w)}) - {less(p)}/{less(w)} == 0"
    return lemma(claim, "exp-sum", a=f"(nu - 1)*log({p})", b=f"-(nu - 1)*log({w})")


def below_taylor(p: str, w: str) -> str:
    """By how much the exponential is below its Taylor polynomial."""
    x = exponent(p, w)
    return f"1 + {x} + ({x})**2/2 - exp({x})"


def taylor(p: str, w: str) -> list[Step]:
    """It is >= 0: the slope of 1 - x + x**2/2 - exp(-x) is, for x >= 0."""
    end = f"-{exponent(p, w)}"
    slope = [
        lemma("exp(-x) > 0", "exp", u="-x"),
        log_below("exp(-x)"),
        lemma("log(exp(-x)) == -x", "log-exp", u="-x"),
        total("x - 1 + exp(-x) >= 0", "log(exp(-x)) <= exp(-x) - 1", "log(exp(-x)) == -x"),
    ]
    curve = Between("1 - x + x**2/2 - exp(-x)", "x", ("0", end))
    return [
        product(f"{end} >= 0", "nu > 1", f"log({w}) >= log({p})"),
        mean_value(f"{below_taylor(p, w)} >= 0", curve, [], slope),
    ]


def below_tangent(p: str, w: str) -> str:
    """By how much p (1 - l)**2 is below its tangent at W/(n + 1)."""
    curve = f"({p})*(1 - log({p}) + log({w}))**2"
    return f"({p})*({MANY}**2 - 1) + 2*(1 + {MANY})*{w}/(n + 1) - {curve}"


def touches(w: str) -> str:
    """They touch there."""
    return f"{below_tangent(f'{w}/(n + 1)', w)} == 0"


def even(w: str) -> list[Step]:
    """What is known of W/(n + 1), where W > 0 is known."""
    q = f"{w}/(n + 1)"
    logs = f"log({w}) == log({q}) + {MANY}"
    return [
        product(f"{q} > 0", f"{w} > 0", over=["n + 1 > 0"]),
        product(f"{w} - {q} >= 0", f"{w} > 0", "n > 0", over=["n + 1 > 0"]),
        lemma(logs, "log-product", a=q, b="n + 1"),
        identity(touches(w), {logs: f"-{q}*(2 + {MANY} + log({w}) - log({q}))"}),
    ]


def tangent(p: str, w: str) -> Step:
    """It is >= 0: it falls up to W/(n + 1), and rises from there."""
    q, claim, curve = f"{w}/(n + 1)", f"{below_tangent(p, w)} >= 0", below_tangent("x", w)
    apart = f"{bare(claim)} - ({below_tangent(q, w)}) >= 0"
    blocks = (
        [
            mean_value(apart, Between(f"{sign}*({curve})", "x", ends), *slope(ends, w, sign)),
            total(claim, apart, touches(w)),
        ]
        for sign, ends in (("1", (q, p)), ("-1", (p, q)))
    )
    return cases(claim, f"{p} - {q}", *blocks)


def slope(ends: tuple[str, str], w: str, sign: str) -> tuple[list[Step], list[Step]]:
    """x > 0, and (ln(n + 1))**2 - l**2 has the sign of l + ln(n + 1), for p = x."""
    q = f"{w}/(n + 1)"
    low, high = (end if end == q else "x" for end in ends)
    order, inside = f"log({high}) >= log({low})", f"{MANY} - log(x) + log({w}) >= 0"
    zero = f"{sign}*(log({q}) + {MANY} - log({w})) == 0"
    signed = f"{sign}*(log(x) + {MANY} - log({w})) >= 0"
    return [total("x > 0", "x from", f"{ends[0]} > 0")], [
        total(f"{w} - x >= 0", "x to", f"{w} - {ends[1]} >= 0"),
        lemma(f"log({w}) >= log(x)", "log-order-weak", a="x", b=w),
        total(inside, f"{MANY} >= 0", f"log({w}) >= log(x)"),
        lemma(order, "log-order-weak", a=low, b=high),
        identity(zero, {f"log({w}) == log({q}) + {MANY}": f"-({sign})"}),
        total(signed, order, zero),
        product(f"({bare(signed)})*({bare(inside)}) >= 0", signed, inside),
    ]
