"""An interval for a probability from counts: Clopper and Pearson's, enclosed and rounded outwards.

The tails of the binomial distribution are regularised incomplete beta functions, in balls. A limit
is the last float for which its tail is proved to be at most half of epsilon: nothing is fitted.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from derive.errors import DomainError
from derive.precision import precision

PRECISIONS = tuple(128 * 2**k for k in range(6))
MOST_TRIALS = 2**63


@dataclass(frozen=True)
class Interval:
    """A closed interval that a parameter lies in; it unpacks like a pair.

    >>> low, high = Interval(0.44, 0.46)
    >>> low
    0.44

    :raises DomainError: if its ends are not in order.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise DomainError("interval", f"{self.low} to {self.high}", "low <= high")

    def __iter__(self) -> Iterator[float]:
        return iter((self.low, self.high))


def interval_from_counts(successes: int, trials: int, epsilon: float | Fraction) -> Interval:
    """Limits of a probability, from how often it happened in independent and equal trials.

    Two-sided: whatever the probability is, that it lies below the interval has a probability of at
    most epsilon/2, and so has that it lies above. `epsilon` is exact: a float as it is, or a
    fraction.

    >>> interval_from_counts(0, 100, 0.05).low
    0.0

    :raises DomainError: for counts that are not whole numbers with 0 <= successes <= trials and
        trials >= 1, or an epsilon that is not between 0 and 1.
    """
    _check(successes, trials, epsilon)
    k, n = int(successes), int(trials)
    half = Fraction(epsilon) / 2
    low = 0.0 if k == 0 else last_float(lambda x: _rare(x, k, n, half, above=True), k / n)
    high = 1.0 if k == n else _first(lambda x: _rare(x, k, n, half, above=False), k / n)
    return Interval(low, high)


def _check(successes: int, trials: int, epsilon: float | Fraction) -> None:
    for name, count in (("successes", successes), ("trials", trials)):
        if not 0 <= count <= MOST_TRIALS or count != int(count):
            raise DomainError(name, count, f"0 <= {name} <= 2**63, a whole number")
    if not trials >= 1 or successes > trials:
        raise DomainError("successes", successes, f"0 <= successes <= trials, here {trials}")
    if not 0 < epsilon < 1:
        raise DomainError("epsilon", epsilon, "0 < epsilon < 1")


def _rare(x: float, k: int, n: int, most: Fraction, above: bool) -> bool:
    """Whether k or more events, or k or fewer, are proved to have at most this probability at x."""
    for bits in PRECISIONS:
        with precision(bits):
            limit = arb(fmpq(most.numerator, most.denominator))
            if _chernoff(arb(x), k, n) <= limit:
                return True
            tail = _tail(arb(x), k, n - k + 1) if above else _tail(1 - arb(x), n - k, k + 1)
            if tail <= limit or tail > limit:
                return bool(tail <= limit)
    return False


def _tail(x: arb, a: int, b: int) -> arb:
    """I_x(a, b), with the smaller parameter first: the other way round its series is endless."""
    return x.beta_lower(a, b, True) if a <= b else 1 - (1 - x).beta_lower(b, a, True)


def _chernoff(x: arb, k: int, n: int) -> arb:
    """A bound of either tail that costs nothing: far out the series would be endless too."""
    hits = k * (n * x / k).log() if k else arb(0)
    misses = (n - k) * (n * (1 - x) / (n - k)).log() if k < n else arb(0)
    return (hits + misses).exp()


def last_float(holds: Callable[[float], bool], beyond: float) -> float:
    """The last float from 0 on that a property is found for, if it ends below `beyond`."""
    inside, outside = _number(0.0), _number(beyond)
    while outside - inside > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if holds(_float(middle)) else (inside, middle)
    return _float(inside)


def _first(holds: Callable[[float], bool], beyond: float) -> float:
    """The first float up to 1 that a property is found for, if it begins above `beyond`."""
    outside, inside = _number(beyond), _number(1.0)
    while inside - outside > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if holds(_float(middle)) else (inside, middle)
    return _float(inside)


def _number(value: float) -> int:
    """Which float >= 0 it is, in order of size."""
    return int(struct.unpack("<q", struct.pack("<d", value))[0])


def _float(number: int) -> float:
    return float(struct.unpack("<d", struct.pack("<q", number))[0])
