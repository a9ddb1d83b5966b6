"""The global state of a scheme as numbers: an independent check of what is derived of it.

A source in a purified state goes through the isometry as it is written, label by label; entropies
come from Eve's side, by diagonalising her states. Nothing of `derive.scheme` is used here.
"""

import itertools
from random import Random

import mpmath
from mpmath import mp
from sympy import Rational, S, Symbol, lambdify

from derive import One
from derive.functions import eta, log2

WORKING = 70
"""More digits than are compared, for what differences lose."""


def names_of(scheme):
    """The symbols of a scheme's amplitudes and families, by name."""
    labels = [(x, a) for image in scheme.isometry.values() for x, a in image.items()]
    ones = [o for label, _ in labels if not isinstance(label, str) for o in label]
    ones = [o for o in ones if isinstance(o, One)]
    values = [*(S(a) for _, a in labels), *(S(o.upper) for o in ones)]
    found = {s for value in values for s in value.free_symbols} - {o.index for o in ones}
    return {s.name: s for s in found}


def random_point(scheme, seed):
    """Exact values of a scheme's symbols: rates and times up to 3, probabilities, few bins."""
    draw = Random(seed)
    point = {}
    for name in sorted(names_of(scheme)):
        if name == "n":
            point[name] = Rational(draw.randint(1, 3))
        elif name in ("Gamma", "t", "gamma_b", "theta"):
            point[name] = Rational(draw.randint(1, 30), 10)
        else:
            point[name] = Rational(draw.randint(1, 19), 20)
    return point


def random_state(levels, seed):
    """Populations, and for two levels a coherence and its phase, as exact numbers."""
    draw = Random(seed)
    weights = [draw.randint(1, 20) for _ in range(levels)]
    state = {f"rho{j}{j}": Rational(weights[j], sum(weights)) for j in range(1, levels)}
    if levels == 2:
        most = state["rho11"] * (1 - state["rho11"])
        state |= {"c": most * Rational(draw.randint(1, 20), 20), "phase": Rational(6, 5)}
    return state


@mp.workdps(WORKING)
def matrix(levels, state, name):
    """The state of the source as a matrix of numbers."""
    values = {key: mpmath.mpf(x.p) / x.q for key, x in state.items()}
    above = [values[f"rho{j}{j}"] for j in range(1, levels)]
    rho = mp.diag([1 - sum(above), *above])
    if name == "general":
        rho[0, 1] = values["c"] * mp.expj(values["phase"])
        rho[1, 0] = mp.conj(rho[0, 1])
    return rho


def written_labels(label):
    """A label as a tuple of texts and families."""
    return tuple(label.split()) if isinstance(label, str) else tuple(label)


@mp.workdps(WORKING)
def images(scheme, point):
    """The image of each level as amplitudes by label, every member of a family on its own."""
    exact = {symbol: point[name] for name, symbol in names_of(scheme).items()}
    found = []
    for level in range(len(scheme.isometry)):
        image = {}
        for label, amplitude in scheme.isometry[str(level)].items():
            labels = written_labels(label)
            ones = {x.index: x for x in labels if isinstance(x, One)}
            ranges = [range(x.lower, int(S(x.upper).subs(exact)) + 1) for x in ones.values()]
            for numbers in itertools.product(*ranges):
                at = dict(zip(ones, map(Rational, numbers), strict=True))
                own = tuple(str(at[x.index]) if isinstance(x, One) else x for x in labels)
                number = S(amplitude).subs(at).subs(exact).evalf(WORKING)
                image[own] = mp.mpmathify(number)
        found.append(image)
    return found


@mp.workdps(WORKING)
def global_state(scheme, point, rho):
    """Amplitudes by label and by the label of the purification."""
    values, vectors = mp.eighe(rho)
    state = {}
    for level, image in enumerate(images(scheme, point)):
        for other in range(rho.rows):
            weight = mp.sqrt(max(values[other], 0)) * vectors[level, other]
            for labels, amplitude in image.items():
                key = (labels, other)
                state[key] = state.get(key, 0) + weight * amplitude
    return state


def outcome_of(scheme, labels):
    """The outcome that the registers read belong to; members of a family are apart."""
    registers = scheme.registers.split()
    read = tuple(labels[registers.index(name)] for name in scheme.readout.split())
    for name, own in (scheme.outcomes or {}).items():
        if read in [written_labels(label) for label in own]:
            return name
    return read


@mp.workdps(WORKING)
def hidden(scheme, point, rho, holder):
    """H(X|E) = sum over x of S(E, x), less S(E)."""
    held = (scheme.holders or {"I": "A R'", "II": "R'"})[holder].split()
    registers = scheme.registers.split()
    parts = {}
    for (labels, other), amplitude in global_state(scheme, point, rho).items():
        hers = tuple(x for name, x in zip(registers, labels, strict=True) if name in held)
        rest = tuple(x for name, x in zip(registers, labels, strict=True) if name not in held)
        hers, rest = ((*hers, other), rest) if "R'" in held else (hers, (*rest, other))
        parts.setdefault((outcome_of(scheme, labels), rest), {})[hers] = amplitude
    basis = sorted({hers for vector in parts.values() for hers in vector})
    states = {}
    for (outcome, _), vector in parts.items():
        column = mp.matrix([vector.get(hers, mp.mpf(0)) for hers in basis])
        states[outcome] = states.get(outcome, mp.zeros(len(basis))) + column * column.H
    whole = sum(states.values(), mp.zeros(len(basis)))
    return sum(entropy(own) for own in states.values()) - entropy(whole)


@mp.workdps(WORKING)
def probabilities(scheme, point, rho):
    """The probability of each outcome."""
    found = {}
    for (labels, _), amplitude in global_state(scheme, point, rho).items():
        outcome = outcome_of(scheme, labels)
        found[outcome] = found.get(outcome, 0) + abs(amplitude) ** 2
    return found


def entropy(state):
    """The entropy in bits of a matrix of numbers."""
    values = mp.eighe(state, eigvals_only=True)
    return sum(term(x) for x in values)


def term(x):
    """-x log2 x; an argument that is 0 up to rounding counts as 0."""
    return -x * mpmath.log(x, 2) if x > mpmath.mpf(10) ** -60 else mpmath.mpf(0)


@mp.workdps(WORKING)
def evaluate(formula, values):
    """A derived formula at exact values of its symbols, given by name."""
    exact = {s: values[s.name] for s in formula.free_symbols if isinstance(s, Symbol)}
    functions = {eta.__name__: term, log2.__name__: lambda x: mpmath.log(x, 2)}
    return mp.mpmathify(lambdify([], formula.subs(exact).doit(), [functions, "mpmath"])())
