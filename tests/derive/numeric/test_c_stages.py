"""Array functions in two loops: which have them, and that their floats are those of one."""

import shutil

import numpy as np
import pytest

from derive.export import function, source
from derive.numeric.c.stages import PART, SHORT, stages
from derive.numeric.program import program

CHAIN = "s = exp(-t)\nresult = log(1 + s)"


def more(steps):
    """As many more steps behind the logarithm."""
    lines = [f"y{i} = x + y{i - 1}" for i in range(1, steps)]
    return "\n".join([CHAIN.replace("result", "y0"), *lines, f"result = x*y{steps - 1}"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CHAIN, True),
        (more(SHORT - 1), True),
        (more(SHORT), False),  # long enough to keep a processor busy
        ("s = exp(-t)\ny = log(1 + t)\nresult = y*s", False),  # the logarithm does not wait
        ("s = exp(-t)\nresult = 1 + s", False),
        ("result = log(1 + t)", False),
    ],
)
def test_two_loops_where_something_slow_waits_for_an_exponential_and_little_else(text, found):
    assert bool(stages(program(["t", "x"], text, ["result"]))) is found


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs cc: apt-get install gcc")
def test_the_points_of_every_part_have_the_results_that_they_have_alone():
    assert f"start += {PART}" in source("bound_temporal", "c")
    bound, rng = function("bound_temporal", "c"), np.random.default_rng(0)
    x, t, n = (
        rng.random(2 * PART + 3),
        3 * rng.random(2 * PART + 3),
        rng.integers(1, 9, 2 * PART + 3),
    )
    alone = [bound(*map(float, at)) for at in zip(x, t, n, strict=True)]
    assert bound(x, t, n).tolist() == alone
