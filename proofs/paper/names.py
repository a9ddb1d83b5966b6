"""What a name means at an equation: the symbols of its domain, and the paper's abbreviations.

An abbreviation (mu_1, Delta, F, p) is declared in the paper's TOML, and put in: a formula that uses
it is compared with everything written out. A name that the equation cannot mean is not offered;
whatever its derived parts are written with is, so that they can be typed.
"""

import functools
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sympy import Basic, Expr, S

from derive import Equation, equation
from derive import symbols as sym
from derive.emission.emission import photon_amplitude
from derive.emission.single_photon import dilation
from derive.equations import numbers
from derive.errors import FormulaError
from derive.model.domain import QUBIT, WINDOW, Domain
from derive.text.plain import names_in
from proofs.paper.claims import TEXT
from proofs.paper.formula import read

Names = Mapping[str, Any]

STATE_NAMES = {"rho00": sym.rho00, "rho01": sym.rho01, "rho10": sym.rho10}


def names_at(number: str, domain: Domain) -> dict[str, Any]:
    """Every name that a formula for claim `number` may use, with its meaning.

    >>> from derive.model.domain import POPULATION, WINDOW
    >>> sorted(names_at("19", POPULATION & WINDOW))
    ['F', 'Gamma', 'Gamma_t', 'a', 'alpha', 'rho00', 'rho01', 'rho10', 'rho11', 't']
    """
    return dict(_names_at(number, domain))


@functools.lru_cache(maxsize=256)
def _names_at(number: str, domain: Domain) -> Names:
    names: dict[str, Any] = dict(names_on(domain))
    if number in numbers():
        names |= derived_names(equation(number))
    short = abbreviations(TEXT.names, names_on(domain))
    names |= {name: value for name, value in short.items() if name not in names}
    for own in _OWN.get(number, ()):
        names |= own()
    return names


def typed(domain: Domain) -> dict[str, Any]:
    """The symbols of a domain by the names with which they are read.

    >>> from derive.model.domain import WINDOW
    >>> typed(WINDOW)
    {'Gamma': Gamma, 't': t}
    """
    return {"lambda_" if str(s) == "lambda" else str(s): s for s in domain.symbols}


def derived_names(equation: Equation) -> dict[str, Any]:
    """The symbols, families and functions that the derived parts of an equation are written with.

    >>> sorted(derived_names(equation("32")))
    ['c_k', 'i', 't', 'w']
    """
    own: dict[str, Any] = {}
    for value in equation.parts.values():
        own |= {name: _typed(meaning) for name, meaning in names_in(value).items()}
    return dict(sorted(own.items()))


def _typed(meaning: Any) -> Any:
    """A function without a rule, such as c_q(t), whose mode q belongs to its name, as one of t."""
    if not isinstance(meaning, tuple):
        return meaning
    function, *labels = meaning
    return lambda argument: function(*labels, argument)


def abbreviations(texts: Mapping[str, str], known: Mapping[str, Expr]) -> dict[str, Any]:
    """What a paper's abbreviations mean, those that are made of what is known.

    >>> from sympy.abc import x
    >>> abbreviations({"u": "exp(-x)", "v": "1 - u", "w": "x/n"}, {"x": x})
    {'u': exp(-x), 'v': 1 - exp(-x)}
    """
    symbols = set[Basic]().union(*(value.free_symbols for value in known.values()))
    found: dict[str, Any] = {}
    for name, text in texts.items():
        with suppress(FormulaError):  # it speaks of what there is not
            value = read(text, {**known, **found})
            if value.free_symbols <= symbols:
                found[name] = value
    return found


def names_on(domain: Domain) -> dict[str, Expr]:
    """The symbols of a domain, and the entries of the state of two levels where it has one."""
    state = STATE_NAMES if sym.rho11 in domain.symbols else {}
    return typed(domain) | state


# Names that mean something at single equations only.


def _amplitudes() -> Names:
    """c_k(t0) and c_q(t), the amplitudes of Eq. (3) as functions of time."""
    return {
        "t": sym.t,
        "t0": sym.t0,
        "c_k": lambda time: photon_amplitude(sym.k, time),
        "c_q": lambda time: photon_amplitude(sym.q, time),
    }


def _solution() -> Names:
    return {"c_k": lambda time: equation("3").part("").subs(sym.t, time)}


def _clicks() -> Names:
    return {"p": sym.click, "i": sym.i, "m": sym.m}


def _weights() -> Names:
    return {"w": sym.mode_weight, "i": sym.i, "m": sym.m}


def _states() -> Names:
    return {"p": sym.click, "lambda": sym.eigenvalue, "d": sym.d}


def _half() -> Names:
    """Spectra at equal populations, as in Fig. 2."""
    half = {sym.rho00: S.Half, sym.rho11: S.Half}
    short = abbreviations(TEXT.names, names_on(QUBIT & WINDOW))
    return {name: short[name].subs(half) for name in ("mu_1", "mu_2", "S_rho")}


def _counts() -> Names:
    return {"N": sym.N_atoms, "q": sym.p_click, "mean": sym.mean_clicks}


def _difference() -> Names:
    """A and B of Appendix A, and F in terms of a, which is a symbol here."""
    in_a = equation("text:substitution-F").rhs
    return {"A": 1 + sym.alpha, "B": 1 - sym.alpha, "F": in_a}


def _dilation(bins: int) -> Callable[[], Names]:
    def names() -> Names:
        d = dilation(bins)
        projectors = {f"P_{j}": p for j, p in enumerate(d.projectors)}
        return {"U": d.unitary, "rho": d.state, **projectors}

    return names


def _dilated_readout() -> Names:
    return dict(equation("text:pi-dilation").parts)


def _cavity() -> Names:
    return {"alpha": sym.cavity, "G": sym.G}


def _voltage() -> Names:
    return {"a": sym.bin_width, "A": sym.A_gain, "P": sym.P, "tau_c": sym.tau_c, "tau": sym.tau}


_OWN: dict[str, tuple[Callable[[], Names], ...]] = {
    "2": (_solution,),
    "7": (_amplitudes,),
    "8": (_amplitudes,),
    "9": (_amplitudes,),
    "5": (_states,),
    "fig2": (_half,),
    "text:poisson": (_counts,),
    "12": (_dilation(2),),
    "13": (_dilation(1), _dilated_readout),
    "text:pi-dilation": (_dilation(1),),
    **dict.fromkeys(("34", "table1:spatial:I", "table1:spatial:II"), (_clicks, _amplitudes)),
    **dict.fromkeys(
        ("32", "text:detector-weight", "text:detector-probability"), (_weights, _amplitudes)
    ),
    **dict.fromkeys(("36", "36:repair", "40", "42", "text:shot-noise"), (_cavity,)),
    **dict.fromkeys(("38", "39"), (_voltage,)),
    **dict.fromkeys(
        (
            "A6",
            "text:substitution-F",
            "text:substitution-Delta",
            "text:substitution-Delta-prime",
        ),
        (_difference,),
    ),
}
