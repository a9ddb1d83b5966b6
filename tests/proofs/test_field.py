"""The kernel's field against complex floating point: what it takes for equal or real is so."""

import cmath
import random
import re
from dataclasses import replace

from accepted import EMPTY

from proofs.kernel.element import Refused
from proofs.kernel.reader import Reader

STATEMENT = {**EMPTY, "symbols": ["x", "y"]}
POINTS = ((0.3, 0.7), (1.1, 0.2))
REWRITTEN = ((r"\bI\b", "(I*I*I*I*I)"), (r"\bx\b", "(x - y + y)"), (r"\by\b", "(y + I*y*0)"))


def formula(rng, depth=3):
    """A random formula in x, y and I."""
    kind = rng.random()
    if depth == 0 or kind < 0.2:
        return rng.choice(["x", "y", "I", "1", "2", "3"])
    if kind < 0.8:
        return f"({formula(rng, depth - 1)} {rng.choice('+-*')} {formula(rng, depth - 1)})"
    if kind < 0.9:
        return f"exp({formula(rng, depth - 1)})"
    return f"({formula(rng, depth - 1)})**{rng.choice([2, 3])}"


def values(text):
    names = {"I": 1j, "exp": cmath.exp}
    return [complex(eval(text, names | {"x": x, "y": y})) for x, y in POINTS]


def close(first, second):
    return all(abs(a - b) <= 1e-9 * max(1, abs(a)) for a, b in zip(first, second, strict=True))


def pairs(count):
    """A formula, and the same rewritten in a way that may or may not keep it."""
    rng = random.Random(5)
    for _ in range(count):
        first = formula(rng)
        old, new = rng.choice(REWRITTEN)
        second = re.sub(old, new, first, count=1) if rng.random() < 0.7 else formula(rng)
        yield first, second


def test_what_is_equal_or_real_to_the_kernel_is_so_in_numbers():
    equal = real = 0
    for texts in pairs(400):
        reader = Reader(STATEMENT)
        scope = replace(reader.outermost, trusting=True)
        try:
            elements = [reader.value(text, scope) for text in texts]
            numbers = [values(text) for text in texts]
        except (Refused, OverflowError):
            continue
        if reader.field.equal(*elements):
            assert close(*numbers), texts
            equal += 1
        for element, number in zip(elements, numbers, strict=True):
            if reader.field.is_real(element):
                assert close(number, [z.real for z in number]), texts
                real += 1
    assert min(equal, real) > 100
