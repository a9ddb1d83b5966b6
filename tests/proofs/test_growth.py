"""Signs that the search finds by the mean value theorem, and of what is below a root."""

import pytest

from proofs.equality.certify import certify
from proofs.equality.search.proof import GaveUpError

STATE = {
    "symbols": ["x", "c1", "c2"],
    "integers": [],
    "functions": {},
    "definitions": {},
    "hypotheses": ["x > 0", "x < 1", "c1 > 0", "c2 - c1 > 0", "x*(1 - x) - c2**2 > 0"],
    "except": [],
}
SPECTRUM = "(eta(1/2 + {0}/2) + eta(1/2 - {0}/2))"
GAPS = [f"sqrt((1 - 2*x)**2 + 4*{c}**2)" for c in ("c1", "c2")]
ENTROPIES = [SPECTRUM.format(gap) for gap in GAPS]


def rules(goal):
    return [step["rule"] for step in certify({**STATE, "goals": [goal]}).steps]


@pytest.mark.parametrize(
    "goal",
    [
        f"{ENTROPIES[0]} - {ENTROPIES[1]} > 0",
        "exp(c2) - c2 - exp(c1) + c1 > 0",
        "atan(c2) - atan(c1) > 0",
    ],
)
def test_what_grows_is_found_by_its_slope(goal):
    assert "mean-value" in rules(goal)


@pytest.mark.parametrize(
    "goal", [f"{ENTROPIES[1]} - {ENTROPIES[0]} > 0", "c1 - c2 + exp(c1) - exp(c2) > 0"]
)
def test_what_does_not_grow_is_not_found(goal):
    with pytest.raises(GaveUpError):
        rules(goal)


@pytest.mark.parametrize("goal", ["1/2 - c1 > 0", "2/3 - c2 > 0", "1 - x + x*c1/2 - c1**2 > 0"])
def test_what_is_below_a_root_is_found_by_squares(goal):
    assert "product" in rules(goal)


def test_what_may_be_above_it_is_not():
    with pytest.raises(GaveUpError):
        rules("49/100 - c1 > 0")
