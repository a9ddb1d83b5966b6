"""The states themselves, as numbers: an independent check of what `derive` says about them.

A purified atom is evolved bin by bin with mpmath; entropies come from Eve's side, by diagonalising
her conditional states. No formula of `derive` is used here.
"""

from itertools import product
from random import Random

import mpmath
from mpmath import mp
from sympy import Expr, Rational, lambdify

from derive import symbols as sym

DIGITS = 50
WORKING = DIGITS + 15
"""More digits than are compared, for what differences lose."""


def random_points(seed, count):
    """Exact states and windows (rho11, c, Gamma t) in the inside of their domain."""
    random = Random(seed)
    for _ in range(count):
        rho11 = Rational(random.randint(1, 19), 20)
        most = rho11 * (1 - rho11)  # at most 1/4, so that its double is below the square root
        c = most * Rational(random.randint(1, 19), 20)
        yield rho11, c, Rational(random.randint(1, 30), 10)


EDGES = (
    (Rational(0), Rational(0), Rational(1)),
    (Rational(1), Rational(0), Rational(1)),
    (Rational(1, 3), Rational(0), Rational(2)),
    (Rational(1, 5), Rational(2, 5), Rational(1, 2)),
    (Rational(4, 5), Rational(2, 5), Rational(3)),
    (Rational(1, 2), Rational(1, 4), Rational(0)),
)
"""No excitation, full excitation, no coherence, a pure state (twice), no window."""


@mp.workdps(WORKING)
def evaluate(expression: Expr, rho11, c, gamma_t, **values):
    """A derived expression at an exact point, to 50 digits."""
    point = {sym.Gamma: 1, sym.t: gamma_t, sym.rho11: rho11, sym.rho00: 1 - rho11, sym.c: c}
    point |= {sym.TABLE[name].symbol: value for name, value in values.items()}
    functions = {"eta": _eta, "log2": lambda x: mpmath.log(x, 2)}
    return mpmath.mpf(lambdify([], expression.subs(point), [functions, "mpmath"])())


def _eta(x):
    """-x log2 x; an argument that is 0 up to rounding counts as 0."""
    return -x * mpmath.log(x, 2) if x > mpmath.mpf(10) ** -DIGITS else mpmath.mpf(0)


@mp.workdps(WORKING)
def close(left, right):
    """Equal to 40 digits."""
    return mpmath.fabs(left - right) < mpmath.mpf(10) ** -40


@mp.workdps(WORKING)
def emit(rho11, c, gamma_t, bins):
    """Amplitudes by (atom, R', clicks, what the atom was found in after each bin)."""
    rho11, c, gamma_t = (mpmath.mpf(x.p) / x.q for x in (rho11, c, gamma_t))
    survival = mpmath.exp(-gamma_t / bins)
    state = {(*key, (), ()): a for key, a in purified(rho11, c).items()}
    for _ in range(bins):
        after = {}
        for (atom, other, clicks, looks), a in state.items():
            for end, photon, factor in _one_bin(atom, survival):
                after[end, other, (*clicks, photon), (*looks, end)] = a * factor
        state = after
    return state


def purified(rho11, c):
    """An atom in the state with this population and coherence, and a qubit R' with the rest."""
    if rho11 == 0:
        return {(0, 0): mpmath.mpf(1)}
    phase = mpmath.mpc(3, 4) / 5  # no entropy may depend on it
    rest = mpmath.sqrt(max(1 - rho11 - c**2 / rho11, 0))
    return {
        (1, 0): mpmath.sqrt(rho11),
        (0, 0): c * phase / mpmath.sqrt(rho11),
        (0, 1): rest,
    }


def _one_bin(atom, survival):
    if atom == 0:
        return ((0, 0, 1),)
    return (1, 0, mpmath.sqrt(survival)), (0, 1, mpmath.sqrt(1 - survival))


@mp.workdps(WORKING)
def probabilities(state):
    """Pr of each string of clicks."""
    result = {}
    for (_, _, clicks, _), a in state.items():
        result[clicks] = result.get(clicks, 0) + mpmath.fabs(a) ** 2
    return result


def hidden_from_purification(state):
    """H(X|R'): Eve holds R' only, X the string of clicks."""
    return _conditional(state, holds_atom=False, record=_nothing)


def hidden_at_the_end(state):
    """H(X|AR'): Eve holds A and R' after the window; the atom's history is not recorded."""
    return _conditional(state, holds_atom=True, record=_nothing)


def hidden_from_monitor(state):
    """H(X|R', what A was found in after every bin)."""
    return _conditional(state, holds_atom=False, record=lambda key: key[3])


def _nothing(key):
    return key[:0]


@mp.workdps(WORKING)
def _conditional(state, holds_atom, record):
    """S(X E) - S(E) for Eve's quantum part (R', perhaps A) and her classical `record`."""
    with_outcome = _blocks(state, holds_atom, lambda key: (key[2], record(key)))
    return _entropy(with_outcome) - _entropy(_blocks(state, holds_atom, record))


def _blocks(state, holds_atom, classical):
    """Eve's unnormalised states by classical label, the field and what she lacks traced out."""
    blocks = {}
    for (key, a), (other, b) in product(state.items(), repeat=2):
        (row, lacks), (column, lacks_too) = (_split(k, holds_atom) for k in (key, other))
        if (lacks, classical(key)) == (lacks_too, classical(other)):
            block = blocks.setdefault(classical(key), mpmath.zeros(4))
            block[row, column] += a * mpmath.conj(b)
    return blocks


def _split(key, holds_atom):
    """Where Eve's part of a basis state sits in her matrix, and the part that she lacks."""
    atom, other, clicks, _ = key
    return (2 * atom + other, clicks) if holds_atom else (other, (clicks, atom))


def _entropy(blocks):
    return sum(_eta(x) for b in blocks.values() for x in mpmath.eighe(b, eigvals_only=True))
