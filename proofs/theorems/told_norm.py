"""What theorems share on the norm of an Eve who is told of the first dark count, in bin k or none.

Then the outcomes are a photon in one of the bins before k, with the probabilities p, and none, with
W. P is the sum of W**nu and of all p**nu, and N = P**(1/nu).
"""

from dataclasses import dataclass

from derive.device.eves import Eve
from proofs.theorems.entropies_in_order import AFTER, BEFORE, STAY
from proofs.theorems.writing import (
    Step,
    congruence,
    defined,
    identity,
    lemma,
    product,
    termwise,
    total,
)


def emitted(index: str) -> str:
    """The probability of a photon in a bin, for a perfect detector."""
    return f"(1 - {STAY})*exp(-Gamma*t*({index} - 1)/n)"


def photon(index: str) -> str:
    """p."""
    return f"(eta_d*{emitted(index)})"


@dataclass(frozen=True)
class Counted:
    """The bins up to `last`, after which a photon is still to come with the probability `left`.

    With `lost` they are all, and Eve has the lost photons: W is alpha.
    """

    last: str
    left: str
    index: str = "i"
    lost: bool = False

    @property
    def none(self) -> str:
        """W."""
        return f"(never + eta_d*{self.left})"

    @property
    def silence(self) -> str:
        """W**nu."""
        return "exp(-Gamma*order*t)" if self.lost else f"exp(order*log{self.none})"

    @property
    def photons(self) -> str:
        """The sum of all p**nu."""
        return self.summed(f"{photon(self.index)}**order")

    def summed(self, term: str) -> str:
        """The sum over these bins."""
        return f"Sum({term}, ({self.index}, 1, {self.last}))"

    @property
    def powers(self) -> str:
        """P."""
        return f"({self.silence} + {self.photons})"

    @property
    def norm(self) -> str:
        """N."""
        return f"exp(log{self.powers}/order)"

    def positive(self) -> list[Step]:
        """P > 0, where W > 0 is known."""
        j, ends, power = self.index, ("1", self.last), f"{photon(self.index)}**order"
        signs = [*in_bin(j), lemma(f"{power} > 0", "exp", u=f"order*log{photon(j)}")]
        return [
            defined(self.photons, j, signs, ends),
            termwise(f"{self.photons} >= 0", {power: "1"}, ">=", j, ends),
            *self.whole(),
        ]

    def whole(self) -> list[Step]:
        """The same, where the sum over the photons is known not to be negative."""
        return [
            lemma(f"{self.silence} > 0", "exp", u=self.silence[4:-1]),
            total(f"{self.powers} > 0", f"{self.silence} > 0", f"{self.photons} >= 0"),
        ]


NO_BIN, ALL = Counted("0", "1"), Counted("n", "alpha")
BEFORE_K, UP_TO_K = Counted("k - 1", BEFORE), Counted("k", AFTER)
WRITTEN_OUT = Counted("n", "alpha", lost=True)


def in_bin(index: str) -> list[Step]:
    """A photon there has a positive probability."""
    before, p = f"exp(-Gamma*t*({index} - 1)/n) > 0", photon(index)
    return [
        lemma(before, "exp", u=f"-Gamma*t*({index} - 1)/n"),
        product(f"{p} > 0", "eta_d > 0", f"{STAY} < 1", before),
    ]


def all_bins(eve: Eve) -> Counted:
    """What counts if there is no dark count."""
    return WRITTEN_OUT if eve.lost else ALL


def written_out() -> list[Step]:
    """W**nu of all bins is exp(-Gamma nu t), if the lost photons are with Eve."""
    log, power = f"log{ALL.none} == -Gamma*t", f"order*log{ALL.none} == -Gamma*order*t"
    silence = congruence("exp", f"order*log{ALL.none}", "-Gamma*order*t")
    logs = congruence("log", ALL.powers, WRITTEN_OUT.powers)
    both = [f"log{each.powers}/order" for each in (ALL, WRITTEN_OUT)]
    return [
        lemma(log, "log-exp", u="-Gamma*t"),
        identity(power, {log: "order"}),
        silence,
        *WRITTEN_OUT.whole(),
        logs,
        identity(f"{both[0]} == {both[1]}", {logs["claim"]: "1/order"}),
        congruence("exp", *both),
    ]
