"""H_min(X|R') <= H_nu(X|R') <= H(X|R') for every order 1 < nu < 2, without coherence.

Domain: that of :mod:`proofs.theorems.one_shot_at_most_average`. With P the sum of all p**nu over
the outcomes of an excited atom, N = P**(1/nu) and X = rho00 + rho11 N: log p**(nu - 1) <= log P +
p**(nu - 1)/P - 1 bounds log P by the entropy, and log N <= log X + N/X - 1 log X by log P; and P <=
g**(nu - 1) for the likeliest outcome g, with the concavity of u**((nu - 1)/nu), bounds X by the
guess. Lemmas of analysis: log(r) <= r - 1, and those of exp and log.
"""

import re

from derive.device.guessing import ORDER, in_between
from proofs.theorems.one_shot_at_most_average import (
    AFTER,
    BEFORE,
    CLICK,
    CLICKS,
    DOMAIN,
    LEFT,
    LEFT_OVER,
    SEEN,
    STAY,
    UNSEEN,
    WHOLE,
    below,
    click_in_bin,
    definitions,
    likeliest,
    one_left,
    survival,
)
from proofs.theorems.tangents import log_below
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    identity,
    lemma,
    product,
    statement,
    telescope,
    termwise,
    total,
)

POWER = f"({CLICK})**order"
POWERS = f"Sum({POWER}, (k, 1, n))"
SHARE = "(order - 1)/order"
MEAN = f"exp({SHARE}*log(G))"
LIKELIEST = "exp((order - 1)*log(g))"


def theorem() -> Theorem:
    """H_nu - H_min >= 0 and H - H_nu >= 0."""
    above, under = (f"{formula(value)} >= 0" for value in in_between().values())
    names = definitions() | {
        "P": f"unseen**order + {another(POWERS)}",
        "N": "P**(1/order)",
        "X": "rho00 + rho11*N",
        "G": "rho00 + rho11*g",
    }
    return Theorem(
        "renyi_in_between",
        "Renyi entropies lie between the bits of one shot and those per shot of many",
        statement(DOMAIN & ORDER, names, [above, under]),
        [*likeliest(), *sums(), *below_average(under), *above_one_shot(above)],
    )


def another(text: str) -> str:
    """The same about a bin j: what is said of bin k may speak of a sum over j."""
    return re.sub(r"\bk\b", "j", text)


def sums() -> list[Step]:
    """P > 0, N > 0 and X > 0, and what the sums over the bins are."""
    terms = {f"eta{CLICK} + {LEFT_OVER}": "1", f"eta{CLICK}": "-1", LEFT_OVER: "-1"}
    block = [*click_in_bin(), *power(CLICK), *survival(), *one_left()]
    before, click = another(BEFORE), another(CLICK)
    positive = [
        lemma(f"{before} > 0", "exp", u="-Gamma*t*(j - 1)/n"),
        product(f"{click} > 0", "eta_d > 0", f"{STAY} < 1", f"{before} > 0"),
    ]
    return [
        total("order > 0", "order > 1", "1"),
        *power("unseen"),
        defined(POWERS, "k", block),
        defined(another(POWERS), "j", positive),
        termwise(f"{POWERS} >= 0", {POWER: "1"}, ">=", "k"),
        total("P > 0", "(unseen)**order > 0", f"{POWERS} >= 0"),
        lemma("N > 0", "exp", u="log(P)/order"),
        product("rho11*N > 0", "rho11 > 0", "N > 0"),
        total("X > 0", "rho11 < 1", "rho11*N > 0"),
        termwise(f"{WHOLE} == {CLICKS} + {LEFT}", terms, "==", "k"),
        telescope(f"{SEEN} == eta_d*(1 - alpha)", CLICK, f"-eta_d*{AFTER}", "k"),
        telescope(f"{LEFT} == eta(unseen)", LEFT_OVER, f"eta{UNSEEN}", "k"),
    ]


def less(p: str) -> str:
    """p**(order - 1), as the kernel reads it."""
    return f"exp((order - 1)*log({p}))"


def power(p: str) -> list[Step]:
    """p**order > 0, and it is p p**(order - 1)."""
    parts, whole = f"exp(order*log({p})) == {less(p)}*exp(log({p}))", f"exp(log({p})) == {p}"
    own = f"({p})**order"
    return [
        lemma(f"{own} > 0", "exp", u=f"order*log({p})"),
        lemma(f"{less(p)} > 0", "exp", u=f"(order - 1)*log({p})"),
        lemma(parts, "exp-sum", a=f"(order - 1)*log({p})", b=f"log({p})"),
        lemma(whole, "exp-log", u=p),
        identity(f"{own} == ({p})*{less(p)}", {parts: "1", whole: less(p)}),
    ]


# H_nu <= H.


def below_average(goal: str) -> list[Step]:
    """log(X) is at least rho11 log(P)/nu, and log(P) at least -(nu - 1) ln 2 times the entropy."""
    weights = {CLICK: "log(P) - 1", POWER: "1/P", f"eta{CLICK}": "(order - 1)*log(2)"}
    clicks = f"(log(P) - 1)*{SEEN} + {POWERS}/P + (order - 1)*log(2)*{CLICKS} >= 0"
    entropy = f"log(P) + (order - 1)*log(2)*{WHOLE} >= 0"
    mixed, norm = "log(X) - rho11*log(P)/order >= 0", "log(N) == log(P)/order"
    excited, ground = "log(X) + N/X - 1 >= log(N)", "log(X) + 1/X - 1 >= 0"
    return [
        *weighted("unseen"),
        defined(CLICKS, "k", weighted(CLICK)),
        termwise(clicks, weights, ">=", "k"),
        *as_a_whole(entropy, clicks),
        *below("N", "N > 0", excited, "X"),
        *below("1", "1", ground, "X"),
        lemma(norm, "log-exp", u="log(P)/order"),
        product("rho11*(log(X) + N/X - 1 - log(N)) >= 0", "rho11 > 0", excited),
        product("rho00*(log(X) + 1/X - 1) >= 0", "rho11 < 1", ground),
        identity("rho11*log(N) - rho11*log(P)/order == 0", {norm: "rho11"}),
        total(
            mixed,
            "rho11*(log(X) + N/X - 1 - log(N)) >= 0",
            "rho00*(log(X) + 1/X - 1) >= 0",
            "rho11*log(N) - rho11*log(P)/order == 0",
        ),
        product(f"rho11*({bare(entropy)})/order >= 0", "rho11 > 0", entropy, over=["order > 0"]),
        total(
            f"{bare(mixed)} + rho11*({bare(entropy)})/order >= 0",
            mixed,
            f"rho11*({bare(entropy)})/order >= 0",
        ),
        product(
            goal,
            f"{bare(mixed)} + rho11*({bare(entropy)})/order >= 0",
            "order > 0",
            over=["order > 1", "log(2) > 0"],
        ),
    ]


def bare(claim: str) -> str:
    """What a claim says to be >= 0."""
    return claim.removesuffix(" >= 0")


def weighted(p: str) -> list[Step]:
    """p log P - p + p**nu/P + (nu - 1) ln 2 eta(p) >= 0."""
    ratio, bits = f"({less(p)}/P)", f"eta({p}) == -({p})*log2({p})"
    logs, own = (
        f"log({less(p)}) == log({ratio}) + log(P)",
        f"log({less(p)}) == (order - 1)*log({p})",
    )
    gap, known = f"({p})*({ratio} - 1 - log({ratio})) >= 0", f"({p})**order == ({p})*{less(p)}"
    claim = f"({p})*(log(P) - 1) + ({p})**order/P + (order - 1)*log(2)*eta({p})"
    weights = {known: "1/P", bits: "(order - 1)*log(2)", logs: f"-({p})", own: f"({p})"}
    return [
        product(f"{ratio} > 0", f"{less(p)} > 0", over=["P > 0"]),
        log_below(ratio),
        lemma(logs, "log-product", a=ratio, b="P"),
        lemma(own, "log-exp", u=f"(order - 1)*log({p})"),
        lemma(bits, "eta-log", u=p),
        product(gap, f"{p} > 0", f"log({ratio}) <= {ratio} - 1"),
        identity(f"{claim} == {bare(gap)}", weights),
        total(f"{claim} >= 0", f"{claim} == {bare(gap)}", gap),
    ]


def as_a_whole(claim: str, clicks: str) -> list[Step]:
    """The sum over the bins and no click."""
    rest = "(unseen)*(log(P) - 1) + (unseen)**order/P + (order - 1)*log(2)*eta(unseen)"
    whole = {f"{WHOLE} == {CLICKS} + {LEFT}": "(order - 1)*log(2)"}
    left = {f"{LEFT} == eta(unseen)": "(order - 1)*log(2)"}
    seen = {f"{SEEN} == eta_d*(1 - alpha)": "1 - log(P)"}
    both = f"{bare(claim)} == {bare(clicks)} + {rest}"
    return [identity(both, whole | left | seen), total(claim, both, clicks, f"{rest} >= 0")]


# H_min <= H_nu.


def above_one_shot(goal: str) -> list[Step]:
    """log(X) <= log(G) (nu - 1)/nu."""
    return [
        *likeliest_power(),
        product("rho11*g > 0", "rho11 > 0", "g > 0"),
        total("G > 0", "rho11 < 1", "rho11*g > 0"),
        lemma(f"{MEAN} > 0", "exp", u=f"{SHARE}*log(G)"),
        *concave("1", "1", "1"),
        *concave("g", "g > 0", f"exp({SHARE}*log(g))"),
        *averaged(),
        lemma(f"log({MEAN}) >= log(X)", "log-order-weak", a="X", b=MEAN),
        lemma(f"log({MEAN}) == {SHARE}*log(G)", "log-exp", u=f"{SHARE}*log(G)"),
        identity(f"{SHARE}*log(G) == log({MEAN})", {f"log({MEAN}) == {SHARE}*log(G)": "-1"}),
        total(
            f"{SHARE}*log(G) - log(X) >= 0",
            f"{SHARE}*log(G) == log({MEAN})",
            f"log({MEAN}) >= log(X)",
        ),
        product(
            goal,
            *(f"{SHARE}*log(G) - log(X) >= 0", "order > 0"),
            over=["order > 1", "log(2) > 0"],
        ),
    ]


def likeliest_power() -> list[Step]:
    """P <= g**(nu - 1), so that N <= g**((nu - 1)/nu)."""
    clicks, rest = f"{LIKELIEST}*{SEEN} - {POWERS}", f"{LIKELIEST}*(unseen) - (unseen)**order"
    own, share = f"log({LIKELIEST}) == (order - 1)*log(g)", f"{SHARE}*log(g)"
    whole, less_than = f"{LIKELIEST} - P == {clicks} + {rest}", f"log({LIKELIEST}) >= log(P)"
    return [
        *at_likeliest("unseen"),
        defined(SEEN, "k", at_likeliest(CLICK)),
        termwise(f"{clicks} >= 0", {CLICK: LIKELIEST, POWER: "-1"}, ">=", "k"),
        identity(whole, {f"{SEEN} == eta_d*(1 - alpha)": f"-{LIKELIEST}"}),
        total(f"{LIKELIEST} >= P", whole, f"{clicks} >= 0", f"{rest} >= 0"),
        lemma(f"{LIKELIEST} > 0", "exp", u="(order - 1)*log(g)"),
        lemma(less_than, "log-order-weak", a="P", b=LIKELIEST),
        lemma(own, "log-exp", u="(order - 1)*log(g)"),
        identity(f"(order - 1)*log(g) == log({LIKELIEST})", {own: "-1"}),
        total(
            "(order - 1)*log(g) >= log(P)",
            *(f"(order - 1)*log(g) == log({LIKELIEST})", less_than),
        ),
        product(f"{share} >= log(P)/order", "(order - 1)*log(g) >= log(P)", over=["order > 0"]),
        lemma(f"exp({share}) >= N", "exp-order-weak", a="log(P)/order", b=share),
    ]


def concave(u: str, positive: str, own: str) -> list[Step]:
    """u**share <= G**share (1 + share (u/G - 1)), where `own` is u**share."""
    z = f"exp({SHARE}*(log({u}) - log(G)))"
    ratio, inverse = f"({u}/(G*{z}))", f"(1/{z})"
    logs = {
        f"log({u}) == log({ratio}) + log(G*{z})": (SHARE, ratio, f"G*{z}"),
        f"log(G*{z}) == log(G) + log({z})": (SHARE, "G", z),
        f"log(1) == log({inverse}) + log({z})": (f"(1 - {SHARE})", inverse, z),
    }
    known, split = f"log({z}) == {SHARE}*(log({u}) - log(G))", f"{own} == {MEAN}*{z}"
    parts = [
        f"{SHARE}*({ratio} - 1 - log({ratio})) >= 0",
        f"({inverse} - 1 - log({inverse}))/order >= 0",
    ]
    line = f"1 + {SHARE}*({u}/G - 1)"
    gap = f"({line})/{z} - 1"
    both = f"{gap} == {bare(parts[0])} + {bare(parts[1])}"
    weights = {claim: f"-{weight}" for claim, (weight, _, _) in logs.items()} | {known: "-1"}
    return [
        lemma(f"{z} > 0", "exp", u=f"{SHARE}*(log({u}) - log(G))"),
        product(f"G*{z} > 0", "G > 0", f"{z} > 0"),
        product(f"{ratio} > 0", positive, over=["G > 0", f"{z} > 0"]),
        product(f"{inverse} > 0", "1", over=[f"{z} > 0"]),
        log_below(ratio),
        log_below(inverse),
        *(lemma(claim, "log-product", a=a, b=b) for claim, (_, a, b) in logs.items()),
        lemma(known, "log-exp", u=f"{SHARE}*(log({u}) - log(G))"),
        product(parts[0], "order > 1", f"log({ratio}) <= {ratio} - 1", over=["order > 0"]),
        product(parts[1], f"log({inverse}) <= {inverse} - 1", over=["order > 0"]),
        identity(both, weights),
        total(f"{gap} >= 0", both, *parts),
        product(f"{MEAN}*({line} - {z}) >= 0", f"{MEAN} > 0", f"{z} > 0", f"{gap} >= 0"),
        lemma(split, "exp-sum", a=f"{SHARE}*log(G)", b=f"{SHARE}*(log({u}) - log(G))"),
        identity(f"{MEAN}*({z}) - {own} == 0", {split: "-1"}),
        total(
            f"{MEAN}*({line}) - {own} >= 0",
            f"{MEAN}*({line} - {z}) >= 0",
            f"{MEAN}*({z}) - {own} == 0",
        ),
    ]


def averaged() -> list[Step]:
    """X is at most the mean of both, which is G**share."""
    lines = {u: f"{MEAN}*(1 + {SHARE}*({u}/G - 1))" for u in ("1", "g")}
    ground = f"rho00*({lines['1']} - 1) >= 0"
    excited = f"rho11*({lines['g']} - exp({SHARE}*log(g))) >= 0"
    return [
        product(ground, "rho11 < 1", f"{lines['1']} - 1 >= 0"),
        product(excited, "rho11 > 0", f"{lines['g']} - exp({SHARE}*log(g)) >= 0"),
        product(f"rho11*(exp({SHARE}*log(g)) - N) >= 0", "rho11 > 0", f"exp({SHARE}*log(g)) >= N"),
        total(f"{MEAN} >= X", ground, excited, f"rho11*(exp({SHARE}*log(g)) - N) >= 0"),
    ]


def at_likeliest(p: str) -> list[Step]:
    """p g**(nu - 1) >= p**nu, as p <= g."""
    known = f"({p})**order == ({p})*{less(p)}"
    claim, gap = f"{LIKELIEST}*({p}) - ({p})**order", f"({p})*({LIKELIEST} - {less(p)})"
    return [
        lemma(f"log(g) >= log({p})", "log-order-weak", a=p, b="g"),
        product(f"(order - 1)*(log(g) - log({p})) >= 0", "order > 1", f"log(g) >= log({p})"),
        lemma(
            f"{LIKELIEST} >= {less(p)}",
            "exp-order-weak",
            a=f"(order - 1)*log({p})",
            b="(order - 1)*log(g)",
        ),
        product(f"{gap} >= 0", f"{p} > 0", f"{LIKELIEST} >= {less(p)}"),
        identity(f"{claim} == {gap}", {known: "-1"}),
        total(f"{claim} >= 0", f"{claim} == {gap}", f"{gap} >= 0"),
    ]
