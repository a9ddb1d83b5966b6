"""Steps that several theorems share: signs of the two spectra, and why randomness grows with c.

Written for the definitions of :func:`proofs.theorems.writing.spectrum_definitions`. Every function
returns steps; `x` is the name, or the number, of the coherence that they speak about.
"""

from dataclasses import dataclass, replace

from derive.emission.monotonicity import J
from proofs.theorems.writing import (
    Between,
    Claim,
    Sign,
    Signed,
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


@dataclass(frozen=True)
class Spectrum:
    """Two eigenvalues by their sum and difference; the matrix has the diagonal rho00, `excited`.

    `trace_positive` is the fact that their sum is, `weight` what x**2 is multiplied with.
    """

    trace: str
    trace_positive: str
    name: str
    excited: str
    weight: str = ""

    def gap(self, x: str) -> str:
        """The difference of the eigenvalues."""
        return f"{self.name}({x})"

    def half(self, side: str, x: str, part: str = "") -> str:
        """An eigenvalue, or what is on this side of half the sum by a part of half the gap."""
        return f"{self.trace}/2 {side} {self.gap(x)}{part}/2"

    def positive(self, x: str, part: str = "") -> list[Signed]:
        """That both are > 0."""
        return [Signed(self.half(side, x, part), ">") for side in "+-"]

    def logarithms(self, x: str, part: str = "") -> str:
        """The difference of their logarithms."""
        larger, smaller = (f"log({self.half(side, x, part)})" for side in "+-")
        return f"{larger} - {smaller}"

    def twice(self, side: str, x: str) -> str:
        """Twice an eigenvalue."""
        return f"{self.trace} {side} {self.gap(x)}"

    @property
    def square(self) -> str:
        """What is under the root at x = 0."""
        return f"(rho00 - {self.excited})**2"

    def under_root(self, x: str) -> str:
        """The square of the gap."""
        return self.square if x == "0" else f"4*{self.weight}({x})**2 + {self.square}"


ATOM = Spectrum("1", "1", "Delta", "rho11")
NO_CLICK = Spectrum("F", "F > 0", "Delta_prime", "alpha*rho11", "alpha*")
SPECTRA = (ATOM, NO_CLICK)
SURVIVAL: dict[Sign, str] = {">": "alpha < 1", ">=": "alpha <= 1"}
"""What is known of the survival where the randomness grows so."""


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
    return [square(f"{own.square} >= 0", f"rho00 - {own.excited}") for own in SPECTRA]


def radicands(x: str, sign: Sign = ">=") -> list[Step]:
    """Delta(x) and Delta'(x) exist; with sign ``>``, for x > 0, what is under the roots is > 0."""
    four, faded = Signed(f"4*({x})**2", sign), Signed(f"4*alpha*({x})**2", sign)
    first, second = (Signed(own.under_root(x), sign) for own in SPECTRA)
    return [
        square(four, f"2*{x}") if sign == ">=" else product(four, "4", f"{x} > 0", f"{x} > 0"),
        total(first, four, f"{ATOM.square} >= 0"),
        product(faded, "alpha > 0", four),
        total(second, faded, f"{NO_CLICK.square} >= 0"),
    ]


def gaps(x: str, sign: Sign = ">=") -> list[Step]:
    """The signs of Delta(x) and Delta'(x), and of what stands under their roots."""
    return roots(x, sign) if x == "0" else [*radicands(x, sign), *roots(x, sign)]


def roots(x: str, sign: Sign = ">=") -> list[Step]:
    """The signs of Delta(x) and Delta'(x), from those of what stands under their roots."""
    name = "sqrt" if sign == ">=" else "sqrt-positive"
    return [lemma(Signed(own.gap(x), sign), name, u=own.under_root(x)) for own in SPECTRA]


def larger_eigenvalues(x: str) -> list[Step]:
    """lambda_1 > 0 and mu_1 > 0."""
    return [step for own in SPECTRA for step in _larger(own, x)]


def _larger(own: Spectrum, x: str) -> list[Step]:
    twice = Signed(own.twice("+", x), ">")
    return [
        total(twice, own.trace_positive, f"{own.gap(x)} >= 0"),
        product(own.positive(x)[0], "1/2", twice),
    ]


def smaller_eigenvalues(x: str, sign: Sign, determinant: Claim) -> list[Step]:
    """lambda_2 and mu_2, from lambda_1 lambda_2 = det and mu_1 mu_2 = alpha det."""
    factors = {ATOM: ["2", determinant], NO_CLICK: ["2", "alpha > 0", determinant]}
    return [
        product(Signed(own.half("-", x), sign), *of, over=[f"{own.twice('+', x)} > 0"])
        for own, of in factors.items()
    ]


def spectra(x: str, determinant: Claim) -> list[Step]:
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
    return [
        diagonal(f"{own.trace}/2", f"{own.gap('0')}/2", "rho00", own.excited) for own in SPECTRA
    ]


def diagonal(half: str, gap: str, a: str, b: str) -> Step:
    """The entropy of half +- gap is that of a and b, whose half sum and half distance they are."""
    claim = f"eta({half} + {gap}) + eta({half} - {gap}) == eta({a}) + eta({b})"
    blocks = [_ordered(claim, half, gap, larger, smaller) for larger, smaller in ((a, b), (b, a))]
    return cases(claim, f"{a} - {b}", *blocks)


def _ordered(claim: str, half: str, gap: str, larger: str, smaller: str) -> list[Step]:
    """The same for larger >= smaller, where the square root is their difference."""
    distance = f"2*({gap}) == {larger} - {smaller}"
    sides = [(f"{half} + {gap}", larger, "1/2"), (f"{half} - {gap}", smaller, "-1/2")]
    equal = [congruence("eta", side, value) for side, value, _ in sides]
    return [
        lemma(distance, "root", q=f"{larger} - {smaller}"),
        *(identity(f"{side} == {value}", {distance: share}) for side, value, share in sides),
        *equal,
        identity(claim, {each["claim"]: "1" for each in equal}),
    ]


def randomness_grows(claim: str, f: Between, known: Claim, sign: Sign) -> Step:
    """The claim f(end) `sign` f(start) of a randomness f with the slope (A1), by the paper's chain.

    x is the coherence between the ends, `known` the fact rho00 rho11 - end**2 >= 0. With ``>``,
    ``end > 0`` and the facts of :func:`atom` are known; with ``>=``, on the closed domain,
    ``end >= 0`` and those of :func:`everywhere`, since both populations are positive where
    0 < x < end. Unless the start is the number 0, ``start >= 0`` is known too. The slope is
    2 x / ln 2 times a difference G(1) - G(0), where G has the derivative J(s) over positive
    denominators.
    """
    end, x = f.ends[1], f.variable
    determinant = f"(rho00*rho11 - {end}**2) + {_beyond(f)}"
    known_end, strict = Signed(end, sign), Signed(f"{end} + {x}", ">")
    weak = replace(strict, sign=sign)
    again = [] if weak == strict else [total(strict, known_end, f"{x} > 0")]
    closed = [
        *_below_end(f, known, Signed(determinant, ">="), weak, total(weak, known_end, f"{x} >= 0")),
        *spectra(x, Signed(determinant, ">=")),
    ]
    inner = [
        *_below_end(f, known, Signed(determinant, ">"), strict, *again),
        *([] if weak == strict else both_populated(x, Signed(determinant, ">"))),
        *gaps(x, ">"),
        *smaller_eigenvalues(x, ">", Signed(determinant, ">")),
        *slope(x, determinant, sign),
    ]
    return mean_value(claim, f, closed, inner)


def _beyond(f: Between) -> str:
    end, x = f.ends[1], f.variable
    return f"({end} - {x})*({end} + {x})"


def _below_end(
    f: Between, known: Claim, determinant: Signed, farther: Signed, *shown: Step
) -> list[Step]:
    """The signs of x and of rho00 rho11 - x**2, where `shown` shows that of end + x."""
    x, start, sign = f.variable, f.ends[0], determinant.sign
    beyond = Signed(_beyond(f), sign)
    return [
        total(Signed(x, sign), f"{x} from", *([] if start == "0" else [f"{start} >= 0"])),
        *shown,
        product(beyond, f"{x} to", farther),
        total(determinant, known, beyond),
    ]


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


def both_populated(x: str, determinant: Claim, sign: Sign = ">") -> list[Step]:
    """0 < rho11 < 1, where there is coherence x > 0, or with ``>=`` where the state is mixed."""
    squared = Signed(f"{x}**2", sign)
    return [
        square(squared, x) if sign == ">=" else product(squared, f"{x} > 0", f"{x} > 0"),
        total("rho00*rho11 > 0", determinant, squared),
        square("rho11**2 >= 0", "rho11"),
        square("rho00**2 >= 0", "rho00"),
        total("rho11 > 0", "rho11**2 >= 0", "rho00*rho11 > 0"),
        total("rho11 < 1", "rho00**2 >= 0", "rho00*rho11 > 0"),
    ]


def slope(x: str, determinant: str, sign: Sign) -> list[Step]:
    """dR/dx > 0 for 0 < x < c_max, or >= 0 if all that is known of the survival is <= 1."""
    logarithms = Signed(artanh_difference(x, "1"), sign)
    return [
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        mean_value(
            logarithms,
            Between(artanh_difference(x, "s"), "s", ("0", "1")),
            segment(x),
            _integrand(x, determinant, sign),
        ),
        product(
            Signed(f"2*{x}*({logarithms.value})/log(2)", sign),
            *("2", f"{x} > 0", logarithms),
            over=["log(2) > 0"],
        ),
    ]


def artanh_difference(x: str, s: str) -> str:
    """2 artanh(Delta s)/Delta - 2 alpha artanh(Delta' s/F)/Delta', an antiderivative in s."""
    first, second = (f"({own.logarithms(x, f'*{s}')})/{own.gap(x)}" for own in SPECTRA)
    return f"{first} - alpha*{second}"


def segment(x: str) -> list[Step]:
    """The arguments of the logarithms are positive for 0 <= s <= 1: they lie between two sums."""
    return [step for own in SPECTRA for step in lengthened(own.trace, own.gap(x))]


def lengthened(trace: str, gap: str) -> list[Step]:
    """Half a sum, with s times half a difference added or taken, is positive for 0 <= s <= 1."""
    shrunk, rest = Signed(f"{gap}*s/2", ">="), Signed(f"{gap}*(1 - s)/2", ">=")
    return [
        product(shrunk, "1/2", f"{gap} > 0", "s from"),
        product(rest, "1/2", f"{gap} > 0", "s to"),
        total(f"{trace}/2 + {gap}*s/2 > 0", f"{trace}/2 > 0", shrunk),
        total(f"{trace}/2 - {gap}*s/2 > 0", f"{trace}/2 - {gap}/2 > 0", rest),
    ]


def _integrand(x: str, determinant: str, sign: Sign) -> list[Step]:
    """J(s) for 0 < s < 1, between its values at the ends, over its four denominators."""
    j = Signed(f"F**2*({formula(J()).replace('(c)', f'({x})')})", sign)
    at_0 = Signed("(1 - s**2)*F*rho00*(1 - alpha)", sign)
    at_1 = Signed(f"s**2*4*alpha*(1 - alpha)*rho11*({determinant})", sign)
    below = [fact for own in SPECTRA for fact in own.positive(x, "*s")]
    factors: list[Claim] = ["alpha > 0", SURVIVAL[sign], "rho11 > 0", Signed(determinant, ">")]
    quotient = "*".join(f"({fact.value})" for fact in below)
    return [
        total("1 + s > 0", "1", "s from"),
        product(at_0, "s to", "1 + s > 0", "F > 0", "rho11 < 1", SURVIVAL[sign]),
        product(at_1, "4", "s from", "s from", *factors),
        total(j, at_0, at_1),
        product(Signed(f"{j.value}/(8*{quotient})", sign), "1/8", j, over=below),
    ]
