"""Steps on q**(nu - 1) for nu near 1, q the probability of one of at most n + 1 outcomes.

exp(x) <= 1 + x + x**2/2 for x = (nu - 1) ln q <= 0, and q (1 - ln q)**2 is concave on (0, 1], so
below its tangent at 1/(n + 1): so the mean of (ln q)**2 is at most (1 + ln(n + 1))**2 - 1. An
outcome has the probability p = q W. Lemmas of analysis: log(r) <= r - 1, the mean value theorem,
exp and log.
"""

from proofs.theorems.outcomes import Combination, bare, less
from proofs.theorems.tangents import log_below
from proofs.theorems.writing import (
    Between,
    Step,
    cases,
    congruence,
    identity,
    lemma,
    mean_value,
    product,
    total,
)

EVEN, MANY = "1/(n + 1)", "log(n + 1)"
LOGS = f"0 == log({EVEN}) + {MANY}"
SPREAD = f"(({MANY}**2 + 2*{MANY})*(order - 1)**2/2)"
"""What (nu - 1)**2/2 times the mean of (ln q)**2 is at most."""


def outcomes_counted() -> list[Step]:
    """1/(n + 1) and its logarithm."""
    return [
        total("n + 1 > 0", "n > 0", "1"),
        lemma(f"{MANY} >= 0", "log-order-weak", a="1", b="n + 1"),
        total(f"1 + {MANY} > 0", "1", f"{MANY} >= 0"),
        product(f"{EVEN} > 0", "1", over=["n + 1 > 0"]),
        product(f"{EVEN} < 1", "n > 0", over=["n + 1 > 0"]),
        lemma(LOGS, "log-product", a=EVEN, b="n + 1"),
        identity(touches(), {LOGS: f"-(2 + {MANY} - log({EVEN}))/(n + 1)"}),
    ]


def combination(w: str) -> Combination:
    """What is >= 0 of an outcome: p - p**nu/W**(nu - 1) + (nu - 1) p ln q, and its spread."""
    return Combination(
        f"1 - (order - 1)*log({w}) + (order - 1)**2*({MANY}**2 - 2)/2",
        f"-1/{less(w)}",
        "-(order - 1)*log(2)",
        f"(order - 1)**2*(1 + {MANY})*{w}/(n + 1)",
    )


def outcome(p: str, w: str) -> list[Step]:
    """The combination is >= 0, where p > 0, W > 0 and W - p >= 0 are known."""
    q, claim = f"(({p})/{w})", f"{combination(w).at(p)} >= 0"
    parts = {
        f"({p})*({below_taylor(q)}) >= 0": [f"{p} > 0", f"{below_taylor(q)} >= 0"],
        f"(order - 1)**2/2*{w}*({below_tangent(q)}) >= 0": [
            *("1/2", "order > 1", "order > 1", f"{w} > 0"),
            f"{below_tangent(q)} >= 0",
        ],
        f"-(order - 1)**2*({p})*log({q}) >= 0": [
            *("order > 1", "order > 1", f"{p} > 0"),
            f"0 >= log({q})",
        ],
    }
    logs, bits = f"log({p}) == log({q}) + log({w})", f"eta({p}) == -({p})*log2({p})"
    powers = divided(p, q, w)
    using = {
        logs: f"(order - 1)*({p})",
        bits: "-(order - 1)*log(2)",
        f"({p})**order == ({p})*{less(p)}": f"-1/{less(w)}",
        **{step["claim"]: f"-({p})/{less(w)}" for step in powers[1:]},
    }
    split = f"{bare(claim)} == {' + '.join(map(bare, parts))}"
    return [
        product(f"{q} > 0", f"{p} > 0", over=[f"{w} > 0"]),
        product(f"{q} <= 1", f"{w} - {p} >= 0", over=[f"{w} > 0"]),
        lemma(f"0 >= log({q})", "log-order-weak", a=q, b="1"),
        lemma(logs, "log-product", a=q, b=w),
        lemma(bits, "eta-log", u=p),
        *powers,
        *taylor(q),
        tangent(q),
        *(product(part, *of) for part, of in parts.items()),
        identity(split, using),
        total(claim, split, *parts),
    ]


def divided(p: str, q: str, w: str) -> list[Step]:
    """p**(nu - 1) is q**(nu - 1) W**(nu - 1)."""
    a, b, c = (f"(order - 1)*log({x})" for x in (p, q, w))
    return [
        identity(f"{a} == {b} + {c}", {f"log({p}) == log({q}) + log({w})": "order - 1"}),
        congruence("exp", a, f"{b} + {c}"),
        lemma(f"exp({b} + {c}) == exp({b})*exp({c})", "exp-sum", a=b, b=c),
    ]


def below_taylor(q: str) -> str:
    """By how much q**(nu - 1) is below its Taylor polynomial in ln q."""
    return f"1 + (order - 1)*log({q}) + (order - 1)**2*log({q})**2/2 - {less(q)}"


def taylor(q: str) -> list[Step]:
    """It is >= 0: the slope of 1 - x + x**2/2 - exp(-x) is, for x = -(nu - 1) ln q >= 0."""
    end = f"-(order - 1)*log({q})"
    slope = [
        lemma("exp(-x) > 0", "exp", u="-x"),
        log_below("exp(-x)"),
        lemma("log(exp(-x)) == -x", "log-exp", u="-x"),
        total("x - 1 + exp(-x) >= 0", "log(exp(-x)) <= exp(-x) - 1", "log(exp(-x)) == -x"),
    ]
    curve = Between("1 - x + x**2/2 - exp(-x)", "x", ("0", end))
    return [
        product(f"{end} >= 0", "order > 1", f"0 >= log({q})"),
        mean_value(f"{below_taylor(q)} >= 0", curve, [], slope),
    ]


def below_tangent(q: str) -> str:
    """By how much q (1 - ln q)**2 is below its tangent at 1/(n + 1)."""
    return f"{q}*({MANY}**2 - 1) + 2*(1 + {MANY})/(n + 1) - {q}*(1 - log({q}))**2"


def touches() -> str:
    """They touch there."""
    return f"{below_tangent(EVEN)} == 0"


def tangent(q: str) -> Step:
    """It is >= 0: it falls up to 1/(n + 1), and rises from there."""
    claim, apart = f"{below_tangent(q)} >= 0", f"{below_tangent(q)} - ({below_tangent(EVEN)}) >= 0"
    ways = ((EVEN, q), f"{q} <= 1", "1"), ((q, EVEN), f"{EVEN} < 1", "-1")
    curve = below_tangent("x")
    blocks = (
        [
            mean_value(apart, Between(f"{sign}*({curve})", "x", ends), *slope(ends, known, sign)),
            total(claim, apart, touches()),
        ]
        for ends, known, sign in ways
    )
    return cases(claim, f"{q} - {EVEN}", *blocks)


def slope(ends: tuple[str, str], at_most_one: str, sign: str) -> tuple[list[Step], list[Step]]:
    """x > 0, and (ln(n + 1))**2 - (ln x)**2 has the sign of ln x + ln(n + 1)."""
    low, high = (end if end == EVEN else "x" for end in ends)
    order, inside = f"log({high}) >= log({low})", f"{MANY} - log(x) >= 0"
    zero, signed = f"{sign}*(log({EVEN}) + {MANY}) == 0", f"{sign}*(log(x) + {MANY}) >= 0"
    return [total("x > 0", "x from", f"{ends[0]} > 0")], [
        total("1 - x >= 0", "x to", at_most_one),
        lemma("0 >= log(x)", "log-order-weak", a="x", b="1"),
        total(inside, f"{MANY} >= 0", "0 >= log(x)"),
        lemma(order, "log-order-weak", a=low, b=high),
        identity(zero, {LOGS: f"-({sign})"}),
        total(signed, order, zero),
        product(f"{bare(signed)}*({bare(inside)}) >= 0", signed, inside),
    ]
