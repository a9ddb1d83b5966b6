#!/usr/bin/env bash
# Expected: Dodis.from_params(n_1, k_1, n_2, k_2, log2_error, q_proof) chooses an extractor whose
#   output, given the seed, is within 2^log2_error of random bits; so it is never longer than k_1, the
#   min-entropy of the source, and the parameters that it prints would give it again.
# Happens:  where the seed is longer than the source both are brought to one length between, and what is
#   cut off is taken from the min-entropies, but with q_proof=False it is the old ones that make the
#   output's length. Of 1000 bits with 500 of min-entropy and 2000 ideal seed bits it makes 938: given
#   the seed, a linear image of 500 bits. The parameters that it prints give 437 if they are put in.
#   Circulant, and q_proof=True, take the new ones.
# Matters:  a seed longer than the record is what a generator of seeds delivers. Every other bit that is
#   sold is none, and no test of the output shows it. sponte's extractable_bits gives the length itself,
#   and Toeplitz(n_1, m), as in examples/extractor.md, takes it as it is.
# Versions: cryptomite 0.3.0 (CPython 3.11, Linux x86-64). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check cryptomite==0.3.0
"$folder/venv/bin/python" - <<'PY'
import random
import sys

from cryptomite.circulant import Circulant
from cryptomite.dodis import Dodis

LENGTH, ENTROPY, SEED, ERROR = 1000, 500, 2000, -32


def chosen(kind, *parameters, q_proof=False):
    return kind.from_params(*parameters, ERROR, q_proof, verbose=False)


def rank(rows):
    """Of a matrix of bits, a row being a whole number: how many bits come through."""
    leading = {}
    for row in rows:
        while row and row.bit_length() in leading:
            row ^= leading[row.bit_length()]
        if row:
            leading[row.bit_length()] = row
    return len(leading)


given = LENGTH, ENTROPY, SEED, SEED
first = chosen(Dodis, *given)
again = chosen(Dodis, first.n, ENTROPY, first.n, first.n)
sizes = [chosen(Circulant, *given).m, chosen(Dodis, *given, q_proof=True).m]
print(f"{LENGTH} bits with min-entropy {ENTROPY}, {SEED} seed bits, error 2^{ERROR}:")
print(f"  Dodis gives {first.m} bits; Circulant {sizes[0]}; Dodis with q_proof {sizes[1]}")
print(f"  Dodis for its own {first.n} bits with {ENTROPY}, {first.n} seed bits: {again.m}")

seed = random.Random(0).choices((0, 1), k=first.n)
source = [[int(at == place) for at in range(first.n)] for place in range(ENTROPY)]
outputs = [int("".join(map(str, first.extract(bits, seed))), 2) for bits in source]
through = rank(outputs)
print(f"a source of {ENTROPY} ideal bits and zeros: {through} of its {first.m} output bits are free")
same = again.m < max(sizes) + 5 < ENTROPY < first.m
sys.exit(0 if same and through <= ENTROPY else "this has changed")
PY
