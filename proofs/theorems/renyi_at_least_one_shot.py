"""H_min(X|R') <= H_nu(X|R') for every order 1 < nu < 2, without coherence, for a real detector.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order`. R <= g**(nu - 1) for the
likeliest outcome, and the concavity of u**((nu - 1)/nu) bounds X by G, the guess. Lemmas of
analysis: log(r) <= r - 1, and those of exp and log.
"""

from derive.device.eves import ALONE, Eve
from derive.device.guessing import above_one_shot
from proofs.theorems.entropies_in_order import (
    BEFORE,
    BOTH,
    DOMAIN,
    EXCITED,
    IDLE,
    MEAN,
    QUIET_BEFORE,
    SHARE,
    STAY,
    Told,
    bare,
    definitions,
    known_of,
    less,
    mean,
    mean_positive,
)
from proofs.theorems.tangents import (
    log_below,
)
from proofs.theorems.theorem import (
    Theorem,
)
from proofs.theorems.writing import (
    Step,
    cases,
    defined,
    formula,
    identity,
    lemma,
    product,
    square,
    statement,
    termwise,
    total,
)


def theorem() -> Theorem:
    """H_nu - H_min >= 0, for an Eve with R' alone."""
    return of(ALONE, "renyi_at_least_one_shot")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    summary = f"Renyi entropies are at least the bits of one shot, {eve.title}"
    goal = f"{formula(above_one_shot(eve))} >= 0"
    divided = (EXCITED,) if eve.lost else ()
    stated = statement(DOMAIN, definitions(eve) | guesses(), [goal])
    return Theorem(
        name, summary, stated, [*known_of(eve, divided), *guess(divided), *one_shot(goal, divided)]
    )


def guesses() -> dict[str, str]:
    """The likeliest outcomes."""
    first = {IDLE: "d_c", EXCITED: f"d_c*W1 + (1 - d_c)*eta_d*(1 - {STAY})"}
    names: dict[str, str] = {}
    for known in BOTH:
        j = known.j
        names |= {
            f"first{j}": first[known],
            f"gap{j}": f"first{j} - none{j}",
            f"g{j}": f"(first{j} + none{j} + sqrt(gap{j}**2))/2",
            f"v{j}": f"g{j}/W{j}",
        }
    return names | {"G": mean("g")}


def guess(divided: tuple[Told, ...]) -> list[Step]:
    """g is at least every outcome, and G > 0."""
    return [
        lemma("0 >= log(1 - d_c)", "log-order-weak", a="1 - d_c", b="1"),
        defined("Sum(k, (k, 1, n))", "k", quiet()),
        *(step for known in BOTH for step in likeliest(known, known in divided)),
        *mean_positive("G", "g"),
    ]


def quiet() -> list[Step]:
    """(1 - d_c)**(k - 1) <= 1."""
    return [
        product("-(k - 1)*log(1 - d_c) >= 0", "k from", "0 >= log(1 - d_c)"),
        lemma(f"{QUIET_BEFORE} <= 1", "exp-order-weak", a="(k - 1)*log(1 - d_c)", b="0"),
    ]


def likeliest(known: Told, divided: bool) -> list[Step]:
    """g is at least a click in the first bin, and at least no click."""
    own, first, gap = known.own, f"first{known.j}", f"gap{known.j}"
    return [
        square(f"{gap}**2 >= 0", gap),
        lemma(f"sqrt({gap}**2) >= 0", "sqrt", u=f"{gap}**2"),
        *(modulus(gap, q) for q in (gap, f"-{gap}")),
        product(own(f"g >= {first}"), "1/2", f"sqrt({gap}**2) >= {gap}"),
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


def at_most_g(known: Told) -> list[Step]:
    """A click in bin k is no likelier than g."""
    own, heard = known.own, known.heard
    first, later = f"first{known.j} >= {heard}", f"({heard})*(1 - {QUIET_BEFORE}) >= 0"
    return [
        *(before_first(first) if known is EXCITED else [identity(first)]),
        product(later, f"{heard} > 0", f"{QUIET_BEFORE} <= 1"),
        total(own(f"g >= {known.click}"), own(f"g >= first{known.j}"), first, later),
    ]


def before_first(claim: str) -> list[Step]:
    """No bin is likelier than the first."""
    less = [f"{x}*(1 - {BEFORE}) >= 0" for x in ("d_c*eta_d", f"(1 - d_c)*eta_d*(1 - {STAY})")]
    return [
        product("Gamma*t*(k - 1)/n >= 0", "Gamma*t > 0", "k from", over=["n > 0"]),
        lemma(f"{BEFORE} <= 1", "exp-order-weak", a="-Gamma*t*(k - 1)/n", b="0"),
        product(less[0], "d_c > 0", "eta_d > 0", f"{BEFORE} <= 1"),
        product(less[1], "d_c < 1", "eta_d > 0", f"{STAY} < 1", f"{BEFORE} <= 1"),
        total(claim, *less),
    ]


def one_shot(goal: str, divided: tuple[Told, ...]) -> list[Step]:
    """log(X) <= log(G) (nu - 1)/nu."""
    lines = {known: known.own(f"{MEAN}*(1 + {SHARE}*(v/G - 1)) - M") for known in BOTH}
    parts = {known: known.own(f"{known.weight}*W*({line}) >= 0") for known, line in lines.items()}
    return [
        lemma(f"{MEAN} > 0", "exp", u=f"{SHARE}*log(G)"),
        lemma("exp(log(G)) == G", "exp-log", u="G"),
        *(
            step
            for known in BOTH
            for step in (*likeliest_power(known, known in divided), *concave(known))
        ),
        *(
            product(parts[known], f"{known.weight} > 0", known.own("W > 0"), f"{line} >= 0")
            for known, line in lines.items()
        ),
        total(f"{MEAN} >= X", *parts.values()),
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


def likeliest_power(known: Told, divided: bool) -> list[Step]:
    """R <= g**(nu - 1), so that M <= v**((nu - 1)/nu)."""
    own, click, none = known.own, known.click, known.none
    most, powers = own("exp((order - 1)*log(g))"), known.sums(f"{click}**order")
    clicks, rest = f"{most}*{known.sums(click)} - {powers}", f"{most}*({none}) - ({none})**order"
    whole = own(f"{most}*W - P == {clicks} + {rest}")
    grown, logs = own("((order - 1)*log(g) - log(R))/order"), own(f"{SHARE}*log(v) - log(M)")
    log_most = own(f"log({most}) == (order - 1)*log(g)")
    using = {
        own("log(g) == log(v) + log(W)"): f"-{SHARE}",
        own("log(N) == log(M) + log(W)"): "1",
        own("log(N) == log(P)/order"): "-1",
        own("log(P) == log(R) + log(W)"): "-1/order",
    }
    return [
        *at_likeliest(known, none),
        defined(known.sums(click), "k", [*at_most_g(known), *at_likeliest(known, click)]),
        termwise(f"{clicks} >= 0", {click: most, f"{click}**order": "-1"}, ">=", "k"),
        identity(whole, {own(f"{known.sums(click)} == W - {none}"): f"-{most}"}),
        total(own(f"{most}*W - P >= 0"), whole, f"{clicks} >= 0", f"{rest} >= 0"),
        *(
            [product(own(f"{most} >= R"), own(f"{most}*W - P >= 0"), over=[own("W > 0")])]
            if divided
            else []
        ),
        lemma(f"{most} > 0", "exp", u=own("(order - 1)*log(g)")),
        lemma(own(f"log({most}) >= log(R)"), "log-order-weak", a=own("R"), b=most),
        lemma(log_most, "log-exp", u=own("(order - 1)*log(g)")),
        identity(own(f"(order - 1)*log(g) == log({most})"), {log_most: "-1"}),
        total(
            own("(order - 1)*log(g) - log(R) >= 0"),
            *(own(f"(order - 1)*log(g) == log({most})"), own(f"log({most}) >= log(R)")),
        ),
        product(f"{grown} >= 0", own("(order - 1)*log(g) - log(R) >= 0"), over=["order > 0"]),
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


def concave(known: Told) -> list[Step]:
    """M <= v**share <= G**share (1 + share (v/G - 1)), as exp(sa) <= s exp(a) + 1 - s."""
    u, own = known.own("v"), known.own(f"exp({SHARE}*log(v))")
    a = f"(log({u}) - log(G))"
    e, z, rise, fall = (f"exp({x})" for x in (a, f"{SHARE}*{a}", f"{a}/order", f"-{SHARE}*{a}"))
    logs = {f"log({rise}) == {a}/order": SHARE, f"log({fall}) == -{SHARE}*{a}": "1/order"}
    parts = [f"{SHARE}*({rise} - 1 - log({rise})) >= 0", f"({fall} - 1 - log({fall}))/order >= 0"]
    sums = {f"{e} == {z}*{rise}": SHARE, f"1 == {z}*{fall}": "1/order"}
    chord, scaled = f"{SHARE}*{rise} + {fall}/order - 1", f"{SHARE}*{e} + 1/order - {z}"
    whole, split = f"exp(log({u})) == {e}*exp(log(G))", f"{own} == {MEAN}*{z}"
    given = {f"exp(log({u})) == {u}": "1/G", whole: "-1/G", "exp(log(G)) == G": f"-{e}/G"}
    return [
        *(lemma(f"{x} > 0", "exp", u=x[4:-1]) for x in (z, rise, fall)),
        *(log_below(x) for x in (rise, fall)),
        *(lemma(claim, "log-exp", u=claim.partition(" == ")[2]) for claim in logs),
        product(parts[0], "order > 1", f"log({rise}) <= {rise} - 1", over=["order > 0"]),
        product(parts[1], f"log({fall}) <= {fall} - 1", over=["order > 0"]),
        identity(f"{chord} == {bare(parts[0])} + {bare(parts[1])}", logs),
        total(f"{chord} >= 0", f"{chord} == {bare(parts[0])} + {bare(parts[1])}", *parts),
        product(f"{z}*({chord}) >= 0", f"{z} > 0", f"{chord} >= 0"),
        lemma(f"{e} == {z}*{rise}", "exp-sum", a=f"{SHARE}*{a}", b=f"{a}/order"),
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
            known.own(f"{MEAN}*(1 + {SHARE}*(v/G - 1)) - M >= 0"),
            f"{MEAN}*({scaled}) >= 0",
            f"{MEAN}*{z} - {own} == 0",
            f"{MEAN}*{SHARE}*({u}/G - {e}) == 0",
            known.own(f"exp({SHARE}*log(v)) - M >= 0"),
        ),
    ]


def at_likeliest(known: Told, p: str) -> list[Step]:
    """p g**(nu - 1) >= p**nu, as p <= g."""
    own, whole = known.own, f"({p})**order == ({p})*{less(p)}"
    most = own("exp((order - 1)*log(g))")
    claim, gap = f"{most}*({p}) - ({p})**order", f"({p})*({most} - {less(p)})"
    logs = own(f"log(g) >= log({p})")
    return [
        lemma(logs, "log-order-weak", a=p, b=own("g")),
        product(own(f"(order - 1)*(log(g) - log({p})) >= 0"), "order > 1", logs),
        lemma(
            f"{most} >= {less(p)}",
            "exp-order-weak",
            a=f"(order - 1)*log({p})",
            b=own("(order - 1)*log(g)"),
        ),
        product(f"{gap} >= 0", f"{p} > 0", f"{most} >= {less(p)}"),
        identity(f"{claim} == {gap}", {whole: "-1"}),
        total(f"{claim} >= 0", f"{claim} == {gap}", f"{gap} >= 0"),
    ]
