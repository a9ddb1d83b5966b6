"""A choice by bits is that of np.where."""

import numpy as np
import pytest

from derive.numeric.choice import pick

ODD = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 1.5, -2.0])


@pytest.mark.parametrize(
    ("holds", "a", "b"),
    [
        (np.arange(8) % 2 == 0, ODD, ODD[::-1]),
        (np.arange(8) % 3 == 0, 0, ODD),
        (np.arange(2)[:, None] == 0, ODD, 1.0),
        (np.True_, ODD, 2.0),
        (np.bool_(False), 1.0, ODD),
    ],
)
def test_a_choice_by_bits_is_that_of_where(holds, a, b):
    found, want = (
        np.broadcast_to(v, (2, 8)).copy() for v in (pick(holds, a, b), np.where(holds, a, b))
    )
    assert np.array_equal(found.view(np.int64), want.view(np.int64))
