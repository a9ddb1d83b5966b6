"""Finds the steps of an equality by itself: nothing here is trusted, the kernel checks every step.

The difference of both sides is rewritten, generator by generator, into a form in which equal things
are the same: exponentials of independent exponents, roots and logarithms of irreducible factors,
sums of independent terms. One `identity` then says that nothing is left. Each law is a function in
:mod:`~proofs.equality.laws.functions`, :mod:`~proofs.equality.laws.roots`,
:mod:`~proofs.equality.laws.exponentials`, :mod:`~proofs.equality.laws.logarithms`,
:mod:`~proofs.equality.laws.series` or :mod:`~proofs.equality.integrals.areas`.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.signs import SignSearch, attempt
from proofs.equality.search.squares import perfect_root
from proofs.kernel.checker import case_label
from proofs.kernel.element import Element
from proofs.kernel.field import Power, Whole
from proofs.kernel.reader import WHOLES, Env, parse
from proofs.kernel.scope import Limits, Scope

MAX_REWRITINGS = 400
"""Rewritings of one element after which the search gives up."""

ARGUED = ("sqrt", "eta", "log", "log2")
"""Functions that are not defined everywhere."""
WANTED, STRONGER = 1 / 2, 1 / 8
"""Of the time that is left, for a sign that is wanted, and for one that says more than is."""
LONGEST = 150
"""Terms of a cofactor beyond which it is written in pieces: a text of the kernel is not long."""


@dataclass(frozen=True)
class Rewriting:
    """A known equality that takes an element to `after`: before - after is `cofactor` times it."""

    label: str
    cofactor: Element
    after: Element


Law = Callable[["Search", int, Element], Rewriting | None]


@dataclass
class Search(SignSearch):
    """Rewriting until nothing is left, in one scope of one checker."""

    normals: dict[tuple[Element, bool], tuple[int, dict[str, Element], Element]] = field(
        default_factory=dict
    )
    busy: set[Element] = field(default_factory=set)
    readable: set[str] = field(default_factory=set)
    zeros: dict[str, None] = field(default_factory=dict)
    """Labels of equalities that say of parts of formulas that they are zero, less a number."""
    images: dict[int, str] = field(default_factory=dict)
    """Labels of equalities by which functions of parts that are zero are functions without them."""
    reading: bool = False
    """Whether a formula is being read part by part, see :meth:`read`."""
    inside: int = 0
    """How many arguments of functions the rewriting is inside of."""

    def equal(self, claim: str, splits: int = 0) -> str:
        """The label of the claim ``left == right``; moduli may split it into up to so many cases.

        :raises GaveUpError: if no proof is found.
        """
        difference = self.checker.claim(claim, self.scope).value
        scale = self.field.number(1) / Element(difference.den, self.field.one)
        using, rest = self.normal(Element(difference.num, self.field.one))
        using = {label: cofactor * scale for label, cofactor in using.items()}
        rest *= scale
        if self.field.is_zero(rest):
            return self.identity(claim, self.cofactors(using))
        label = attempt(self.tools.induction, self, claim, rest, using)
        if label is not None:
            return label
        turning = self._turning(rest) if splits else None
        if turning is None:
            raise GaveUpError(f"left over: {self.text(rest)[:300]}")
        return self._in_cases(claim, turning, splits - 1)

    def _turning(self, value: Element) -> Element | None:
        """What stands in a modulus of unknown sign, or the length of a range of unknown order."""
        for place in value.places():
            kind, argument = self.field.generators[place]
            if kind == "sqrt" and isinstance(argument, Element):
                found = perfect_root(self, argument)
                if found is not None:
                    return found
            if isinstance(argument, Power):
                found = self._turning(argument.base)
                if found is not None:
                    return found
            is_whole = kind == "Integral" and isinstance(argument, Whole)
            gap = self._unordered(argument) if is_whole else None  # type: ignore[arg-type]
            if gap is not None:
                return gap
        return None

    def _unordered(self, whole: Whole) -> Element | None:
        """The length of the range of an integral, if nothing says which end is smaller."""
        ordered = self.checker.is_ordered(self.limits(whole), self.scope)
        return None if ordered else whole.upper - whole.lower

    def _in_cases(self, claim: str, turning: Element, splits: int) -> str:
        """The claim from both signs of an element."""
        blocks = []
        for sign in (turning, -turning):
            scope = self.scope.copy()
            scope.facts[case_label(self.scope)] = self.checker.fact(sign, ">=")
            inner = self.within(scope)
            inner.equal(claim, splits)
            blocks.append(inner.steps)
        names = {"if >= 0": blocks[0], "if <= 0": blocks[1]}
        return self.add(claim, "cases", on=self.text(turning), **names)

    def normal(self, value: Element) -> tuple[dict[str, Element], Element]:
        """The element rewritten until no law applies, with the equalities that were used."""
        key = (value, self.inside > 0)
        known = self.normals.get(key)
        if known is not None and known[0] == self.generation:
            return dict(known[1]), known[2]
        using, after = self._parts_first(self.field.reduced(value))
        for _ in range(MAX_REWRITINGS):
            found = self.rewriting(after)
            if found is None:
                self.normals[key] = self.generation, dict(using), after
                return using, after
            using[found.label] = using.get(found.label, self.number(0)) + found.cofactor
            after = self.field.reduced(found.after)
        raise GaveUpError("rewriting does not end")

    def _parts_first(self, value: Element) -> tuple[dict[str, Element], Element]:
        """A quotient with what is above and what is below rewritten by themselves.

        a/b - c/d = (a - c)/b - (b - d) c/(b d), so that no step is carried through the quotient.
        """
        if value.den.is_constant():
            return {}, value
        one = self.field.one
        a, b = Element(value.num, one), Element(value.den, one)
        c, d = (attempt(self._rewritten, part) or part for part in (a, b))
        factors = ((a, c, self.number(1) / b), (b, d, -c / (b * d)))
        using = {
            f"{self.text(old)} == {self.text(new)}": factor
            for old, new, factor in factors
            if old != new
        }
        return using, self.field.reduced(c / d)

    def _rewritten(self, value: Element) -> Element:
        using, plain = self.normal(value)
        if plain != value:
            claim = f"{self.written(value)} == {self.written(plain)}"
            self.identity(claim, self.cofactors(using))
        return plain

    @property
    def generation(self) -> int:
        """What normal forms depend on: the exponentials and the zeros that there are."""
        exponentials = sum(1 for kind, _ in self.field.generators.values() if kind == "exp")
        return exponentials + len(self.zeros) + len(self.images)

    def within(self, scope: Scope) -> "Search":
        """A search in another scope, which knows of the same zeros."""
        inner = super().within(scope)
        inner.zeros, inner.images, inner.reading = self.zeros, self.images, self.reading
        return inner

    def cofactors(self, using: dict[str, Element]) -> dict[str, str]:
        """Cofactors as texts, once their denominators are known not to vanish."""
        found: dict[str, str] = {}
        for label, cofactor in using.items():
            first, *more = elements.pieces(self.field, cofactor, LONGEST)
            found |= {label: self.written(first)} if not first.num.is_zero() else {}
            found |= {self._multiple(label, piece): "1" for piece in more}
        return found

    def _multiple(self, label: str, cofactor: Element) -> str:
        """The label of an equality times a cofactor."""
        fact, text = self.text(self.scope.facts[label].value), self.written(cofactor)
        return self.identity(f"({text})*({fact}) == 0", {label: text})

    def written(self, value: Element) -> str:
        """An element as text, once all that the kernel wants to know to read it is known."""
        text = self.text(value)
        if text not in self.readable:
            self.define(text)
            self.readable.add(text)
        return text

    def rewriting(self, value: Element) -> Rewriting | None:
        """The first law that applies to a generator of the element, the latest first."""
        self.go_on()
        for law in self.tools.laws:
            for place in reversed(value.places()):
                found = attempt(law, self, place, value)
                if found is not None:
                    return found
        return None

    def replacing(self, value: Element, place: int, new: Element, label: str) -> Rewriting:
        """The rewriting of one generator, by a fact with the value generator - new."""
        old = self.field.gen(place)
        after = elements.replaced(self.field, value, place, new)
        return Rewriting(label, (value - after) / (old - new), after)

    def equality(self, old: Element, new: Element, label: str) -> str:
        """The label of old == new, from an equality that says so in this form or another."""
        fact = self.scope.facts[label].value
        if self.field.equal(fact, old - new):
            return label
        ratio = (old - new) / fact
        return self.identity(
            f"{self.written(old)} == {self.written(new)}", {label: self.written(ratio)}
        )

    def same(self, old: Element, new: Element) -> str:
        """The label of old == new, where rewriting the left side gives the right side's form.

        :raises GaveUpError: if it does not.
        """
        claim = f"{self.text(old)} == {self.text(new)}"
        if claim in self.scope.facts:
            return claim
        return self.identity(claim) if self.field.equal(old, new) else self.equal(claim)

    # Where a formula is defined.

    def read(self, claim: str) -> None:
        """Define ``left == right``, and show of its parts what they are, the inner ones first."""
        self._define_sides(claim, True)

    def define(self, claim: str) -> None:
        """Show all that the kernel wants to know of ``left == right`` to read it, inner first."""
        self._define_sides(claim, False)

    def _define_sides(self, claim: str, reading: bool) -> None:
        before, self.reading = self.reading, reading
        try:
            self._define_each(claim)
        finally:
            self.reading = before

    def _define_each(self, claim: str) -> None:
        tree = parse(claim)
        sides = [tree.left, *tree.comparators] if isinstance(tree, ast.Compare) else [tree]
        for side in sides:
            self.define_node(side, {})

    def define_node(self, node: ast.expr, env: Env) -> None:
        """The same for one node, with values for the parameters of a definition."""
        match node:
            case ast.Call(func=ast.Name(id=kind), args=[body, ast.Tuple(elts=limits)]):
                self._define_whole(kind, body, limits, env)
            case ast.Call(func=ast.Name(id="S"), args=[ast.List(elts=rows)]):
                self._define_entropy(rows, env)
            case ast.Call(func=ast.Name(id="power"), args=[left, right]):
                self.define_node(ast.BinOp(left, ast.Pow(), right), env)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                for argument in arguments:
                    self.define_node(argument, env)
                if name in ARGUED and len(arguments) == 1:
                    self._define_argument(name, arguments[0], env)
                else:
                    self._define_call(name, [self._read(argument, env) for argument in arguments])
                self._read_part(node, env)
            case ast.Name(id=name) if name in self.checker.definitions and name not in env:
                self._define_call(name, [])
            case ast.BinOp(left=left, op=op, right=right):
                self.define_node(left, env)
                self.define_node(right, env)
                if isinstance(op, ast.Div):
                    self._define_divisor(right, env)
                if isinstance(op, ast.Pow):
                    self._define_power(left, right, env)
                self._read_part(node, env)
            case ast.UnaryOp(operand=operand):
                self.define_node(operand, env)

    def _read_part(self, node: ast.expr, env: Env) -> None:
        value = attempt(self._read, node, env) if self.reading else None
        if value is not None:
            attempt(self.tools.part, self, value)

    def _read(self, node: ast.expr, env: Env) -> Element:
        return self.checker.evaluate(node, env, self.scope)

    def _define_whole(self, kind: str, body: ast.expr, ends: list[ast.expr], env: Env) -> None:
        if kind not in WHOLES or len(ends) != 3:
            raise GaveUpError(f"no function {kind}")
        for end in ends[1:]:
            self.define_node(end, env)
        lower, upper = (self._read(end, env) for end in ends[1:])
        limits = Limits(kind, ast.unparse(ends[0]), lower, upper)
        self.define_limits(limits)
        inner = self.under(limits)
        inner.define_node(body, env)
        self.close(inner, limits)

    def define_limits(self, limits: Limits) -> None:
        """Show the order of the limits that the kernel wants to know."""
        gap = limits.upper - limits.lower
        if limits.kind == "Sum":
            known = self.checker.holds(gap + self.number(1), ">=", self.scope)
            if not known and attempt(self.sign, gap, ">=") is None:
                self.nonnegative(gap + self.number(1))
        elif attempt(self.sign, gap, ">=") is None:
            attempt(self.sign, -gap, ">=")

    def _define_entropy(self, rows: list[ast.expr], env: Env) -> None:
        cells = [row.elts if isinstance(row, ast.List) else [] for row in rows]
        for row in cells:
            for cell in row:
                self.define_node(cell, env)
        self.tools.entropy(self, [[self._read(cell, env) for cell in row] for row in cells])

    def _define_argument(self, name: str, node: ast.expr, env: Env) -> None:
        """Show an argument > 0, or for `sqrt` and `eta` >= 0, as it is written or by any means."""
        value, logarithm = self._real(self._read(node, env)), name in ("log", "log2")
        share = WANTED if logarithm else STRONGER
        if attempt(self.in_share, share, self.sign, value, ">") is not None:
            return
        label = attempt(self._in_parts, node, env)
        if label is None or (logarithm and not self.is_strict(label)):
            (self.tools.logarithm if logarithm else type(self).nonnegative)(self, value)

    def _as_written(self, node: ast.expr, env: Env) -> str:
        """The label of a formula > 0 or >= 0, in parts or as a whole."""
        label = attempt(self._in_parts, node, env)
        if label is not None:
            return label
        value = self._real(self._read(node, env))
        return attempt(self.in_share, STRONGER, self.sign, value, ">") or self.nonnegative(value)

    def _in_parts(self, node: ast.expr, env: Env) -> str:
        """The same for a sum or product of what is not negative, and for a square."""
        value = self._read(node, env)
        match node:
            case ast.BinOp(left=left, op=ast.Add() | ast.Mult() as op, right=right):
                of = [self._as_written(part, env) for part in (left, right)]
                some = any if isinstance(op, ast.Add) else all
                claim = self.claim(value, ">" if some(map(self.is_strict, of)) else ">=")
                join = (
                    self.total if isinstance(op, ast.Add) else lambda c, *x: self.product(c, [*x])
                )
                return join(claim, *of)
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=2)):
                square = self.claim(value, ">=")
                return self.add(square, "square", of=self.text(self._read(base, env)))
        raise GaveUpError("no sum, product or square")

    def _define_divisor(self, node: ast.expr, env: Env) -> None:
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                self._define_divisor(left, env)
                self._define_divisor(right, env)
            case ast.BinOp(left=base, op=ast.Pow()):
                self._define_divisor(base, env)
            case _:
                self.nonzero(self._read(node, env))

    def _define_power(self, base: ast.expr, exponent: ast.expr, env: Env) -> None:
        """Show u > 0, which makes u**n an exponential; else n >= 0, or that u is not zero."""
        u, n = self._read(base, env), self._read(exponent, env)
        if n.number() is None and not self.has_sign(u) and not self.has_sign(n, ">="):
            self.nonzero(u)

    def _define_call(self, name: str, values: list[Element]) -> None:
        if name in self.checker.definitions:
            parameters, body = self.checker.definitions[name]
            if len(parameters) != len(values):
                raise GaveUpError(f"{name} with {len(values)} arguments")
            self.define_node(body, dict(zip(parameters, values, strict=True)))
        elif name in self.checker.members:
            self.member(name, values[0])
        elif name == "abs":
            square = self.written(self.field.squared_modulus(values[0]))
            self.add(f"{square} >= 0", "square", of=self.text(values[0]))
        elif name in ("atan", "Phi"):
            self._real(values[0])

    def _real(self, value: Element) -> Element:
        """What is real, once a value that is not its own conjugate is known to equal it."""
        if not self.field.is_real(value):
            self._rewritten(value)
        return self.checker.real(value, self.scope)

    def member(self, name: str, place: Element) -> None:
        """Show a place to be one of a family."""
        lower, upper = (
            self.checker.value(end, self.checker.outermost) for end in self.checker.members[name]
        )
        self.nonnegative(place - lower)
        self.nonnegative(upper - place)

    def nonzero(self, value: Element) -> None:
        """Show what the kernel wants of a divisor: > 0, < 0, or |z|**2 > 0."""
        self.tools.nonzero(self, value)
