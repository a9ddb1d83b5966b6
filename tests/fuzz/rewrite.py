"""What a rewrite is: a name, a reason, and a function from a tree at one place to an equal tree.

A rewrite returns None where its reason does not apply. It draws what it needs (a factor, a name
for a sum) from the site, so the same seed gives the same text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .signs import Signs
from .trees import Node, Place, names_in, parse, write

BOUND_NAMES = (
    *("k", "j", "l", "i", "r", "nu", "kk", "step", "count"),
    *("x", "s", "u", "y", "z", "v", "w", "tau", "phase", "angle", "theta", "phi", "e", "a", "b"),
    *("c", "d", "q", "x1", "s_", "k0", "Lambda", "delta", "h", "eta"),
)
"""Names that users give to what they sum or integrate over, ours among them if they are free."""


@dataclass(frozen=True)
class Site:
    """A tree in a formula, what is known there, and where chance comes from."""

    place: Place
    signs: Signs
    rng: Random

    @property
    def node(self) -> Node:
        """The tree at this place."""
        return self.place.node

    def fresh(self, *used: Node) -> str:
        """A name for a sum or an integral over these trees."""
        taken = {b.name for b in self.place.bound} | {"I", "pi"}
        for node in (self.node, *used):
            taken |= names_in(node)
        taken |= set(self.signs.scene.families) | set(self.signs.scene.functions)
        free = [name for name in BOUND_NAMES if name not in taken]
        plain = [name for name in free if "_" not in name]
        return self.rng.choice(plain if self.signs.scene.families else free)

    def free(self, names: tuple[str, ...]) -> list[str]:
        """Those of the names that no sum or integral around this place has taken."""
        bound = {b.name for b in self.place.bound}
        return [name for name in names if name not in bound]

    def has(self, *names: str) -> bool:
        """Whether the equation knows these names, and they mean here what they mean there."""
        return all(name in self.free(self.signs.scene.names) for name in names)

    def unit(self) -> Node:
        """Some quantity strictly between 0 and 1."""
        names = self.free(self.signs.scene.unit) or ["1/3", "1/2"]
        return self._vary(self.rng.choice(names), ("u", "u", "1-u", "u**2", "u/2"))

    def positive(self) -> Node:
        """Some quantity > 0."""
        scene = self.signs.scene
        names = self.free((*scene.positive, *scene.whole)) or ["2", "3"]
        return self._vary(
            self.rng.choice(names), ("u", "u", "1+u", "2*u", "u**2", "exp(u)", "u+1/3", "sqrt(u)")
        )

    def real(self) -> Node:
        """Some real quantity."""
        scene = self.signs.scene
        names = self.free((*scene.real, *scene.whole)) or ["2", "5"]
        return self._vary(
            self.rng.choice(names), ("u", "u", "-u", "u-1", "u**2", "2*u/3", "1-2*u", "exp(-u)")
        )

    def whole(self) -> Node:
        """Some whole number >= 1, by name where there is one."""
        names = self.free(self.signs.scene.whole)
        return parse(self.rng.choice(names or ["3", "4", "5"]))

    def _vary(self, name: str, shapes: tuple[str, ...]) -> Node:
        return write(self.rng.choice(shapes), u=name)


Apply = Callable[[Site], Node | None]


@dataclass(frozen=True)
class Rewrite:
    """A step from a formula to an equal one."""

    name: str
    reason: str
    apply: Apply
    weight: int = 4
    """How often it is tried against others; 1 where it applies to everything."""


REWRITES: dict[str, Rewrite] = {}


def rewrite(reason: str, weight: int = 4) -> Callable[[Apply], Apply]:
    """Register a function as a rewrite; its name, with blanks, is the kind that is counted."""

    def register(function: Apply) -> Apply:
        name = function.__name__.replace("_", " ").strip()
        REWRITES[name] = Rewrite(name, reason, function, weight)
        return function

    return register
