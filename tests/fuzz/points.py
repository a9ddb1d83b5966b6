"""Which names a user may write at an equation, what they mean, and points to try them at.

The names are told here a second time, by hand, so that a wrong reading in the program cannot
hide: an abbreviation is a text in the symbols of the domain. Points are rational and lie inside
of the domain, whole numbers also at their lowest; states are states and distributions sum to one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

from mpmath import mp

from derive import equation
from derive.model.domain import Range
from proofs.paper.formula import to_text

from .trees import parse
from .values import value

UNIT = ("rho11", "rho00", "alpha", "p", "F", "mu_1", "mu_2", "Delta", "x", "p_click", "q")
"""Names whose values lie strictly between 0 and 1 in the interior, where they are numbers."""
_STATE = {"rho00": "1 - rho11", "rho10": "conj(rho01)"}
_ABBREVIATIONS = {
    "alpha": "exp(-Gamma*t)",
    "Gamma_t": "Gamma*t",
    "p": "1 - exp(-Gamma*t/n)",
    "F": "rho00 + rho11*exp(-Gamma*t)",
    "Delta": "sqrt((rho00 - rho11)**2 + 4*c**2)",
    "Delta_prime": "sqrt((rho00 - rho11*exp(-Gamma*t))**2 + 4*c**2*exp(-Gamma*t))",
    "mu_1": "(F + Delta_prime)/2",
    "mu_2": "(F - Delta_prime)/2",
    "S_rho": "eta((1 + Delta)/2) + eta((1 - Delta)/2)",
}
_NEEDS = {
    "alpha": "Gamma t",
    "Gamma_t": "Gamma t",
    "p": "Gamma t n",
    "F": "rho11 Gamma t",
    "Delta": "rho11 c",
    "Delta_prime": "rho11 c Gamma t",
    "mu_1": "rho11 c Gamma t",
    "mu_2": "rho11 c Gamma t",
    "S_rho": "rho11 c",
}
_HALF = ("Delta", "Delta_prime", "F")
_CAVITY = ("36", "40", "42", "text:shot-noise")
_DETECTORS = ("34", "text:shannon-excess", "table1:spatial:I", "table1:spatial:II")
_WEIGHTS = ("32", "text:detector-weight", "text:detector-probability")
_PHOTONS = ("36:repair", "text:wiener-dephasing")
_OF_A = ("A6", "text:substitution-F", "text:substitution-Delta", "text:substitution-Delta-prime")
_AMPLITUDES = ("7", "8", "9", "32")
_SOLUTION = (
    "g_k*(1 - exp(t*(-Gamma/2 + I*(nu_k - omega))))*exp(-I*k_dot_r0)/(I*Gamma/2 + nu_k - omega)"
)
"""c_k(t) at Eq. (2), the solution of Eq. (3)."""


@dataclass(frozen=True, eq=False)
class Scene:
    """An equation as the fuzzer sees it: its names, and what they mean."""

    number: str
    whole: tuple[str, ...]
    """Whole numbers >= 1."""
    real: tuple[str, ...]
    positive: tuple[str, ...]
    unit: tuple[str, ...]
    complex: tuple[str, ...]
    meaning: Mapping[str, str]
    """Abbreviations, as texts in the symbols of the domain."""
    families: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, in a fixed order."""
        every = (*self.whole, *self.real, *self.complex, *self.families, *self.functions)
        return tuple(dict.fromkeys(every))


@cache
def scene(number: str) -> Scene:
    """The names of an equation.

    >>> scene("28").whole, scene("28").unit
    (('n',), ('rho11', 'rho00', 'alpha', 'p', 'F'))
    """
    ranges = {str(r.symbol): r for r in equation(number).domain.ranges}
    meaning = _meaning(number, ranges)
    whole = tuple(name for name, r in ranges.items() if r.symbol.is_integer)
    real = [name for name in ranges if name not in whole] + [
        name for name in meaning if name != "rho10"
    ]
    families, functions = _families(number), _functions(number)
    scalars = [name for name in dict.fromkeys(real) if name not in families]
    signed = [n for n in scalars if n in ranges and ranges[n].symbol.is_nonnegative is not True]
    unit = tuple(n for n in scalars if n in UNIT and n not in signed)
    if number in {"A4", "text:J-nonnegative"}:
        unit = (*unit, "s")
    return Scene(
        number,
        (*whole, *(("i",) if number in _WEIGHTS else ())),
        tuple(scalars),
        tuple(
            n for n in scalars if (n not in signed and n not in ("A", "B", "a")) or n in _OWN_SIGN
        ),
        unit,
        _complex(number, ranges),
        {k: v for k, v in meaning.items() if k not in families},
        families,
        functions,
    )


_OWN_SIGN = ("A", "B")


def _meaning(number: str, ranges: Mapping[str, Range]) -> dict[str, str]:
    names = set(ranges)
    found = dict(_STATE) if "rho11" in ranges else {}
    found |= {k: v for k, v in _ABBREVIATIONS.items() if set(_NEEDS[k].split()) <= names}
    if number == "fig2":
        found |= {k: _ABBREVIATIONS[k] for k in ("mu_1", "mu_2", "S_rho")}
    if number in _OF_A:
        found |= {"A": "1 + exp(-Gamma*t)", "B": "1 - exp(-Gamma*t)"}
        found |= {"F": "(1 + exp(-Gamma*t))/2 - a*(1 - exp(-Gamma*t))/2"}
    if number == "text:c2-coefficient":
        found |= {"a": "rho11 - rho00"}
    if number == "text:poisson":
        found |= {"N": "N_atoms", "q": "p_click", "mean": "mean_clicks"}
    return {name: text for name, text in found.items() if name not in ranges}


def _complex(number: str, ranges: Mapping[str, Range]) -> tuple[str, ...]:
    state = ("rho01", "rho10") if "rho11" in ranges else ()
    field = ("alpha",) if number in _CAVITY else ()
    return (*state, *field, *(("alpha_L",) if number == "text:exchange-on-coherent" else ()))


def _families(number: str) -> tuple[str, ...]:
    if number == "5":
        return ("p", "lambda")
    if number in _DETECTORS:
        return ("p",)
    return ("w",) if number in _WEIGHTS else ()


def _functions(number: str) -> tuple[str, ...]:
    if number == "2":
        return ("c_k",)
    return ("c_k", "c_q") if number in _AMPLITUDES else ()


def points(number: str, count: int, seed: str = "") -> list[dict[str, Any]]:
    """Points of the domain with the value of every name; the first has the least whole numbers."""
    return [point(number, Random(f"{number}:{seed}:{j}"), least=j == 0) for j in range(count)]


def point(
    number: str,
    rng: Random,
    least: bool = False,
    fixed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """One point; `fixed` has values of symbols of the domain, as texts."""
    at: dict[str, Any] = {}
    for r in equation(number).domain.ranges:
        name = str(r.symbol)
        given = (fixed or {}).get(name)
        at[name] = value(parse(given), at) if given else _draw(r, at, rng, least)
    _add_state(number, at, rng)
    _add_others(number, at, rng, least)
    for name, meaning in scene(number).meaning.items():
        at[name] = value(parse(meaning), at)
    if number == "fig2":
        del at["rho11"], at["rho00"], at["F"], at["Delta"], at["Delta_prime"]
    return at


def _draw(r: Range, at: Mapping[str, Any], rng: Random, least: bool) -> Any:
    lower, upper = (_bound(b, at) for b in (r.lower, r.upper))
    if r.symbol.is_integer:
        first = int(lower)
        last = first + 5 if upper is None else int(upper)
        return mp.mpf(first if least else rng.randint(first, last))
    share = Fraction(rng.randint(1, 96), 97)
    if lower is None:
        return mp.mpf(6 * share.numerator) / share.denominator - 3
    width = mp.mpf(3) if upper is None else upper - lower
    return lower + width * share.numerator / share.denominator


def _bound(bound: Any, at: Mapping[str, Any]) -> Any:
    return None if bound.is_infinite else value(parse(to_text(bound)), at)


def _add_state(number: str, at: dict[str, Any], rng: Random) -> None:
    if number == "fig2":
        at["rho11"] = mp.mpf(1) / 2
        at["rho00"] = at["rho11"]
        for name in (*_HALF[::2], _HALF[1]):
            at[name] = value(parse(_ABBREVIATIONS[name]), at)
    if "rho11" not in at or number == "fig2":
        return
    share = mp.mpf(rng.randint(1, 96)) / 97
    modulus = at.get("c", share * mp.sqrt(at["rho11"] * (1 - at["rho11"])))
    at["rho01"] = modulus * mp.expj(mp.mpf(rng.randint(-30, 30)) / 11)


def _add_others(number: str, at: dict[str, Any], rng: Random, least: bool) -> None:
    if number in _CAVITY or number == "text:exchange-on-coherent":
        name = "alpha" if number in _CAVITY else "alpha_L"
        at[name] = mp.mpc(rng.randint(1, 30), rng.randint(1, 30)) / 13
    if number in _PHOTONS:
        at |= {n: mp.mpf(rng.randint(0, 4)) for n in ("n_bra", "n_ket")}
        at |= {n: mp.mpf(rng.randint(1, 30)) / 11 for n in ("sigma", "dphi")}
    if number == "text:poisson":
        at["mean_clicks"] = mp.mpf(rng.randint(1, 30)) / 11
    if number == "2":
        at["c_k"] = lambda time: value(parse(_SOLUTION), {**at, "t": time})
    if number in _AMPLITUDES:
        at |= {"c_k": _amplitude(2, 3), "c_q": _amplitude(3, 5)}
        at.setdefault("t0", mp.mpf(rng.randint(1, 30)) / 11)
    _add_families(number, at, rng, least)


def _amplitude(a: int, b: int) -> Any:
    """Any function will do where the statement is about every function."""
    return lambda time: mp.mpc(a, b) / 7 + mp.sin(mp.mpc(b, 1) * time / 9) * mp.mpc(1, a) / 5


def _add_families(number: str, at: dict[str, Any], rng: Random, least: bool) -> None:
    if number == "5":
        spectrum = _distribution(int(at["d"]), rng)
        at["lambda"] = spectrum
        at["p"] = [(e + 1 / at["d"]) / 2 for e in spectrum]
    for base, count, total in equation(number).domain.totals:
        share = value(parse(to_text(total)), at | _ground(at))
        at[str(base)] = [share * e for e in _distribution(int(at[str(count)]), rng)]
    if number in _WEIGHTS:
        at["w"] = [
            (1 - mp.exp(-at["Gamma"] * at["t"])) * e for e in _distribution(int(at["m"]), rng)
        ]
        at["i"] = mp.mpf(1 if least else rng.randint(1, int(at["m"])))


def _ground(at: Mapping[str, Any]) -> dict[str, Any]:
    """The population of the ground state, where the equation has a state."""
    return {"rho00": 1 - at["rho11"]} if "rho11" in at else {}


def _distribution(count: int, rng: Random) -> list[Any]:
    weights = [mp.mpf(rng.randint(1, 96)) for _ in range(count)]
    total = mp.fsum(weights)
    return [weight / total for weight in weights]
