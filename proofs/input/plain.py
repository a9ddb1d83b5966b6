r"""A formula as it is typed by hand: products without a sign, ``^``, ``e^{-x}``, ``|x|``, roots.

Signs are only added or exchanged for those of the language, in their order, so that a text of the
language comes out as it went in. Two rules are single, and the answer shows what came of them: a
name before a bracket is a factor, unless nothing but one name or number stands in the bracket; an
exponent that is raised, in brackets, or a whole number with a blank behind it, ends there, but for
one of e. Where people differ, both readings are said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NoReturn

from derive.errors import TypedError
from proofs.input.cursor import END, Cursor, Pieces
from proofs.input.signs import RAISED, Sign, signs
from proofs.input.words import CALLS, Words

CLOSING = {"(": ")", "[": "]", "{": "}"}
POWERS = ("^", "**")
BETWEEN = {*CLOSING, *POWERS, "+", "-", "*", "/", ",", "|"}
"""Signs with which no factor ends."""


def plain(typed: str, names: Mapping[str, Any]) -> Pieces:
    """The formula in the language of ``sponte check``, with the places in the typed text.

    :raises TypedError: for what is no formula, or may be two.

    >>> from sympy.abc import x, y
    >>> "".join(text for text, _ in plain("2x e^{-y²}", {"x": x, "y": y}))
    '2*x*exp(-y**2)'
    >>> plain("x/2 y", {"x": x, "y": y})
    Traceback (most recent call last):
    ...
    derive.errors.TypedError: 'x/2 y' is (x/2)*y or x/(2*y): write the one that is meant
      x/2 y
          ^
    """
    words = Words(typed, names)
    reader = _Grammar(typed, words.signs(signs(typed)), words=words)
    try:
        reader.sum()
    except RecursionError:
        raise TypedError(typed, 0, "the formula is nested too deeply") from None
    if reader.here is not END:
        reader.refuse(f"{reader.here.text!r} is not expected here")
    return reader.out


@dataclass(frozen=True)
class Factor:
    """A factor as it was typed: what it is, and the place of an exponent that has no brackets."""

    kind: str
    start: int
    end: int
    exponent: int | None = None


@dataclass
class _Grammar(Cursor):
    """The grammar; `bars` says for each bracket around if a bar is open in it."""

    words: Words = field(kw_only=True)
    bars: list[bool] = field(default_factory=lambda: [False])

    # Sums and products.

    def sum(self) -> None:
        self.product()
        while self.here.text in ("+", "-"):
            self.take()
            self.product()

    def product(self) -> None:
        """Factors with * and / between them, or nothing where that has one reading."""
        start, left = self.here.place, self.factor()
        slash: int | None = None
        while self.here.text in ("*", "/") or self.begins():
            if self.here.text in ("*", "/"):
                self.check_operator(left)
                slash = self.here.place if self.here.text == "/" else None
                self.take()
                left = self.factor()
            else:
                left = self.beside(start, slash, left)

    def begins(self) -> bool:
        """Whether a factor begins here; a bar closes the one that is open."""
        here = self.here
        bar = here.text == "|" and not self.bars[-1]
        return bar or here.text in ("√", "Σ", *CLOSING) or hasattr(self, f"read_{here.kind}")

    def beside(self, start: int, slash: int | None, left: Factor) -> Factor:
        """One factor beside another, if they can be nothing but a product."""
        sign, single = self.here, self.is_single()
        if "\n" in sign.gap:
            self.refuse("a line ends between two factors: write the *")
        if sign.kind == "number":
            self.refuse(f"a number stands in front of a product: write the * before {sign.text}")
        self.put("*")
        self.found[self.at] = replace(sign, gap="")
        right = self.factor()
        a, b = self.shown(left), self.shown(right)
        if slash is not None:
            above = self.typed[start:slash].strip()
            self.two(start, sign.place, f"({above}/{a})*{b}", f"{above}/({a}*{b})")
        self.check_exponent(left, b, sign)
        self.check_bracket(left, b, sign, single)
        return right

    def check_operator(self, left: Factor) -> None:
        """What stands behind e^-x may belong to the exponent even with a sign between them."""
        if left.kind != "^" or left.exponent is None:
            return
        exponent = self.typed[left.exponent : left.end].lstrip("^ ")
        base = self.typed[left.start : left.exponent].strip()
        if base == "e" or self.goes_on(exponent):
            sign, place = self.here, self.here.place
            b = self.ahead(1).text
            self.at += 2
            first = f"({base}^{exponent}){sign.text}{b}"
            self.two(left.start, place, first, f"{base}^({exponent}{sign.text}{b})")

    def goes_on(self, exponent: str) -> bool:
        """Whether an exponent may go on behind the sign: -x, or 1 before a / and a number."""
        signed = not exponent[0].isalnum()
        whole = exponent.lstrip("+-−").isdigit()
        halved = self.here.text == "/" and self.ahead(1).kind == "number"
        return (signed and not whole) or (halved and (signed or exponent == "1"))

    def check_exponent(self, left: Factor, b: str, sign: Sign) -> None:
        """What stands behind an exponent without brackets may belong to it."""
        if left.exponent is None:
            return
        exponent = self.typed[left.exponent : left.end].lstrip("^* ")
        base = self.typed[left.start : left.exponent].strip()
        if base == "e" or not (exponent.lstrip("+-−").isdigit() and sign.gap):
            self.two(left.start, sign.place, f"({base}^{exponent})*{b}", f"{base}^({exponent}*{b})")

    def check_bracket(self, left: Factor, b: str, sign: Sign, single: bool) -> None:
        """What stands behind a root may be under it; a bracket may be that of a function."""
        a, place = self.shown(left), sign.place
        inner = a.removeprefix("√").strip()
        if left.kind == "root":
            self.two(left.start, place, f"√({inner})*{b}", f"√({inner}*{b})")
        if sign.text in CLOSING and left.kind == "call":
            name = inner.partition("(")[0].strip()
            self.two(left.start, place, f"{a}*{b}", f"{name}({inner[len(name) :].strip()}*{b})")
        single = single or sign.text == "[" or inner in CALLS
        if sign.text in CLOSING and left.kind == "name" and single:
            self.two(left.start, place, f"the product {a}*{b}", f"{a} at {b[1:-1].strip()}")

    def is_single(self) -> bool:
        """Whether a bracket begins here that has one name or number in it."""
        first, inner, last = map(self.ahead, range(3))
        return inner.kind in ("name", "number", "word") and CLOSING.get(first.text) == last.text

    def shown(self, factor: Factor) -> str:
        return self.typed[factor.start : factor.end]

    # Factors and their powers.

    def factor(self) -> Factor:
        self.plus_minus()
        start = self.here.place
        if self.here.kind == "base" and self.is_power(self.ahead(1)):
            self.take("exp")
            return self.power(start, called=True)
        kind = self.atom()
        if not self.is_power(self.here):
            return Factor(kind, start, self.end)
        if kind == "root":
            self.two_roots(start)
        return self.power(start, called=False)

    def plus_minus(self) -> None:
        while self.here.text in ("+", "-"):
            self.take()

    @staticmethod
    def is_power(sign: Sign) -> bool:
        return sign.kind == "raised" or sign.text in POWERS

    def two_roots(self, start: int) -> NoReturn:
        """A root has no end of its own before an exponent."""
        inner, place = self.typed[start : self.end].removeprefix("√").strip(), self.here.place
        self.at += 1 if self.here.kind == "raised" else 2
        power = self.typed[place : self.end]
        self.two(start, place, f"√({inner}){power}", f"√({inner}{power})")

    def power(self, start: int, called: bool) -> Factor:
        """The exponent of what began at `start`, or of e, whose function it is the argument of."""
        sign = self.here
        read = self.raised if sign.kind == "raised" else self.tower
        exponent = (self.hat if sign.text == "^" else read)(called)
        if self.is_power(self.here):
            self.refuse("a power of a power: write (a^b)^c or a^(b^c)")
        return Factor(sign.text, start, self.end, exponent)

    def raised(self, called: bool) -> int | None:
        """An exponent in raised signs."""
        text = "".join(RAISED[c] for c in self.here.text)
        if not text.lstrip("+-").isdigit() and text.lstrip("+-") != "n":
            self.refuse("this exponent is not read: write ^(...)")
        text = text if text.isalnum() and not called else f"({text})"
        self.take(text if called else f"**{text}")
        return None

    def tower(self, called: bool) -> int | None:
        """An exponent behind ``**``, with a power of its own as in Python."""
        place = self.here.place
        self.take("(" if called else "**")
        inner = self.factor()
        if inner.kind == "^" or inner.kind[:1] >= "⁰":
            self.refuse("a power of a power: write (a^b)^c or a^(b^c)", inner.start)
        self.put(")" if called else "")
        return None if inner.kind == "bracket" else place

    def hat(self, called: bool) -> int | None:
        """An exponent behind ``^``: a bracket, or one atom with its sign."""
        place = self.here.place
        bare = self.ahead(1).text not in ("(", "{")
        self.take(("(" if bare else "") if called else "**")
        self.plus_minus()
        self.atom()
        self.put(")" if bare and called else "")
        return place if bare else None

    # Atoms, each of which returns its kind.

    def atom(self) -> str:
        marks = {"(": self.bracket, "{": self.bracket, "[": self.square, "|": self.modulus}
        marks |= {"√": self.root, "Σ": self.total}
        read = marks.get(self.here.text) or getattr(self, f"read_{self.here.kind}", None)
        if read is None:
            self.refuse("a factor is missing here")
        return read()

    def read_number(self) -> str:
        number = self.here
        self.take()
        if "e" in number.text.lower() and self.begins():
            self.refuse(f"{number.text} is one number here: write the * after it", number.place)
        return "number"

    def read_name(self) -> str:
        is_family = self.words.is_family(self.here.text)
        self.take()
        if is_family and self.here.text == "[":
            self.inside("[", "]")
        return "name"

    def read_word(self) -> str:
        """An unknown word; only a sum around it can know what it is."""
        if self.ahead(1).text == "(":
            raise self.words.no_call(self.here)
        self.take()
        return "name"

    def read_base(self) -> str:
        self.refuse("e alone is not read: write e^(...) or exp(...)")

    def read_call(self) -> str:
        name = self.here.text
        if self.ahead(1).text not in CLOSING:
            squared = f", and {name}(...)^2 for its square" if self.is_power(self.ahead(1)) else ""
            self.refuse(f"{name} is a function: write {name}(...){squared}", self.here.end)
        self.take()
        self.bracket()
        return "call"

    def bracket(self) -> str:
        """A bracket of any form around a formula, or several."""
        self.inside("(", ")")
        return "bracket"

    def inside(self, first: str, last: str) -> None:
        """What stands in a bracket, which is written as `first` and `last`."""
        closing = CLOSING[self.here.text]
        self.take(first)
        self.bars.append(False)
        self.sum()
        while self.here.text == ",":
            self.take()
            self.sum()
        self.bars.pop()
        self.need(closing)
        self.take(last)

    def square(self) -> str:
        """A matrix, which is a list of lists, or a bracket."""
        if self.ahead(1).text != "[":
            return self.bracket()
        self.take()
        self.row()
        while self.here.text == ",":
            self.take()
            self.row()
        self.need("]")
        self.take()
        return "matrix"

    def row(self) -> None:
        self.need("[")
        self.inside("[", "]")

    def modulus(self) -> str:
        start = self.here.place
        self.take("abs(")
        self.bars.append(True)
        self.sum()
        self.bars.pop()
        self.need("|")
        spaced = bool(self.here.gap)
        self.take(")")
        close = self.here.text != "|" and self.begins() and (spaced or not self.here.gap)
        if close and self.bar_may_close():
            self.refuse("these bars have two readings: write abs(...)", start)
        return "modulus"

    def bar_may_close(self) -> bool:
        """Whether a bar that opens further on in this bracket stands where one could close."""
        depth, opened = 0, False
        for before, sign in pairwise(self.found[self.at - 1 :]):
            depth += (sign.text in CLOSING) - (sign.text in CLOSING.values())
            if depth < 0:
                return False
            if sign.text == "|" and depth == 0:
                if not opened and before.text not in BETWEEN:
                    return True
                opened = not opened
        return False

    def root(self) -> str:
        self.take("sqrt")
        if self.here.text in CLOSING:
            return self.bracket()
        self.put("(")
        self.atom()
        self.put(")")
        return "root"

    def total(self) -> str:
        """Σ_{k=1}^{n} with one product behind it, or Σ(...) as Sum(...)."""
        if self.ahead(1).text in CLOSING:
            self.take("Sum")
            return self.bracket()
        self.take("Sum(")
        ends = self.limits()
        self.product()
        self.out += [*ends, ("))", self.end)]
        return "sum"

    def limits(self) -> Pieces:
        """The index and the limits of a sum, which are written behind its term."""
        outer, self.out = self.out, []
        self.skip("_")
        self.skip("{")
        self.put(f", ({self.here.text}, ")
        if self.here.kind not in ("name", "word"):
            self.refuse("the index of a sum is a name")
        self.at += 1
        self.skip("=")
        self.sum()
        self.skip("}")
        self.skip("^")
        self.put(", ")
        if self.here.text == "{":
            self.skip("{")
            self.sum()
            self.skip("}")
        else:
            self.atom()
            if self.here.kind in ("name", "word", "call", "base") and not self.here.gap:
                self.refuse("nothing says where the upper limit ends: write ^{...}")
        found, self.out = self.out, outer
        return found
