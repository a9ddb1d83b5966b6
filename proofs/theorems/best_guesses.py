"""M is at most v**((nu - 1)/nu), and that at most the line that touches it at the mean G.

Names: those of :mod:`proofs.theorems.outcomes`; g is the larger of `first`, a click in the first
bin, and no click, `gap` their difference.
"""

from proofs.theorems.entropies_in_order import MEAN, SHARE
from proofs.theorems.outcomes import Knowledge, Outcomes, bare, less
from proofs.theorems.tangents import log_below
from proofs.theorems.writing import (
    Step,
    cases,
    defined,
    identity,
    lemma,
    product,
    square,
    termwise,
    total,
)


def likeliest(known: Outcomes, divided: bool) -> list[Step]:
    """g is at least a click in the first bin, and at least no click."""
    own, gap = known.own, known.own("gap")
    return [
        square(f"{gap}**2 >= 0", gap),
        lemma(f"sqrt({gap}**2) >= 0", "sqrt", u=f"{gap}**2"),
        *(modulus(gap, q) for q in (gap, f"-{gap}")),
        product(own("g >= first"), "1/2", f"sqrt({gap}**2) >= {gap}"),
        product(own(f"g >= {known.none}"), "1/2", f"sqrt({gap}**2) >= -{gap}"),
        total(own("g > 0"), own(f"g >= {known.none}"), f"{known.none} > 0"),
        *([product(own("v > 0"), own("g > 0"), over=[own("W > 0")])] if divided else []),
        lemma(own("log(g) == log(v) + log(W)"), "log-product", a=own("v"), b=own("W")),
    ]


def modulus(gap: str, q: str) -> Step:
    """|q| >= q."""
    claim, root = f"sqrt({gap}**2) >= {q}", f"sqrt({gap}**2) == {q}"
    known = [total(claim, f"sqrt({gap}**2) >= 0", "case")]
    return cases(claim, q, [lemma(root, "root", q=q)], known)


def likeliest_power(known: Outcomes, at_most: list[Step], divided: bool) -> list[Step]:
    """R <= g**(nu - 1), so that M <= v**((nu - 1)/nu), as `at_most` shows that no click is likelier
    than g.
    """
    own, click, none = known.own, known.click, known.none
    most, powers = own("exp((nu - 1)*log(g))"), known.sums(f"{click}**nu")
    clicks, rest = f"{most}*{known.sums(click)} - {powers}", f"{most}*({none}) - ({none})**nu"
    whole = own(f"{most}*W - P == {clicks} + {rest}")
    grown, logs = own("((nu - 1)*log(g) - log(R))/nu"), own(f"{SHARE}*log(v) - log(M)")
    log_most = own(f"log({most}) == (nu - 1)*log(g)")
    using = {
        own("log(g) == log(v) + log(W)"): f"-{SHARE}",
        own("log(N) == log(M) + log(W)"): "1",
        own("log(N) == log(P)/nu"): "-1",
        own("log(P) == log(R) + log(W)"): "-1/nu",
    }
    return [
        *at_likeliest(known, none),
        defined(
            known.sums(click), known.index, [*at_most, *at_likeliest(known, click)], known.ends
        ),
        termwise(
            f"{clicks} >= 0",
            {click: most, f"{click}**nu": "-1"},
            *(">=", known.index, known.ends),
        ),
        identity(whole, {own(f"{known.sums(click)} == W - {none}"): f"-{most}"}),
        total(own(f"{most}*W - P >= 0"), whole, f"{clicks} >= 0", f"{rest} >= 0"),
        *(
            [product(own(f"{most} >= R"), own(f"{most}*W - P >= 0"), over=[own("W > 0")])]
            if divided
            else []
        ),
        lemma(f"{most} > 0", "exp", u=own("(nu - 1)*log(g)")),
        lemma(own(f"log({most}) >= log(R)"), "log-order-weak", a=own("R"), b=most),
        lemma(log_most, "log-exp", u=own("(nu - 1)*log(g)")),
        identity(own(f"(nu - 1)*log(g) == log({most})"), {log_most: "-1"}),
        total(
            own("(nu - 1)*log(g) - log(R) >= 0"),
            *(own(f"(nu - 1)*log(g) == log({most})"), own(f"log({most}) >= log(R)")),
        ),
        product(f"{grown} >= 0", own("(nu - 1)*log(g) - log(R) >= 0"), over=["nu > 0"]),
        identity(f"{logs} == {grown}", using),
        total(f"{logs} >= 0", f"{logs} == {grown}", f"{grown} >= 0"),
        lemma(
            own(f"exp({SHARE}*log(v)) >= exp(log(M))"),
            "exp-order-weak",
            a=own("log(M)"),
            b=own(f"{SHARE}*log(v)"),
        ),
        lemma(own("exp(log(M)) == M"), "exp-log", u=own("M")),
        total(
            own(f"exp({SHARE}*log(v)) - M >= 0"),
            own(f"exp({SHARE}*log(v)) >= exp(log(M))"),
            own("exp(log(M)) == M"),
        ),
    ]


def at_likeliest(known: Knowledge, p: str) -> list[Step]:
    """p g**(nu - 1) >= p**nu, as p <= g."""
    own, whole = known.own, f"({p})**nu == ({p})*{less(p)}"
    most = own("exp((nu - 1)*log(g))")
    claim, gap = f"{most}*({p}) - ({p})**nu", f"({p})*({most} - {less(p)})"
    logs = own(f"log(g) >= log({p})")
    return [
        lemma(logs, "log-order-weak", a=p, b=own("g")),
        product(own(f"(nu - 1)*(log(g) - log({p})) >= 0"), "nu > 1", logs),
        lemma(
            f"{most} >= {less(p)}",
            "exp-order-weak",
            a=f"(nu - 1)*log({p})",
            b=own("(nu - 1)*log(g)"),
        ),
        product(f"{gap} >= 0", f"{p} > 0", f"{most} >= {less(p)}"),
        identity(f"{claim} == {gap}", {whole: "-1"}),
        total(f"{claim} >= 0", f"{claim} == {gap}", f"{gap} >= 0"),
    ]


def concave(known: Knowledge) -> list[Step]:
    """M <= v**share <= G**share (1 + share (v/G - 1)), as exp(sa) <= s exp(a) + 1 - s."""
    u, own = known.own("v"), known.own(f"exp({SHARE}*log(v))")
    a = f"(log({u}) - log(G))"
    e, z, rise, fall = (f"exp({x})" for x in (a, f"{SHARE}*{a}", f"{a}/nu", f"-{SHARE}*{a}"))
    logs = {f"log({rise}) == {a}/nu": SHARE, f"log({fall}) == -{SHARE}*{a}": "1/nu"}
    parts = [f"{SHARE}*({rise} - 1 - log({rise})) >= 0", f"({fall} - 1 - log({fall}))/nu >= 0"]
    sums = {f"{e} == {z}*{rise}": SHARE, f"1 == {z}*{fall}": "1/nu"}
    chord, scaled = f"{SHARE}*{rise} + {fall}/nu - 1", f"{SHARE}*{e} + 1/nu - {z}"
    whole, split = f"exp(log({u})) == {e}*exp(log(G))", f"{own} == {MEAN}*{z}"
    given = {f"exp(log({u})) == {u}": "1/G", whole: "-1/G", "exp(log(G)) == G": f"-{e}/G"}
    return [
        *(lemma(f"{x} > 0", "exp", u=x[4:-1]) for x in (z, rise, fall)),
        *(log_below(x) for x in (rise, fall)),
        *(lemma(claim, "log-exp", u=claim.partition(" == ")[2]) for claim in logs),
        product(parts[0], "nu > 1", f"log({rise}) <= {rise} - 1", over=["nu > 0"]),
        product(parts[1], f"log({fall}) <= {fall} - 1", over=["nu > 0"]),
        identity(f"{chord} == {bare(parts[0])} + {bare(parts[1])}", logs),
        total(f"{chord} >= 0", f"{chord} == {bare(parts[0])} + {bare(parts[1])}", *parts),
        product(f"{z}*({chord}) >= 0", f"{z} > 0", f"{chord} >= 0"),
        lemma(f"{e} == {z}*{rise}", "exp-sum", a=f"{SHARE}*{a}", b=f"{a}/nu"),
        lemma(f"1 == {z}*{fall}", "exp-sum", a=f"{SHARE}*{a}", b=f"-{SHARE}*{a}"),
        identity(f"{scaled} == {z}*({chord})", sums),
        total(f"{scaled} >= 0", f"{scaled} == {z}*({chord})", f"{z}*({chord}) >= 0"),
        product(f"{MEAN}*({scaled}) >= 0", f"{MEAN} > 0", f"{scaled} >= 0"),
        lemma(split, "exp-sum", a=f"{SHARE}*log(G)", b=f"{SHARE}*{a}"),
        identity(f"{MEAN}*{z} - {own} == 0", {split: "-1"}),
        lemma(f"exp(log({u})) == {u}", "exp-log", u=u),
        lemma(whole, "exp-sum", a=a, b="log(G)"),
        identity(
            f"{MEAN}*{SHARE}*({u}/G - {e}) == 0",
            {c: f"-{MEAN}*{SHARE}*({w})" for c, w in given.items()},
        ),
        total(
            f"{line(known)} >= 0",
            f"{MEAN}*({scaled}) >= 0",
            f"{MEAN}*{z} - {own} == 0",
            f"{MEAN}*{SHARE}*({u}/G - {e}) == 0",
            known.own(f"exp({SHARE}*log(v)) - M >= 0"),
        ),
    ]


def at_mean() -> list[Step]:
    """G**((nu - 1)/nu) > 0."""
    return [
        lemma(f"{MEAN} > 0", "exp", u=f"{SHARE}*log(G)"),
        lemma("exp(log(G)) == G", "exp-log", u="G"),
    ]


def line(known: Knowledge) -> str:
    """By how much the line that touches u**((nu - 1)/nu) at G exceeds M, at v."""
    return known.own(f"{MEAN}*(1 + {SHARE}*(v/G - 1)) - M")


def part(known: Knowledge) -> str:
    """The same, weighed."""
    return known.own(f"{known.weight}*W*({line(known)}) >= 0")


def weighed(known: Knowledge) -> Step:
    """No part is negative."""
    return product(part(known), f"{known.weight} > 0", known.own("W > 0"), f"{line(known)} >= 0")


def logarithms_of_means(goal: str) -> list[Step]:
    """The goal, from log(X) <= log(G) (nu - 1)/nu."""
    return [
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
            *(f"{SHARE}*log(G) - log(X) >= 0", "nu > 0"),
            over=["nu > 1", "log(2) > 0"],
        ),
    ]
