"""A proof under construction: steps found so far, run by the kernel's own checker as they come.

Nothing here is trusted; a step that says something wrong is refused at once.
"""

import dataclasses
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Self, TypeVar

from proofs.equality.search import elements
from proofs.equality.steps import Step, step
from proofs.kernel.checker import Checker
from proofs.kernel.element import Element, Refused
from proofs.kernel.field import Field, Whole
from proofs.kernel.scope import Limits, Scope
from proofs.kernel.sums import LIMITS, limits_of

Found = TypeVar("Found")


class GaveUpError(Exception):
    """No proof was found; that says nothing about the statement.

    `divisor` is what could not be shown to differ from zero, if that is what was missing.
    """

    def __init__(self, reason: str, divisor: str = "") -> None:
        super().__init__(reason)
        self.divisor = divisor


class OutOfTimeError(Exception):
    """The search has taken all the time that it may take."""


@dataclass(frozen=True)
class Tools:
    """What a search works with, see :mod:`proofs.equality.tools`: each is given the search first.

    `tactics` find signs, `laws` rewrite; `nonzero` shows a divisor, `logarithm` the argument of a
    logarithm, `entropy` a matrix to be what the kernel wants; `induction` is tried on what is left;
    `part` may show what a part of a formula is.
    """

    tactics: Sequence[Callable[..., str | None]]
    laws: Sequence[Callable[..., Any]]
    nonzero: Callable[..., None]
    logarithm: Callable[..., None]
    entropy: Callable[..., None]
    induction: Callable[..., str]
    part: Callable[..., None]


@dataclass
class Proof:
    """Steps in one scope of one checker."""

    checker: Checker
    scope: Scope
    tools: Tools
    steps: list[Step] = dataclasses.field(default_factory=list)

    @property
    def field(self) -> Field:
        """The field of the checker."""
        return self.checker.field

    @property
    def writer(self) -> elements.Writer:
        """Writes formulas that can be read here."""
        return elements.Writer(self.field, self.scope.names)

    def go_on(self) -> None:
        """Stop the search when its time is up."""
        if time.thread_time() > self.field.end:
            raise OutOfTimeError

    def in_share(self, share: float, tactic: Callable[..., Found], *arguments: object) -> Found:
        """What a tactic finds in a share of the time that is left.

        :raises GaveUpError: if that time is up.
        """
        end, now = self.field.end, time.thread_time()
        if end == inf:
            return tactic(*arguments)
        self.field.end = now + share * (end - now)
        try:
            return tactic(*arguments)
        except OutOfTimeError:
            raise GaveUpError("not found in its share of the time") from None
        finally:
            self.field.end = end

    def text(self, value: Element) -> str:
        """The element as a formula of the kernel."""
        return self.writer.text(value)

    def number(self, value: int) -> Element:
        """A whole number as an element."""
        return self.field.number(value)

    def value(self, text: str) -> Element:
        """The element of a formula that is defined here."""
        return self.checker.value(text, self.scope)

    def add(self, claim: str, rule: str, **data: Any) -> str:
        """Take a step, unless its claim is a fact; the label is the claim."""
        return self.take(step(claim, rule, **data))

    def take(self, step: Step) -> str:
        """Take a step that has been written down."""
        if step["label"] not in self.scope.facts:
            try:
                self.checker.step(step, self.scope)
            except Refused as refusal:
                raise GaveUpError(f"{step['label'][:200]}: {refusal}") from refusal
            self.steps.append(step)
        return step["label"]

    def lemma(self, claim: str, name: str, **instance: str) -> str:
        """An instance of a lemma."""
        return self.add(claim, "lemma", name=name, **{"with": instance})

    def identity(self, claim: str, using: dict[str, str] | None = None) -> str:
        """An equality from others with cofactors."""
        return self.add(claim, "identity", using=using or {})

    def product(self, claim: str, of: list[str], over: list[str] | None = None) -> str:
        """A product of facts."""
        return self.add(claim, "product", of=of, over=over or [])

    def total(self, claim: str, *of: str) -> str:
        """A sum of facts."""
        return self.add(claim, "sum", of=list(of))

    # Bound variables.

    def limits(self, whole: Whole) -> Limits:
        """The limits of a Sum or Integral of the field, with the name that its variable gets."""
        name = self.writer.name(whole.variable)
        return Limits(whole.kind, name, whole.lower, whole.upper)

    def within(self, scope: Scope) -> Self:
        """A proof in another scope, with the same tools."""
        return type(self)(self.checker, scope, self.tools)

    def under(self, limits: Limits) -> Self:
        """A proof about the term of a Sum or Integral."""
        try:
            return self.within(self.checker.inside(limits, self.scope))
        except Refused as refusal:
            raise GaveUpError(str(refusal)) from refusal

    def close(self, inner: Self, limits: Limits) -> None:
        """Make known what the inner proof found of a bound variable between these limits."""
        trusting = dataclasses.replace(self.scope, trusting=True)
        steps = self.new(inner.steps, self.checker.inside(limits, trusting))
        if steps:
            self.take(block(self.named(limits), steps))

    def new(self, steps: Sequence[Step], scope: Scope) -> list[Step]:
        """The steps that say more than is known, and of each block those within it."""
        return [more for each in steps for more in self._more(each, scope)]

    def _more(self, each: Step, scope: Scope) -> list[Step]:
        if each["label"] in scope.facts:
            return []
        if each["rule"] != "range":
            return [each]
        inside = self.checker.inside(limits_of(self.checker, each, scope), scope)
        steps = self.new(each["steps"], inside)
        return [block({key: each[key] for key in LIMITS}, steps)] if steps else []

    def named(self, limits: Limits) -> dict[str, str]:
        """Limits as a step names them."""
        ends = {"lower": self.text(limits.lower), "upper": self.text(limits.upper)}
        return {"kind": limits.kind, "variable": limits.name, **ends}

    def term(self, whole: Whole) -> Element:
        """What is summed, in the variable that stands for it in texts."""
        name = self.field.generator("symbol", self.writer.name(whole.variable))
        return self.field.put(whole.term, whole.variable, name)


def block(limits: Mapping[str, str], steps: list[Step]) -> Step:
    """Steps about a bound variable as one step; blocks that say different things differ in name."""
    found = step("0 == 0", "range", **limits, steps=steps)
    name = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]
    return {**found, "label": f"range {name}"}
