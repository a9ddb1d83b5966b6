"""Exact kets on named tensor factors, isometries, and the partial trace (used from Sec. II.A on).

A ket is a list of terms ``labels -> amplitude`` over factors such as ``("A", "R")``. A label is
a string (``"e"``, ``"0"``), or :class:`One`: one photon in the mode of a running index, where
the sum over the index is understood. An isometry maps basis labels of its source factors to kets:

>>> from sympy import Symbol, sqrt
>>> p, k, n = Symbol("p", nonnegative=True), Symbol("k"), Symbol("n")
>>> V = Isometry(("A",), {
...     ("0",): ket("A R", {("0", "0"): 1}),
...     ("1",): ket("A R", {("1", "0"): sqrt(1 - p), ("0", One(k, 1, n)): sqrt(p / n)}),
... })
>>> out = apply(V, ket("A R'", {("0", "0"): sqrt(p), ("1", "1"): sqrt(1 - p)}))
>>> out.factors, out.amplitude("0", One(k, 1, n), "1")
(('A', 'R', "R'"), sqrt(p)*sqrt(1 - p)*sqrt(1/n))
>>> project(out, "R", "0").terms
((('0', '0'), sqrt(p)), (('1', '1'), 1 - p))
>>> partial_trace(out, "R").matrix([("0",)])
Matrix([[p + (1 - p)**2]])
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, S, Sum, Symbol, conjugate, oo

from derive import symbols as sym


@dataclass(frozen=True)
class One:
    """One photon in mode `index`, which runs over lower..upper wherever the label occurs.

    Any basis state with a running number will do as well, such as eigenvector j of a state.
    """

    index: Symbol
    lower: Expr | int = 1
    upper: Expr | int = oo

    def __str__(self) -> str:
        return f"1_{self.index}"


Label = str | One
Labels = tuple[Label, ...]


@dataclass(frozen=True)
class Ket:
    """A vector on the tensor product of `factors`; the indices in one term are all different.

    :raises ValueError: for a term with one index twice: it would sum over a diagonal only.
    """

    factors: tuple[str, ...]
    terms: tuple[tuple[Labels, Expr], ...]

    def __post_init__(self) -> None:
        for labels, _ in self.terms:
            indices = [label.index for label in labels if isinstance(label, One)]
            if len(labels) != len(self.factors) or len(set(indices)) != len(indices):
                raise ValueError(f"labels {labels} on {self.factors}: one each, indices distinct")

    def amplitude(self, *labels: Label) -> Expr:
        """The amplitude of one basis vector, zero where the ket has no such term."""
        return Add(*(a for own, a in self.terms if own == labels))


@dataclass(frozen=True)
class Isometry:
    """A linear map given by its action on basis vectors of the `source` factors.

    The target factors (those of the images) take the first places of the result.
    """

    source: tuple[str, ...]
    images: Mapping[Labels, Ket]


@dataclass(frozen=True)
class Operator:
    """Matrix elements <row| X |column> on `factors`, each with its labels; absent ones are zero."""

    factors: tuple[str, ...]
    elements: tuple[tuple[Labels, Labels, Expr], ...]

    def element(self, row: Labels, column: Labels) -> Expr:
        """The matrix element <row| X |column>."""
        return Add(*(x for r, c, x in self.elements if (r, c) == (row, column)))

    def matrix(self, basis: Iterable[Labels]) -> ImmutableMatrix:
        """The matrix in a finite basis, in the given order."""
        basis = tuple(basis)
        return ImmutableMatrix([[self.element(r, c) for c in basis] for r in basis])

    def trace(self) -> Expr:
        """The sum of the diagonal elements, mode labels summed over their range."""
        return Add(*(_contract(row, column, x) for row, column, x in self.elements))


def ket(factors: str, terms: Mapping[Labels, Expr | int]) -> Ket:
    """A ket from space-separated factor names and its terms; zero amplitudes are dropped.

    :raises FormulaError: for an amplitude that is a text.
    """
    amplitudes = ((labels, sym.expression(a)) for labels, a in terms.items())
    return Ket(tuple(factors.split()), tuple((ls, a) for ls, a in amplitudes if a != 0))


def conj(amplitude: Expr) -> Expr:
    """Complex conjugate; rho01 becomes rho10, and every radicand here is a probability.

    SymPy cannot see by itself that the square root of 1 - exp(-Gamma t) is real.
    """
    hermitian = {conjugate(sym.rho01): sym.rho10, conjugate(sym.rho10): sym.rho01}
    return (
        conjugate(amplitude)
        .subs(hermitian)
        .replace(
            lambda e: isinstance(e, conjugate) and e.args[0].is_Pow and e.args[0].base.is_real,
            lambda e: e.args[0],
        )
    )


def tensor(left: Ket, right: Ket) -> Ket:
    """The product |left> (x) |right>."""
    terms = {a + b: x * y for a, x in left.terms for b, y in right.terms}
    return ket(" ".join(left.factors + right.factors), terms)


def arrange(vector: Ket, factors: str) -> Ket:
    """The same ket with its factors in another order."""
    places = [vector.factors.index(f) for f in factors.split()]
    return ket(factors, {_take(labels, places): a for labels, a in vector.terms})


def inner(bra: Ket, vector: Ket) -> Expr:
    """The inner product <bra|vector>; two mode labels give a sum over their common index."""
    columns = tuple(map(_prime, vector.terms))
    pairs = ((r, c, conj(x) * y) for r, x in bra.terms for c, y in columns)
    return Add(*(_contract(r, c, value) for r, c, value in pairs))


def apply(isometry: Isometry, vector: Ket) -> Ket:
    """The isometry on its source factors, the identity on all others."""
    rest = tuple(f for f in vector.factors if f not in isometry.source)
    target = next(iter(isometry.images.values())).factors
    terms: dict[Labels, Expr] = {}
    for labels, amplitude in vector.terms:
        place = dict(zip(vector.factors, labels, strict=True))
        kept = tuple(place[f] for f in rest)
        for image, factor in isometry.images[tuple(place[f] for f in isometry.source)].terms:
            terms[image + kept] = terms.get(image + kept, S.Zero) + amplitude * factor
    return ket(" ".join(target + rest), terms)


def project(vector: Ket, factor: str, label: Label) -> Ket:
    """<label| on one factor: the unnormalised ket of the other factors.

    With ``One(j)`` the result is the family over j: the vector that outcome j leaves behind.
    """
    place = vector.factors.index(factor)
    terms: dict[Labels, Expr] = {}
    for labels, amplitude in vector.terms:
        kept = labels[:place] + labels[place + 1 :]
        value = _identify(label, labels[place], amplitude)
        terms[kept] = terms.get(kept, S.Zero) + value
    return ket(" ".join(f for f in vector.factors if f != factor), terms)


def partial_trace(vector: Ket, keep: str) -> Operator:
    """The reduced state of the factors in `keep` (space-separated), rows before columns.

    The column of a mode label carries a primed index, so that both indices stay free.
    """
    kept = tuple(vector.factors.index(f) for f in keep.split())
    traced = tuple(x for x in range(len(vector.factors)) if x not in kept)
    elements: dict[tuple[Labels, Labels], Expr] = {}
    for row, x in vector.terms:
        for column, y in map(_prime, vector.terms):
            value = _contract(_take(row, traced), _take(column, traced), x * conj(y))
            key = (_take(row, kept), _take(column, kept))
            elements[key] = elements.get(key, S.Zero) + value
    nonzero = ((r, c, value) for (r, c), value in elements.items() if value != 0)
    return Operator(tuple(keep.split()), tuple(nonzero))


def primed(index: Symbol) -> Symbol:
    """The column index that belongs to the row index `index`."""
    return Symbol(f"{index.name}'", **index.assumptions0)


def _take(labels: Labels, places: Iterable[int]) -> Labels:
    return tuple(labels[x] for x in places)


def _prime(term: tuple[Labels, Expr]) -> tuple[Labels, Expr]:
    labels, amplitude = term
    indices = {ls.index: primed(ls.index) for ls in labels if isinstance(ls, One)}
    new = (One(primed(x.index), x.lower, x.upper) if isinstance(x, One) else x for x in labels)
    return tuple(new), amplitude.subs(indices)


def _identify(row: Label, column: Label, value: Expr) -> Expr:
    """The Kronecker delta of two labels times `value`, the column's index renamed to the row's."""
    if isinstance(row, One) and isinstance(column, One):
        return value.subs(column.index, row.index)
    return value if row == column else S.Zero


def _contract(row: Labels, column: Labels, value: Expr) -> Expr:
    """<row|column> times `value`, summed over the indices that the labels share."""
    for a, b in zip(row, column, strict=True):
        value = _identify(a, b, value)
        if isinstance(a, One) and value != 0:
            value = Sum(value, (a.index, a.lower, a.upper))
    return value
