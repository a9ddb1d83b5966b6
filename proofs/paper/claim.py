"""A claim of the paper as data: what is printed, and what kind of statement it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from derive.model.domain import Domain
from proofs.verdict import Witness


class Kind(StrEnum):
    """How a claim is judged; see :mod:`proofs.judge.judge`."""

    EQUATION = "equation"
    """Each printed part equals the derived one."""
    CASES = "cases"
    """One printed formula for several cases; it may hold in some of them only."""
    PROPORTION = "proportion"
    """Equal up to a constant factor; only a rational one is found."""
    BOUND = "bound"
    """The printed formula is a lower bound of another result, proved by a theorem."""
    SIGN = "sign"
    """A quantity has a sign, proved by a theorem."""
    GROWTH = "growth"
    """A result grows strictly in one variable, proved by a theorem."""
    LIMIT = "limit"
    """The printed value is the derived limit where a variable tends to the lower end of its range,
    on all of the domain of the result, and a theorem proves the convergence."""
    DEFINITION = "definition"
    """An input: nothing to compare, but every part of it is used or checked elsewhere."""
    IMPORTED = "imported"
    """Taken from a cited work; what it silently assumes is derived and stated."""


@dataclass(frozen=True)
class Claim:
    """One numbered equation or statement of the running text.

    `latex` is the text as printed. `printed` is the same in the language of
    :mod:`proofs.paper.formula`: one formula, or one for each part. `domain` is given where the
    printed domain is not that of the derived result, and `where` are hypotheses (>= 0) in addition.
    The other fields belong to single kinds:

    - `of`, the result that is bounded, grows or has a limit, and `variable`, what it does so in;
    - `relative_to`, what a result is divided by before a limit is taken;
    - `theorem`, the file of :mod:`proofs.theorems` that proves it;
    - `strict`, whether a sign is strict;
    - `holds_where`, hypotheses (>= 0) or `holds_at`, values, for a formula that needs them;
    - `repair`, the result of a changed model that gives what is printed;
    - `solve_for`, the quantity that an imported formula fixes silently;
    - `contrast`, a result that differs from this one, as evidence.

    `remarks` are sentences, with formulas between backticks.
    """

    number: str
    latex: str
    printed: str | Mapping[str, str] = ""
    kind: Kind = Kind.EQUATION
    domain: Domain | None = None
    where: tuple[str, ...] = ()
    of: str = ""
    variable: str = ""
    relative_to: str = ""
    theorem: str = ""
    strict: bool = False
    holds_where: tuple[str, ...] = ()
    holds_at: Mapping[str, str] | None = None
    repair: str = ""
    solve_for: str = ""
    contrast: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def parts(self) -> Mapping[str, str]:
        """The printed formulas by part; a claim of one part has the single name ``""``."""
        if isinstance(self.printed, str):
            return {"": self.printed} if self.printed else {}
        return self.printed

    def sides(self, witness: Witness) -> tuple[str, str]:
        """What the values `given` and `derived` of a witness are: of growth, those at two points.

        >>> fall = Claim("1", "", kind=Kind.GROWTH, variable="t")
        >>> fall.sides(Witness({"t1": "0", "t2": "1"}, "2", "3", "-1"))
        ('at t2', 'at t1')
        """
        points = f"{self.variable}2", f"{self.variable}1"
        if self.kind is Kind.GROWTH and all(point in witness.point for point in points):
            return f"at {points[0]}", f"at {points[1]}"
        return "printed", "derived"
