"""Steps that theorems share on an atom with coherence whose photons may be lost to Eve.

An excited atom loses no photon to her with the probability w, and shows none at all with u; x is
the modulus of the coherence. What Eve has not, in all or where there is no click, has the trace
1 - rho11 w + rho11 u and the determinant u rest, with u = w in all. H is its entropy; by its two
eigenvalues l1 > l2, the slope of H is made of log(l1/l2)/(l1 - l2).
"""

from dataclasses import dataclass

from proofs.theorems.spectra import diagonal, lengthened
from proofs.theorems.writing import Step, lemma, product, square, total

DEFINITIONS = {
    "alpha": "exp(-Gamma*t)",
    "rho00": "1 - rho11",
    "kept(y)": "y*(1 - alpha) + alpha",
    "rest(w, x)": "rho11*(1 - rho11*w) - x**2",
    "trace(w, u)": "1 - rho11*w + rho11*u",
    "gap(w, u, x)": "sqrt(4*u*x**2 + (1 - rho11*w - rho11*u)**2)",
    "H(w, u, x)": "eta(trace(w, u)/2 + gap(w, u, x)/2) + eta(trace(w, u)/2 - gap(w, u, x)/2)",
}


@dataclass(frozen=True)
class Withheld:
    """What Eve has not, where there is no click, or in all; w, u and x are texts."""

    w: str
    u: str
    x: str

    @property
    def is_all(self) -> bool:
        """Whether clicks are in it, too."""
        return self.w == self.u

    @property
    def trace(self) -> str:
        """The sum of its eigenvalues."""
        return "1" if self.is_all else f"trace({self.w}, {self.u})"

    @property
    def positive(self) -> str:
        """The label that says that the trace is."""
        return "1" if self.is_all else f"{self.trace} > 0"

    @property
    def gap(self) -> str:
        """Their difference."""
        return f"gap({self.w}, {self.u}, {self.x})"

    @property
    def rest(self) -> str:
        """Its determinant, over u."""
        return f"rest({self.w}, {self.x})"

    @property
    def entropy(self) -> str:
        """H of it."""
        return f"H({self.w}, {self.u}, {self.x})"

    def logarithms(self, s: str) -> str:
        """log(l1/l2)/(l1 - l2) at s = 1, with s (l1 - l2) in the logarithm."""
        one, two = (f"log({self.trace}/2 {sign} {self.gap}*{s}/2)" for sign in "+-")
        return f"({one} - {two})/{self.gap}"

    def below(self) -> str:
        """What the slope of the logarithms in s is over."""
        return f"({self.trace}**2 - {self.gap}**2*s**2)"

    def eigenvalues(self, sign: str) -> list[Step]:
        """They are >= 0, or > 0 and different; u > 0 and the sign of `rest` are known."""
        trace, gap = self.trace, self.gap
        size = [
            product(f"rho11*{self.u} > 0", "rho11 > 0", f"{self.u} > 0"),
            total(f"{trace} > 0", f"1 - rho11*{self.w} >= 0", f"rho11*{self.u} > 0"),
        ]
        return [
            *([] if self.is_all else size),
            *self.radicand(sign),
            lemma(f"{gap} {sign} 0", "sqrt" if sign == ">=" else "sqrt-positive", u=self.root),
            total(f"{trace} + {gap} > 0", self.positive, f"{gap} {sign} 0"),
            product(f"{trace}/2 + {gap}/2 > 0", "1/2", f"{trace} + {gap} > 0"),
            self.smaller(sign),
        ]

    def apart(self) -> list[Step]:
        """The same with ``>``, where it is known with ``>=``."""
        return [*self.radicand(">"), self.smaller(">")]

    @property
    def root(self) -> str:
        """What is under the root."""
        coherence = "" if self.x == "0" else f"4*{self.u}*{self.x}**2 + "
        return f"{coherence}(1 - rho11*{self.w} - rho11*{self.u})**2"

    def radicand(self, sign: str) -> list[Step]:
        """Its sign."""
        u, x, diagonal = self.u, self.x, f"1 - rho11*{self.w} - rho11*{self.u}"
        coherence = f"4*{u}*{x}**2 {sign} 0"
        squared = [f"{x}**2 >= 0"] if sign == ">=" else [f"{x} > 0"] * 2
        with_coherence = [
            *([square(f"{x}**2 >= 0", x)] if sign == ">=" else []),
            product(coherence, "4", f"{u} > 0", *squared),
            total(f"{self.root} {sign} 0", coherence, f"({diagonal})**2 >= 0"),
        ]
        return [
            square(f"({diagonal})**2 >= 0", diagonal),
            *([] if x == "0" else with_coherence),
        ]

    def smaller(self, sign: str) -> Step:
        """The sign of the smaller eigenvalue, which is the determinant over the larger."""
        trace, gap = self.trace, self.gap
        return product(
            f"{trace}/2 - {gap}/2 {sign} 0",
            *("2", f"{self.u} > 0", f"{self.rest} {sign} 0"),
            over=[f"{trace} + {gap} > 0"],
        )

    def half(self) -> Step:
        """Half of the trace is positive, whose logarithm is one at s = 0."""
        return product(f"{self.trace}/2 > 0", "1/2", self.positive)

    def segment(self) -> list[Step]:
        """The logarithms exist for 0 <= s <= 1."""
        return lengthened(self.trace, self.gap)

    def below_positive(self) -> Step:
        """There what their slope is over is positive."""
        ends = [f"{self.trace}/2 {sign} {self.gap}*s/2 > 0" for sign in "+-"]
        return product(f"{self.below()} > 0", "4", *ends)

    def without_coherence(self) -> Step:
        """For x = 0 the eigenvalues are the diagonal."""
        half, gap = f"{self.trace}/2", f"{self.gap}/2"
        return diagonal(half, gap, f"(1 - rho11*{self.w})", f"rho11*{self.u}")


def populated(w: str) -> list[Step]:
    """What is made of 0 < w <= 1."""
    return [
        product(f"rho11*(1 - {w}) >= 0", "rho11 > 0", f"1 - {w} >= 0"),
        product(f"rho11**2*(1 - {w}) >= 0", "rho11 > 0", "rho11 > 0", f"1 - {w} >= 0"),
        total(f"1 - rho11*{w} >= 0", "rho11 <= 1", f"rho11*(1 - {w}) >= 0"),
    ]
