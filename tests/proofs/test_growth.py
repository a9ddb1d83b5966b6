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


MIXTURE = "eta(x*c1) + eta(x*c2) + eta(x*(1 - c1 - c2)) - eta(x)"
"""That of three shares of x, x times."""


@pytest.mark.parametrize(
    "goal",
    [
        f"{MIXTURE} > 0",
        f"3*({MIXTURE}) - x*eta(c1) >= 0",
        "eta(x*c1) + eta(x*(1 - c1)) - eta(x) + eta(c2) - eta(c2*x) - eta(c2 - c2*x) > -2*c2",
    ],
)
def test_the_entropy_of_a_mixture_is_that_of_its_shares(goal):
    assert any(step.get("name") == "eta-product" for step in shares(goal))


@pytest.mark.parametrize("goal", [f"{MIXTURE} - x*eta(c1)*3 >= 0", f"-({MIXTURE}) >= 0"])
def test_what_is_more_than_the_entropy_of_the_shares_is_not_found(goal):
    with pytest.raises(GaveUpError):
        shares(goal)


def shares(goal):
    given = [*STATE["hypotheses"][:-1], "1 - c1 - c2 > 0"]
    return certify({**STATE, "hypotheses": given, "goals": [goal]}).steps
