"""Steps that several theorems share: signs of the two spectra, and why randomness grows with c.

Written for the definitions of :func:`proofs.theorems.writing.spectrum_definitions`. Every function
returns steps; `x` is the name, or the number, of the coherence that they speak about.
"""

from derive.emission.monotonicity import J
from proofs.theorems.writing import (
    Between,
    Step,
    cases,
    congruence,
    formula,
    identity,
    lemma,
    mean_value,
    product,
    square,
    total,
)


def survival_positive() -> Step:
    """alpha > 0, always."""
    return lemma("alpha > 0", "exp", u="-Gamma*t")


def strictly_later() -> Step:
    """Gamma t > 0, for a window t > 0."""
    return product("Gamma*t > 0", "Gamma > 0", "t > 0")


def survival_below_one() -> list[Step]:
    """alpha < 1, for a window t > 0."""
    return [
        strictly_later(),
        lemma("alpha < 1", "exp-order", a="-Gamma*t", b="0"),
    ]


def any_window(start: str = "t >= 0") -> list[Step]:
    """0 < alpha <= 1, for a window t >= 0; `start` is what is known of t."""
    return [
        survival_positive(),
        product("Gamma*t >= 0", "Gamma > 0", start),
        lemma("alpha <= 1", "exp-order-weak", a="-Gamma*t", b="0"),
    ]


def no_click() -> list[Step]:
    """F > 0, for 0 < rho11 < 1."""
    return [
        product("alpha*rho11 > 0", "alpha > 0", "rho11 > 0"),
        total("F > 0", "rho11 < 1", "alpha*rho11 > 0"),
    ]


def populations() -> list[Step]:
    """The squares under the two roots that do not depend on the coherence."""
    return [
        square("(rho00 - rho11)**2 >= 0", "rho00 - rho11"),
        square("(rho00 - alpha*rho11)**2 >= 0", "rho00 - alpha*rho11"),
    ]


def radicands(x: str, sign: str = ">=") -> list[Step]:
    """Delta(x) and Delta'(x) exist; with sign ``>``, for x > 0, what is under the roots is > 0."""
    four = f"4*({x})**2 {sign} 0"
    first, second = _under_roots(x)
    return [
        square(four, f"2*{x}") if sign == ">=" else product(four, "4", f"{x} > 0", f"{x} > 0"),
        total(f"{first} {sign} 0", four, "(rho00 - rho11)**2 >= 0"),
        product(f"4*alpha*({x})**2 {sign} 0", "alpha > 0", four),
        total(f"{second} {sign} 0", f"4*alpha*({x})**2 {sign} 0", "(rho00 - alpha*rho11)**2 >= 0"),
    ]


def _under_roots(x: str) -> tuple[str, str]:
    if x == "0":
        return "(rho00 - rho11)**2", "(rho00 - alpha*rho11)**2"
    return f"4*({x})**2 + (rho00 - rho11)**2", f"4*alpha*({x})**2 + (rho00 - alpha*rho11)**2"


def gaps(x: str, sign: str = ">=") -> list[Step]:
    """The signs of Delta(x) and Delta'(x), and of what stands under their roots."""
    return roots(x, sign) if x == "0" else [*radicands(x, sign), *roots(x, sign)]


def roots(x: str, sign: str = ">=") -> list[Step]:
    """The signs of Delta(x) and Delta'(x), from those of what stands under their roots."""
    name = "sqrt" if sign == ">=" else "sqrt-positive"
    functions = zip(("Delta", "Delta_prime"), _under_roots(x), strict=True)
    return [lemma(f"{gap}({x}) {sign} 0", name, u=u) for gap, u in functions]


def larger_eigenvalues(x: str) -> list[Step]:
    """lambda_1 > 0 and mu_1 > 0."""
    return [
        total(f"1 + Delta({x}) > 0", "1", f"Delta({x}) >= 0"),
        product(f"1/2 + Delta({x})/2 > 0", "1/2", f"1 + Delta({x}) > 0"),
        total(f"F + Delta_prime({x}) > 0", "F > 0", f"Delta_prime({x}) >= 0"),
        product(f"F/2 + Delta_prime({x})/2 > 0", "1/2", f"F + Delta_prime({x}) > 0"),
    ]


def smaller_eigenvalues(x: str, sign: str, determinant: str) -> list[Step]:
    """lambda_2 and mu_2, from lambda_1 lambda_2 = det and mu_1 mu_2 = alpha det."""
    first, second = f"1/2 - Delta({x})/2 {sign} 0", f"F/2 - Delta_prime({x})/2 {sign} 0"
    return [
        product(first, "2", determinant, over=[f"1 + Delta({x}) > 0"]),
        product(second, "2", "alpha > 0", determinant, over=[f"F + Delta_prime({x}) > 0"]),
    ]


def spectra(x: str, determinant: str) -> list[Step]:
    """All eigenvalues at x are >= 0, and their square roots exist."""
    return [*gaps(x), *larger_eigenvalues(x), *smaller_eigenvalues(x, ">=", determinant)]


def atom(*survival: Step) -> list[Step]:
    """What holds at every coherence, for 0 < rho11 < 1; `survival` shows 0 < alpha < 1, by t > 0
    if it is exp(-Gamma t)."""
    return [
        *(survival or (survival_positive(), *survival_below_one())),
        *no_click(),
        product("F/2 > 0", "1/2", "F > 0"),
        total("1/2 > 0", "1/2"),
        *populations(),
    ]


def clicks() -> Step:
    """The probability of a click, whose entropy is a term of (17)."""
    return product("rho11*(1 - alpha) > 0", "rho11 > 0", "alpha < 1")


def without_coherence() -> list[Step]:
    """The entropies of the two spectra at c = 0: those of the diagonals, whichever is larger."""
    pairs = (
        ("1/2", "Delta(0)/2", "rho00", "rho11"),
        ("F/2", "Delta_prime(0)/2", "rho00", "alpha*rho11"),
    )
    return [diagonal(*pair) for pair in pairs]


def diagonal(half: str, gap: str, a: str, b: str) -> Step:
    """The entropy of half +- gap is that of a and b, whose half sum and half distance they are."""
    claim = f"eta({half} + {gap}) + eta({half} - {gap}) == eta({a}) + eta({b})"
    blocks = [_ordered(claim, half, gap, larger, smaller) for larger, smaller in ((a, b), (b, a))]
    return cases(claim, f"{a} - {b}", *blocks)


def _ordered(claim: str, half: str, gap: str, larger: str, smaller: str) -> list[Step]:
    """The same for larger >= smaller, where the square root is their difference."""
    difference = f"2*({gap}) == {larger} - {smaller}"
    first, second = f"{half} + {gap} == {larger}", f"{half} - {gap} == {smaller}"
    equal = [f"eta({side.replace(' == ', ') == eta(')})" for side in (first, second)]
    return [
        lemma(difference, "root", q=f"{larger} - {smaller}"),
        identity(first, {difference: "1/2"}),
        identity(second, {difference: "-1/2"}),
        congruence(equal[0], "eta", a=f"{half} + {gap}", b=larger),
        congruence(equal[1], "eta", a=f"{half} - {gap}", b=smaller),
        identity(claim, dict.fromkeys(equal, "1")),
    ]


def randomness_grows(claim: str, f: Between, known: str, sign: str) -> Step:
    """The claim f(end) `sign` f(start) of a randomness f with the slope (A1), by the paper's chain.

    x is the coherence between the ends, `known` the fact rho00 rho11 - end**2 >= 0. With ``>``,
    ``end > 0`` and the facts of :func:`atom` are known; with ``>=``, on the closed domain,
    ``end >= 0`` and those of :func:`everywhere`, since both populations are positive where
    0 < x < end. Unless the start is the number 0, ``start >= 0`` is known too. The slope is
    2 x / ln 2 times a difference G(1) - G(0), where G has the derivative J(s) over positive
    denominators.
    """
    x, (start, end), strict = f.variable, f.ends, sign == ">"
    lower = [f"{x} from"] if start == "0" else [f"{x} from", f"{start} >= 0"]
    beyond = f"({end} - {x})*({end} + {x})"
    determinant = f"(rho00*rho11 - {end}**2) + {beyond}"
    closed = [
        total(f"{x} >= 0", *lower),
        total(f"{end} + {x} {sign} 0", f"{end} {sign} 0", f"{x} >= 0"),
        product(f"{beyond} >= 0", f"{x} to", f"{end} + {x} {sign} 0"),
        total(f"{determinant} >= 0", known, f"{beyond} >= 0"),
        *spectra(x, f"{determinant} >= 0"),
    ]
    inner = [
        total(f"{x} > 0", *lower),
        *([] if strict else [total(f"{end} + {x} > 0", f"{end} >= 0", f"{x} > 0")]),
        product(f"{beyond} > 0", f"{x} to", f"{end} + {x} > 0"),
        total(f"{determinant} > 0", known, f"{beyond} > 0"),
        *([] if strict else both_populated(x, f"{determinant} > 0")),
        *gaps(x, ">"),
        *smaller_eigenvalues(x, ">", f"{determinant} > 0"),
        *slope(x, determinant, "alpha < 1" if strict else "alpha <= 1"),
    ]
    return mean_value(claim, f, closed, inner)


def everywhere(start: str = "t >= 0") -> list[Step]:
    """What holds on the closed domain, for 0 <= rho11 <= 1 and t >= 0, or t > 0."""
    return [
        *any_window(start),
        product("rho00*(1 - alpha) >= 0", "rho11 <= 1", "alpha <= 1"),
        total("F > 0", "alpha > 0", "rho00*(1 - alpha) >= 0"),
        product("F/2 > 0", "1/2", "F > 0"),
        total("1/2 > 0", "1/2"),
        *populations(),
        product("rho00*rho11 >= 0", "rho11 <= 1", "rho11 >= 0"),
    ]


def both_populated(x: str, determinant: str, sign: str = ">") -> list[Step]:
    """0 < rho11 < 1, where there is coherence x > 0, or with ``>=`` where the state is mixed."""
    nonzero = product(f"{x}**2 > 0", f"{x} > 0", f"{x} > 0")
    return [
        square(f"{x}**2 >= 0", x) if sign == ">=" else nonzero,
        total("rho00*rho11 > 0", determinant, f"{x}**2 {sign} 0"),
        square("rho11**2 >= 0", "rho11"),
        square("rho00**2 >= 0", "rho00"),
        total("rho11 > 0", "rho11**2 >= 0", "rho00*rho11 > 0"),
        total("rho11 < 1", "rho00**2 >= 0", "rho00*rho11 > 0"),
    ]


def slope(x: str, determinant: str, survival: str = "alpha < 1") -> list[Step]:
    """dR/dx > 0 for 0 < x < c_max, or >= 0 if all that is known of the survival is <= 1."""
    logarithms, sign = artanh_difference(x, "1"), _sign(survival)
    return [
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        mean_value(
            f"{logarithms} {sign} 0",
            Between(artanh_difference(x, "s"), "s", ("0", "1")),
            segment(x),
            _integrand(x, determinant, survival),
        ),
        product(
            f"2*{x}*({logarithms})/log(2) {sign} 0",
            *("2", f"{x} > 0", f"{logarithms} {sign} 0"),
            over=["log(2) > 0"],
        ),
    ]


def _sign(survival: str) -> str:
    return ">" if survival == "alpha < 1" else ">="


def artanh_difference(x: str, s: str) -> str:
    """2 artanh(Delta s)/Delta - 2 alpha artanh(Delta' s/F)/Delta', an antiderivative in s."""
    first, second = f"Delta({x})*{s}/2", f"Delta_prime({x})*{s}/2"
    return (
        f"(log(1/2 + {first}) - log(1/2 - {first}))/Delta({x})"
        f" - alpha*(log(F/2 + {second}) - log(F/2 - {second}))/Delta_prime({x})"
    )


def segment(x: str) -> list[Step]:
    """The arguments of the logarithms are positive for 0 <= s <= 1: they lie between two sums."""
    return [step for one, gap in _pairs(x) for step in lengthened(one, gap)]


def _pairs(x: str) -> list[tuple[str, str]]:
    return [("1", f"Delta({x})"), ("F", f"Delta_prime({x})")]


def lengthened(one: str, gap: str) -> list[Step]:
    """Half a sum, with s times half a difference added or taken, is positive for 0 <= s <= 1."""
    shrunk, rest = f"{gap}*s/2 >= 0", f"{gap}*(1 - s)/2 >= 0"
    return [
        product(shrunk, "1/2", f"{gap} > 0", "s from"),
        product(rest, "1/2", f"{gap} > 0", "s to"),
        total(f"{one}/2 + {gap}*s/2 > 0", f"{one}/2 > 0", shrunk),
        total(f"{one}/2 - {gap}*s/2 > 0", f"{one}/2 - {gap}/2 > 0", rest),
    ]


def _integrand(x: str, determinant: str, survival: str) -> list[Step]:
    """J(s) for 0 < s < 1, between its values at the ends, over its four denominators."""
    sign = _sign(survival)
    j = f"F**2*({formula(J()).replace('(c)', f'({x})')})"
    at_0 = f"(1 - s**2)*F*rho00*(1 - alpha) {sign} 0"
    at_1 = f"s**2*4*alpha*(1 - alpha)*rho11*({determinant}) {sign} 0"
    below = [f"{one}/2 {side} {gap}*s/2" for one, gap in _pairs(x) for side in "+-"]
    factors = ["alpha > 0", survival, "rho11 > 0", f"{determinant} > 0"]
    quotient = "*".join(f"({denominator})" for denominator in below)
    positive = [f"{d} > 0" for d in below]
    return [
        total("1 + s > 0", "1", "s from"),
        product(at_0, "s to", "1 + s > 0", "F > 0", "rho11 < 1", survival),
        product(at_1, "4", "s from", "s from", *factors),
        total(f"{j} {sign} 0", at_0, at_1),
        product(f"{j}/(8*{quotient}) {sign} 0", "1/8", f"{j} {sign} 0", over=positive),
    ]
