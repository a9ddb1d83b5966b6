"""Steps that several theorems share: the larger of two numbers is at least either, and no more."""

from proofs.theorems.writing import Step, cases, identity, lemma, product, square, total

Pair = tuple[str, str]
"""Two numbers."""


def larger(a: str, b: str) -> str:
    """The larger of two numbers."""
    return f"(({a} + {b} + abs({a} - {b}))/2)"


def at_least(a: str, b: str) -> list[Step]:
    """It is at least each of them."""
    gap, modulus, whole = f"{a} - {b}", f"abs({a} - {b})", larger(a, b)
    return [
        square(f"({gap})**2 >= 0", gap),
        lemma(f"{modulus} >= 0", "sqrt", u=f"({gap})**2"),
        *(_modulus(modulus, q) for q in (f"({gap})", f"({b} - {a})")),
        product(f"{whole} >= {a}", "1/2", f"{modulus} >= ({gap})"),
        product(f"{whole} >= {b}", "1/2", f"{modulus} >= ({b} - {a})"),
    ]


def _modulus(modulus: str, q: str) -> Step:
    claim, root = f"{modulus} >= {q}", f"{modulus} == {q}"
    return cases(claim, q, [lemma(root, "root", q=q)], [total(claim, f"{modulus} >= 0", "case")])


def at_most(most: str, a: str, b: str) -> Step:
    """It is at most what each of them is known to be at most."""
    claim = f"{most} >= {larger(a, b)}"
    return cases(claim, f"{a} - {b}", _is_first(claim, a, b), _is_first(claim, b, a))


def _is_first(claim: str, first: str, second: str) -> list[Step]:
    most, whole = claim.split(" >= ")
    gap = f"{first} - {second}"
    root = f"abs({gap}) == {gap}"
    return [
        lemma(root, "root", q=gap),
        identity(f"{first} - {whole} == 0", {root: "-1/2"}),
        total(claim, f"{most} >= {first}", f"{first} - {whole} == 0"),
    ]


def convex(low: Pair, high: Pair, middle: Pair) -> list[Step]:
    """Where both are linear, that in the middle is at most the mean."""
    ends = larger(*low), larger(*high)
    mean, both = f"({ends[0]} + {ends[1]})/2", f"{ends[0]} + {ends[1]}"
    return [
        *at_least(*low),
        *at_least(*high),
        *(
            step
            for a, b, c in zip(low, high, middle, strict=True)
            for step in (
                total(f"{both} >= {a} + {b}", f"{ends[0]} >= {a}", f"{ends[1]} >= {b}"),
                product(f"{mean} >= {c}", "1/2", f"{both} >= {a} + {b}"),
            )
        ),
        at_most(mean, *middle),
    ]
