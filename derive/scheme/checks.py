"""The checks of a scheme when it is made; a failure is one line with level, label and register."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Add,
    Basic,
    Expr,
    Float,
    I,
    Mul,
    NumberSymbol,
    Pow,
    Rational,
    S,
    Symbol,
    SympifyError,
    oo,
    sympify,
)

from derive import symbols as sym
from derive.errors import FormulaError, SchemeError
from derive.model.domain import Domain, Range
from derive.model.hilbert import Labels, One
from derive.scheme.generators import FUNCTIONS
from derive.scheme.isometry import check_isometry
from derive.scheme.labels import Term, canonical_labels, gathered, split, text, unified
from derive.scheme.model import PURIFICATION, Model, Outcome, at, with_indices
from derive.scheme.roots import NotShownError, canonical
from derive.scheme.signs import Signs
from derive.text.plain import WORDS, to_text

if TYPE_CHECKING:
    from derive.scheme.scheme import Scheme

NODES = (Add, Mul, Pow, Abs, Rational, Symbol, NumberSymbol, type(I), *FUNCTIONS)
"""What an amplitude may be made of."""
STATE = ("c", "phase")
"""What a state is written with besides rho11, rho22, ...; an isometry does not know it."""
MOST_LEVELS = 64
MOST_TERMS = 4096


def checked(scheme: "Scheme") -> Model:
    """The model of a scheme.

    :raises SchemeError: with the first thing that is wrong.
    """
    registers = _registers(scheme.registers)
    levels = _levels(scheme.isometry)
    images = {level: _image(level, scheme.isometry[level], registers) for level in levels}
    _check_families(registers, images)
    written = gathered(unified(images))
    where = tuple(_formula(x, "where", ()) for x in scheme.where)
    domain = _domain(written, where)
    signs = Signs(with_indices(domain, written))
    terms = tuple(_canonical(term, registers, signs) for term in written)
    check_isometry(terms, Signs(domain))
    read = _read(scheme.readout, registers)
    outcomes = _outcomes(scheme.outcomes, registers, read, terms)
    holders = _holders(scheme.holders, registers, read)
    return Model(registers, len(levels), terms, written, read, outcomes, holders, domain)


# Registers, levels and labels.


def _registers(names: str) -> tuple[str, ...]:
    found = tuple(names.split()) if isinstance(names, str) else ()
    if not found:
        raise SchemeError(
            "a scheme needs registers, as 'A R', the first for what is left of the source"
        )
    for name in found:
        if found.count(name) > 1 or name == PURIFICATION:
            why = (
                "stands twice" if name != PURIFICATION else "purifies the source: it has no labels"
            )
            raise SchemeError(f"registers: {name} {why}")
    return found


def _levels(isometry: Mapping[str, Any]) -> list[str]:
    if not isinstance(isometry, Mapping) or not isometry:
        raise SchemeError("the isometry has no level; it is {'0': {label: amplitude}, '1': ...}")
    levels = [str(number) for number in range(len(isometry))]
    if len(levels) > MOST_LEVELS:
        raise SchemeError(f"a source of {len(levels)} levels; at most {MOST_LEVELS} are taken")
    strange = [level for level in isometry if level not in levels]
    if strange:
        missing = next(level for level in levels if level not in isometry)
        raise SchemeError(
            f"level {strange[0]!r}: the levels of the source are 0, 1, 2, ...; "
            f"{missing!r} is missing"
        )
    return levels


def _image(level: str, image: Any, registers: tuple[str, ...]) -> dict[Labels, Expr]:
    """The labels and amplitudes of one image, without those that are zero."""
    where = f"level {level}"
    if not isinstance(image, Mapping) or not image:
        raise SchemeError(f"{where}: it has no image; that is a table of amplitudes by label")
    if len(image) > MOST_TERMS:
        raise SchemeError(f"{where}: {len(image)} labels; at most {MOST_TERMS} are taken")
    found: dict[Labels, Expr] = {}
    for label, amplitude in image.items():
        labels = split(label, len(registers), f"{where}, registers {' '.join(registers)}")
        if labels in found:
            raise SchemeError(f"{where}: the label {text(labels)!r} is written twice")
        indices = [x for x in labels if isinstance(x, One)]
        found[labels] = _formula(amplitude, f"{where}, label {text(labels)!r}", indices)
    return {labels: amplitude for labels, amplitude in found.items() if amplitude != 0}


def _check_families(
    registers: tuple[str, ...], images: Mapping[str, Mapping[Labels, Expr]]
) -> None:
    """One range for a register, no whole numbers beside it, and indices shared always or never."""
    every = [(level, labels) for level, image in images.items() for labels in image]
    for place, register in enumerate(registers):
        ones = [x for _, labels in every if isinstance(x := labels[place], One)]
        for level, labels in every if ones else ():
            _check_beside(
                ones[0], labels, place, f"level {level}, label {text(labels)!r}", register
            )
    for first, second in combinations(range(len(registers)), 2):
        _check_shared(every, (first, second), registers)


def _check_beside(family: One, labels: Labels, place: int, where: str, register: str) -> None:
    own, kind = labels[place], f"the family {family.index} = {family.lower}..{family.upper}"
    if isinstance(own, One):
        if (own.lower, own.upper) != (family.lower, family.upper):
            raise SchemeError(f"{where}: register {register} has {kind} with another range too")
    elif own.isdecimal():
        raise SchemeError(
            f"{where}: register {register} has the whole number {own} beside {kind}; "
            "name it with a word"
        )


def _check_shared(
    every: Sequence[tuple[str, Labels]], places: tuple[int, int], registers: tuple[str, ...]
) -> None:
    """Two registers whose families have one index in one term have it in every term."""
    shared: set[bool] = set()
    for level, labels in every:
        first, second = at(labels, places)
        if isinstance(first, One) and isinstance(second, One):
            shared.add(first.index == second.index)
        if len(shared) > 1:
            names = " and ".join(registers[place] for place in places)
            raise SchemeError(
                f"level {level}, label {text(labels)!r}: registers {names} share an index in one "
                "term and not in another"
            )


# Amplitudes.


def _formula(value: Any, where: str, families: Iterable[One]) -> Expr:
    """An amplitude in SymPy's words, of known symbols and functions alone."""
    try:
        found = None if isinstance(value, str) else sympify(value)  # SymPy would run a text
    except SympifyError:
        found = None
    if not isinstance(found, Expr):
        raise SchemeError(f"{where}: {value!r} is no amplitude")
    indices = {x.index.name: x.index for x in families}
    found = found.xreplace({s: indices[s.name] for s in found.free_symbols if s.name in indices})
    for part in found.atoms(Float):
        raise SchemeError(f"{where}: {part} is a rounded number; use a fraction, as Rational(1, 3)")
    for part in _parts(found):
        if not isinstance(part, NODES):
            known = ", ".join(f.__name__ for f in FUNCTIONS)
            raise SchemeError(
                f"{where}: {type(part).__name__} has no place here; there are sqrt, {known}"
            )
    for symbol in sorted(found.free_symbols - {*indices.values()}, key=str):
        _check_known(symbol, where)
    return found


def _parts(value: Expr) -> Iterable[Basic]:
    yield value
    for part in value.args:
        yield from _parts(part)


def _check_known(symbol: Symbol, where: str) -> None:
    if symbol.name in STATE or re.fullmatch(r"rho\d+", symbol.name):
        raise SchemeError(
            f"{where}: {symbol} belongs to the state of the source, not to its isometry"
        )
    if sym.ends(symbol) is None:
        raise SchemeError(
            f"{where}: {symbol} is not known; sym.define gives it a range and a meaning"
        )
    if symbol.name in WORDS:
        raise SchemeError(f"{where}: {symbol} is the name of a function in formulas; take another")
    try:
        to_text(symbol)
    except FormulaError as error:
        raise SchemeError(f"{where}: {error}") from None


def _domain(terms: Sequence[Term], where: tuple[Expr, ...]) -> Domain:
    """The closed ranges of all symbols, those of the tables first, and what is >= 0."""
    indices = {x.index for term in terms for x in term.families}
    ends = [x.upper for term in terms for x in term.families if x.upper != oo]
    values = [*(a for term in terms for a in term.amplitudes), *ends, *where]
    used = {s for value in values for s in value.free_symbols} - indices
    for symbol in used:
        _check_known(symbol, "the end of a family")
    _check_names(terms, used, indices)
    order = [*sym.TABLE]
    ranked = sorted(used, key=lambda s: (order.index(s.name) if s.name in order else 999, s.name))
    return Domain(tuple(Range(s, *(sym.ends(s) or ())) for s in ranked), where)


def _check_names(terms: Sequence[Term], used: set[Symbol], indices: set[Symbol]) -> None:
    """One meaning for a name: no index is a symbol elsewhere, nor what a state is written with."""
    names = [symbol.name for symbol in [*used, *indices]]
    free = {s for t in terms for a in t.amplitudes for s in a.free_symbols - _own_indices(t)}
    free |= {s for t in terms for x in t.families if x.upper != oo for s in S(x.upper).free_symbols}
    for index in indices:
        if index in free or index.name in STATE or re.fullmatch(r"rho\d+", index.name):
            names += [index.name] * 2
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise SchemeError(f"{twice} would mean two things in one scheme")


def _own_indices(term: Term) -> set[Symbol]:
    return {x.index for x in term.families}


def _canonical(term: Term, registers: tuple[str, ...], signs: Signs) -> Term:
    """A term with its amplitudes in normal form."""
    found = []
    for level, amplitude in enumerate(term.amplitudes):
        try:
            found.append(canonical(amplitude, signs))
        except NotShownError as missing:
            raise SchemeError(
                f"level {level}, label {text(term.labels)!r} of {' '.join(registers)}: "
                f"not shown that {missing.value} is >= 0 on the whole domain {signs.domain}"
            ) from None
        except ZeroDivisionError as error:
            raise SchemeError(f"level {level}, label {text(term.labels)!r}: {error}") from None
    return Term(term.labels, tuple(found))


# What is read, and who holds the rest.


def _read(names: str, registers: tuple[str, ...]) -> tuple[int, ...]:
    """The places of the registers that are read."""
    found = names.split() if isinstance(names, str) else []
    if not found:
        raise SchemeError(f"readout: no register is read; there are {' '.join(registers)}")
    for name in found:
        if name not in registers or found.count(name) > 1:
            why = "stands twice" if name in registers else f"is none of {' '.join(registers)}"
            raise SchemeError(f"readout: register {name} {why}")
    return tuple(registers.index(name) for name in found)


def _outcomes(
    given: Mapping[str, Sequence[Any]] | None,
    registers: tuple[str, ...],
    read: tuple[int, ...],
    terms: Sequence[Term],
) -> tuple[Outcome, ...]:
    """The outcomes in order, each with the labels that it stands for."""
    occurring = tuple(dict.fromkeys(at(term.labels, read) for term in terms))
    names = " ".join(registers[place] for place in read)
    if given is None:
        found = [Outcome(text(labels), (labels,), _ones(labels)) for labels in occurring]
    else:
        found = [_outcome(str(name), labels, occurring, names) for name, labels in given.items()]
    told = [labels for outcome in found for labels in outcome.labels]
    for labels in occurring:
        if told.count(labels) != 1:
            how = "in no outcome" if labels not in told else f"in {told.count(labels)} outcomes"
            raise SchemeError(f"outcomes: the label {text(labels)!r} of register {names} is {how}")
    return tuple(found)


def _outcome(name: str, labels: Any, occurring: Sequence[Labels], registers: str) -> Outcome:
    """One outcome; it is a family if it has the name of an index."""
    where = f"outcome {name!r}"
    if isinstance(labels, str | One) or not isinstance(labels, Iterable):
        raise SchemeError(f"{where}: its labels are a list, as ['0', '1']")
    count = len(registers.split())
    given = [split(label, count, f"{where}, register {registers}") for label in labels]
    if not given:
        raise SchemeError(f"{where}: it has no label")
    own = tuple(_occurring(label, occurring, f"{where}: register {registers}") for label in given)
    pairs = zip(given[0], own[0], strict=True)
    families = {b: None for a, b in pairs if isinstance(a, One) and a.index.name in name.split()}
    if any(x not in _ones(label) for label in own for x in families):
        raise SchemeError(f"{where}: it is a family, and not all of its labels have that index")
    return Outcome(name, own, tuple(x for x in families if isinstance(x, One)))


def _occurring(label: Labels, occurring: Sequence[Labels], where: str) -> Labels:
    """A label as it occurs, with the index that its register has."""
    for known in occurring:
        if _like(label, known):
            return known
    raise SchemeError(
        f"{where} has no label {text(label)!r}; there are {', '.join(map(text, occurring))}"
    )


def _like(first: Labels, second: Labels) -> bool:
    """Whether two labels are the same but for the names of their indices."""
    names = [x.index if isinstance(x, One) else None for x in second]
    return canonical_labels(first, names) == second


def _ones(labels: Labels) -> tuple[One, ...]:
    return tuple(dict.fromkeys(x for x in labels if isinstance(x, One)))


def _holders(
    given: Mapping[str, str] | None, registers: tuple[str, ...], read: tuple[int, ...]
) -> dict[str, frozenset[str]]:
    """What each Eve holds; by default the purification, and with it what is left of the source."""
    seen = {registers[place] for place in read}
    if given is None:
        first = registers[0]
        alone = {"II": frozenset({PURIFICATION})}
        return alone if first in seen else {"I": frozenset({first, PURIFICATION}), **alone}
    found = {}
    for holder, names in given.items():
        if not isinstance(names, str) or ":" in str(holder) or not str(holder):
            raise SchemeError(
                f'holder {holder!r}: a name without a colon, and registers as "R\' L"'
            )
        for name in names.split():
            if name in seen or name not in (*registers, PURIFICATION):
                known = ", ".join([*registers, PURIFICATION])
                why = "is read by Alice" if name in seen else f"is none of {known}"
                raise SchemeError(f"holder {holder}: register {name} {why}")
        found[str(holder)] = frozenset(names.split())
    return found
