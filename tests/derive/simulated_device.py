"""The global state of an atom before a real detector, as numbers: losses and dark counts.

A purified atom is evolved bin by bin; every bin has registers for a photon that is seen, one that
is lost, and a dark count. Eve's states given the outcome come from this state alone, and all
entropies from their spectra. No formula of `derive` is used here.
"""

from itertools import groupby, product

import mpmath
from mpmath import mp

from tests.derive.simulated_emission import WORKING, purified


@mp.workdps(WORKING)
def detected(point, bins, eta, d):
    """Amplitudes by (atom, R', records); each bin's record is (seen, lost, dark)."""
    rho11, c, gamma_t, eta, d = (mpmath.mpf(x.p) / x.q for x in (*point, eta, d))
    survival = mpmath.exp(-gamma_t / bins)
    state = {(*key, ()): a for key, a in purified(rho11, c).items()}
    for _ in range(bins):
        after = {}
        for (atom, other, records), a in state.items():
            for (end, record), factor in _one_bin(atom, survival, eta, d).items():
                after[end, other, (*records, record)] = a * factor
        state = {key: a for key, a in after.items() if a}
    return state


def _one_bin(atom, survival, eta, d):
    root = mpmath.sqrt
    photon = {(atom, 0, 0): root(survival) if atom else mpmath.mpf(1)}
    if atom:
        photon |= {
            (0, 1, 0): root((1 - survival) * eta),
            (0, 0, 1): root((1 - survival) * (1 - eta)),
        }
    dark = {0: root(1 - d), 1: root(d)}
    return {
        (end, (seen, lost, count)): a * b
        for ((end, seen, lost), a), (count, b) in product(photon.items(), dark.items())
    }


def outcome(records):
    """The number of the first bin with a photon seen or a dark count; 0 where there is none."""
    return next((k for k, (seen, _, dark) in enumerate(records, 1) if seen or dark), 0)


@mp.workdps(WORKING)
def eves_states(state, lost=False, told=False):
    """Eve's unnormalised states by (what she was told, outcome): R', and what is lost if hers.

    A dark count is recorded by the detector in any case; a copy of the record is all she can get.
    """
    hers = sorted({_hers(key, lost) for key in state})
    states = {}
    for rest, group in groupby(sorted(state, key=_rest(lost)), _rest(lost)):
        keys, (_, records, _) = list(group), rest
        label = tuple(dark for _, dark in records) if told else (), outcome(keys[0][2])
        vector = mpmath.zeros(len(hers), 1)
        for key in keys:
            vector[hers.index(_hers(key, lost))] += state[key]
        states[label] = states.get(label, mpmath.zeros(len(hers))) + vector * vector.H
    return states


def _hers(key, lost):
    return key[1], tuple(r[1] for r in key[2]) if lost else ()


def _rest(lost):
    """The order of what Eve does not hold: the atom, what the detector recorded, what is lost."""

    def rest(key):
        records = tuple((r[0], r[2]) for r in key[2])
        return key[0], records, () if lost else tuple(r[1] for r in key[2])

    return rest


@mp.workdps(WORKING)
def hidden(states):
    """H(X|E) in bits: S(X E) - S(E)."""
    return sum(map(entropy, states.values())) - sum(map(entropy, _by_record(states).values()))


def entropy(matrix):
    """Of an unnormalised state, in bits."""
    spectrum = mpmath.eighe(matrix, eigvals_only=True)
    return -mpmath.fsum(x * mpmath.log(x, 2) for x in spectrum if x > mpmath.mpf(10) ** -60)


def _by_record(states):
    total = {}
    for (record, _), matrix in states.items():
        total[record] = total.get(record, mpmath.zeros(matrix.rows)) + matrix
    return total


@mp.workdps(WORKING)
def joint_distributions(states):
    """Where Eve's states commute: for each thing that she can know, the weights of the outcomes.

    Her basis diagonalises a sum of her states with weights that no two of them share.
    """
    found = []
    for record in {record for record, _ in states}:
        mine = {x: matrix for (told, x), matrix in states.items() if told == record}
        rows = next(iter(mine.values())).rows
        weighted = (m / mpmath.mpf(x + 3) ** 2 for x, m in mine.items())
        mixed = sum(weighted, mpmath.zeros(rows))
        _, vectors = mpmath.eighe(mixed)
        rotated = {x: vectors.H * m * vectors for x, m in mine.items()}
        assert all(map(_is_diagonal, rotated.values())), "her states do not commute"
        found += [{x: mpmath.re(m[i, i]) for x, m in rotated.items()} for i in range(rows)]
    return found


def _is_diagonal(matrix):
    places = product(range(matrix.rows), repeat=2)
    return all(abs(matrix[i, j]) < mpmath.mpf(10) ** -40 for i, j in places if i != j)
