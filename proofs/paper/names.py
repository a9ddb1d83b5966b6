"""What a name means at an equation: the symbols of its domain, and the paper's abbreviations.

An abbreviation (mu_1, Delta, F, p) stands for what it is derived to be, so a formula that uses
it is compared with everything written out. A name that the equation cannot mean is not offered;
whatever its derived parts are written with is, so that they can be typed.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from sympy import Expr, S

from derive import Equation, equation
from derive import symbols as sym
from derive.emission import monotonicity
from derive.emission.emission import photon_amplitude
from derive.emission.single_photon import dilation
from derive.equations import numbers
from derive.model.domain import Domain
from derive.model.entropy import von_neumann
from derive.model.measurement import RHO_A
from derive.text.plain import names_in

Names = Mapping[str, Any]

_STATE_NAMES = {"rho00": sym.rho00, "rho01": sym.rho01, "rho10": sym.rho10}


def names_at(number: str, domain: Domain) -> dict[str, Any]:
    """Every name that a formula for claim `number` may use, with its meaning.

    >>> from derive.model.domain import POPULATION, WINDOW
    >>> sorted(names_at("19", POPULATION & WINDOW))
    ['F', 'Gamma', 'Gamma_t', 'a', 'alpha', 'rho00', 'rho01', 'rho10', 'rho11', 't']
    """
    return dict(_names_at(number, domain))


@functools.lru_cache(maxsize=256)
def _names_at(number: str, domain: Domain) -> Names:
    names = typed(domain)
    if sym.rho11 in domain.symbols:
        names |= _STATE_NAMES
    if number in numbers():
        names |= derived_names(equation(number))
    known = set(domain.symbols) | set(_STATE_NAMES.values())
    for name, meaning in _abbreviations().items():
        value = meaning()
        if name not in names and value.free_symbols <= known:
            names[name] = value
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


def _abbreviations() -> dict[str, Callable[[], Expr]]:
    return {
        "alpha": lambda: sym.alpha,
        "Gamma_t": lambda: sym.Gamma * sym.t,
        "p": lambda: 1 - sym.decay(sym.t, sym.n),
        "c": lambda: sym.c,
        "mu_1": lambda: equation("18").part("mu_1"),
        "mu_2": lambda: equation("18").part("mu_2"),
        "Delta": monotonicity.Delta,
        "Delta_prime": monotonicity.Delta_prime,
        "F": monotonicity.F,
        "a": lambda: sym.rho11 - sym.rho00,
        "S_rho": lambda: von_neumann(RHO_A),
    }


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
    return {name: _abbreviations()[name]().subs(half) for name in ("mu_1", "mu_2", "S_rho")}


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
