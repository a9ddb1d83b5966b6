"""What the names of an equation are in the kernel's words, for the trusted translator.

A symbol keeps its name. rho00 is 1 - rho11, and a complex quantity a modulus times exp(i angle). An
abbreviation is a definition, its body what is derived; so is an entry of a matrix. A family p_i is
an opaque function of its index, and a function without a rule one of its argument, with a real and
an imaginary part.
"""

import functools
import keyword
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sympy import (
    Basic,
    Dummy,
    Expr,
    Function,
    I,
    IndexedBase,
    MatrixBase,
    Rational,
    S,
    Symbol,
    exp,
    oo,
)
from sympy.core.function import AppliedUndef

from derive import symbols as sym
from derive.errors import FormulaError
from derive.functions import Called
from derive.model.domain import QUBIT, Domain, Range
from derive.text.plain import to_text
from proofs.kernel.translator import OWN, Names, Translation, translate
from proofs.kernel.trees import TranslationError, fresh

Value: TypeAlias = Expr | MatrixBase
Meanings = Mapping[str, Any]
"""Expressions, matrices, indexed bases (p_i) and functions (c_k(t0)) by the name that is typed."""
ARGUMENT = Symbol("argument", real=True)
OWN_SIZES = 4
"""By how much a derived formula may be longer than one from outside."""
PHASE = Symbol("phase", real=True)
"""The phase of rho01."""


class Polar(Symbol):
    """The modulus or the angle of a complex symbol, which no symbol of this name is equal to."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of a statement: `names` for what a user types, `own` for what is derived.

    `definitions` are all that there may be, each made of earlier ones; `ranges` has the real
    symbols, `families` the functions of an index, `opaque` those of a real argument.
    """

    names: Names
    own: Names
    definitions: Mapping[str, str]
    ranges: Mapping[str, Range]
    families: Mapping[str, IndexedBase]
    opaque: tuple[str, ...]

    def given(self, text: str, log: str = "log2") -> Translation:
        """A formula from outside; its bare ``log`` is `log`."""
        return _translated(text, self.names, log)

    def derived(self, value: Value) -> Translation:
        """A derived formula, as it is printed."""
        return self.printed(_text(value) if isinstance(value, Expr) else to_text(value))

    def printed(self, text: str) -> Translation:
        """A text in the words with which derived formulas are printed."""
        return _translated(text, self.own, sizes=OWN_SIZES)


def vocabulary(
    meanings: Meanings,
    domain: Domain,
    derived: Iterable[Value] = (),
    values: Mapping[str, str] | None = None,
) -> Vocabulary:
    """The words for some names on a domain; `values` are numbers that symbols of it are fixed at.

    >>> found = vocabulary({"rho01": sym.rho01}, QUBIT)
    >>> found.given("abs(rho01)").rows, found.definitions["rho01"]
    ((('abs(rho01)',),), 'c*exp(I*phase)')
    """
    derived = [*derived]
    functions = dict(_functions(derived))
    functions |= {n: m(ARGUMENT) for n, m in meanings.items() if _is_function(m)}
    opaque = {n: _complex(n) for n, value in functions.items() if _is_named(value)}
    spoken = [*(m for m in meanings.values() if not _is_function(m)), *functions.values()]
    plain = [*_of_domain(domain), *derived]
    fixed = values or {}
    symbols = sorted(_symbols([*spoken, *plain]), key=lambda s: s.name not in fixed)
    made = {s: _made_of(s, fixed) for s in symbols}
    _require_free(domain, {s for s, value in made.items() if value is None or s.name in fixed})
    families, short = _families([*spoken, *plain]), dict(_abbreviations(meanings))
    parts = [f.func.__name__ for value in opaque.values() for f in value.atoms(Function)]
    words = words_of([*_symbols(plain), *families, *functions, *sorted(parts), *short, *made])
    spelled = _own(made, families, [*functions, *parts], words)
    u = fresh("u", spelled.others)
    bodies = {words[s]: value for s, value in made.items() if value is not None}
    bodies |= {f"{words[n]}({u})": v for n, v in {**functions, **opaque}.items()}
    bodies |= {words[n]: value for n, value in short.items()}
    definitions, bound = _definitions(bodies, spelled, u)
    own = replace(spelled, taken=spelled.taken | bound)
    ranges = {words[s]: _range(s, domain) for s, value in made.items() if value is None}
    return Vocabulary(
        names=_typed(meanings, words, own),
        own=own,
        definitions=definitions,
        ranges=ranges,
        families={words[f]: f for f in families},
        opaque=tuple(words[p] for p in sorted(parts)),
    )


def _translated(text: str, names: Names, log: str = "log2", sizes: int = 1) -> Translation:
    tables = (names.scalars, names.matrices, names.families, names.functions)
    items = tuple(tuple(table.items()) for table in tables)
    return _translation(text, (*items, names.integers, names.taken), log, sizes)


@functools.lru_cache(maxsize=4096)
def _translation(text: str, fields: tuple[Any, ...], log: str, sizes: int) -> Translation:
    """A text that is spoken of again and again, with the fields of its names."""
    *tables, integers, taken = fields
    scalars, matrices, families, functions = map(dict, tables)
    names = Names(scalars, matrices, families, functions, integers, taken)
    try:
        return translate(text, names, log, sizes)
    except TranslationError as error:
        raise FormulaError(str(error)) from None


# What is spoken of.


def made_of(symbol: Symbol) -> Expr | None:
    """A symbol by the real ones that it is made of, or None for one of those.

    >>> made_of(sym.rho10), made_of(sym.rho11)
    (c*exp(-I*phase), None)
    """
    if not symbol.is_commutative:
        raise FormulaError(f"there are no words for an operator such as {symbol}")
    if symbol == sym.rho00:
        return 1 - sym.rho11
    if symbol in (sym.rho01, sym.rho10):
        return sym.c * exp(I * PHASE * (1 if symbol == sym.rho01 else -1))
    if symbol.is_real:
        return None
    modulus = Polar(f"abs_{symbol.name}", nonnegative=True)
    return modulus * exp(I * Polar(f"arg_{symbol.name}", real=True))


def written_in(value: Expr, variable: Basic) -> Expr:
    """The value with the symbols that are made of a variable written out.

    >>> written_in(sym.rho00 + sym.rho01, sym.rho11)
    rho01 - rho11 + 1
    """
    made = {s: made_of(s) for s in value.free_symbols if isinstance(s, Symbol)}
    return value.xreplace({s: m for s, m in made.items() if m and variable in m.free_symbols})


def _made_of(symbol: Symbol, values: Mapping[str, str]) -> Expr | None:
    return Rational(values[symbol.name]) if symbol.name in values else made_of(symbol)


def _require_free(domain: Domain, free: Collection[Symbol]) -> None:
    """Refuse a range of what is made of other symbols."""
    for r in domain.ranges:
        if r.symbol not in free:
            raise FormulaError(f"{r.symbol} is {made_of(r.symbol)}: only what it is of has a range")


def _symbols(spoken: Iterable[Any]) -> tuple[Symbol, ...]:
    """All symbols, with those that they are made of or that bound them, by name."""
    waiting = [s for value in spoken for s in _free(value)]
    found: dict[str, Symbol] = {}
    while waiting:
        symbol = waiting.pop()
        if symbol.name not in found:
            waiting += [*_free(made_of(symbol)), *_free(_range(symbol, Domain()).upper)]
        if found.setdefault(symbol.name, symbol) != symbol:
            raise FormulaError(f"{symbol.name!r} would mean two things")
    return tuple(found[name] for name in sorted(found))


def _free(value: Any) -> Iterator[Symbol]:
    """The symbols of a value that are no labels of families and no names of functions."""
    for entry in _entries(value):
        yield from _free_in(entry)


@functools.lru_cache(maxsize=4096)
def _free_in(entry: Basic) -> frozenset[Symbol]:
    labels = {base.label for base in entry.atoms(IndexedBase)} | {ARGUMENT}
    named = [x for x in entry.atoms(Function) if _is_named(x)]
    inner = {s for x in named for s in x.args[-1].free_symbols}
    free = entry.xreplace({x: Dummy() for x in named}).free_symbols | inner
    plain = {s for s in free if isinstance(s, Symbol) and not isinstance(s, Dummy)}
    return frozenset(plain - labels)


def _entries(value: Any) -> list[Basic]:
    if isinstance(value, MatrixBase):
        return list(value)
    return [value] if isinstance(value, Basic) else []


def _of_domain(domain: Domain) -> Iterator[Basic]:
    for r in domain.ranges:
        yield from (r.symbol, r.lower, r.upper)
    for base, count, total in domain.totals:
        yield from (base, count, total)
    yield from domain.hypotheses


def _families(spoken: Iterable[Any]) -> tuple[IndexedBase, ...]:
    found = {f for value in spoken for entry in _entries(value) for f in entry.atoms(IndexedBase)}
    return tuple(sorted(found, key=lambda f: f.label.name))


def _range(symbol: Symbol, domain: Domain) -> Range:
    """The range of a symbol: of the domain, of a state of the atom, or what its signs say."""
    for r in (*domain.ranges, *QUBIT.ranges):
        if r.symbol == symbol:
            return r
    lower = S.Zero if symbol.is_nonnegative else -oo
    if not symbol.is_integer:
        return Range(symbol, lower, oo, lower_open=bool(symbol.is_positive))
    quantity = sym.TABLE.get(symbol.name)
    known = quantity.domain if quantity and quantity.symbol == symbol else ""
    last = re.fullmatch(r"integers 1\.\.(\w+)", known)
    upper = sym.TABLE[last[1]].symbol if last else oo
    return Range(symbol, S.One if symbol.is_positive else lower, upper)


# Words.


def _is_family(meaning: Any) -> bool:
    return isinstance(meaning, IndexedBase)


def _is_function(meaning: Any) -> bool:
    return not isinstance(meaning, Basic | MatrixBase)


def _is_named(value: Any) -> bool:
    """Whether a value is that of a function without a rule."""
    return isinstance(value, AppliedUndef | Called)


def _functions(derived: Iterable[Value]) -> Iterator[tuple[str, Expr]]:
    """The functions without a rule by the name with which they are printed."""
    for value in derived:
        named = (x for entry in _entries(value) for x in entry.atoms(Function) if _is_named(x))
        for x in sorted(named, key=str):
            name = x.called if isinstance(x, Called) else x.func.__name__
            yield name, x.func(*x.args[:-1], ARGUMENT)


def _complex(name: str) -> Expr:
    """An opaque function of a real argument, by its real and its imaginary part."""
    real, imaginary = (Function(f"{part}_{name}")(ARGUMENT) for part in ("re", "im"))
    return real + I * imaginary


def _abbreviations(meanings: Meanings) -> Iterator[tuple[str, Expr]]:
    """Names that stand for expressions, and those of the entries of matrices."""
    for name, meaning in meanings.items():
        if isinstance(meaning, MatrixBase):
            yield from ((word, x) for word, x in _places(name, meaning) if not _is_short(x))
        elif isinstance(meaning, Expr) and not isinstance(meaning, Symbol | IndexedBase):
            yield name, meaning


def _places(name: str, matrix: MatrixBase) -> Iterator[tuple[str, Expr]]:
    """The entries of a matrix with their names, row by row."""
    for place, entry in enumerate(matrix):
        i, j = divmod(place, matrix.cols)
        yield f"{name}_{i + 1}_{j + 1}", entry


def _is_short(entry: Expr) -> bool:
    return isinstance(entry, Rational | Symbol)


def words_of(keys: Iterable[Any]) -> dict[Any, str]:
    """A word of its own for every symbol, family, function and abbreviation."""
    words: dict[Any, str] = {}
    for key in dict.fromkeys(keys):
        name = key if isinstance(key, str) else (key.label if _is_family(key) else key).name
        plain = f"{name}_" if keyword.iskeyword(name) else name
        words[key] = fresh(plain, {*OWN, *words.values()})
    return words


def _own(
    made: Mapping[Symbol, Expr | None],
    families: Iterable[IndexedBase],
    functions: Iterable[str],
    words: Mapping[Any, str],
) -> Names:
    """The words of symbols, families and functions by the names with which they are printed."""
    return Names(
        {"lambda_" if s.name == "lambda" else s.name: words[s] for s in made},
        families={f.label.name: words[f] for f in families},
        functions={name: words[name] for name in functions},
        integers=frozenset(words[s] for s in made if s.is_integer),
        taken=frozenset(words.values()),
    )


@functools.lru_cache(maxsize=4096)
def _text(value: Expr) -> str:
    """The text of an expression that is spoken of again and again."""
    return to_text(value)


def _definitions(
    bodies: Mapping[str, Expr], own: Names, u: str
) -> tuple[dict[str, str], frozenset[str]]:
    """The bodies as text, after the definitions that they use, and the variables that they bind."""
    scalars = {**own.scalars, ARGUMENT.name: u}
    names = replace(own, scalars=scalars)
    found = {
        head: _translated(_text(value), names, sizes=OWN_SIZES) for head, value in bodies.items()
    }
    helpers = {h: body for t in found.values() for h, body in t.definitions.items()}
    bound = frozenset(name for t in found.values() for name in t.bound)
    return helpers | {head: t.rows[0][0] for head, t in found.items()}, bound


def _typed(meanings: Meanings, words: Mapping[Any, str], own: Names) -> Names:
    """The names of an equation, as they are typed."""
    scalars: dict[str, str] = {}
    matrices: dict[str, tuple[tuple[str, ...], ...]] = {}
    families: dict[str, str] = {}
    for name, meaning in meanings.items():
        if isinstance(meaning, MatrixBase):
            entries = [
                _translated(_text(x), own).rows[0][0] if _is_short(x) else words[word]
                for word, x in _places(name, meaning)
            ]
            cut = range(0, len(entries), meaning.cols)
            matrices[name] = tuple(tuple(entries[i : i + meaning.cols]) for i in cut)
        elif _is_family(meaning):
            families[name] = words[meaning]
        elif not _is_function(meaning):
            scalars[name] = words[meaning if isinstance(meaning, Symbol) else name]
    functions = {n: words[n] for n, m in meanings.items() if _is_function(m)}
    return replace(own, scalars=scalars, matrices=matrices, families=families, functions=functions)
