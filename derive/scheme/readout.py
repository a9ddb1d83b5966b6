"""What is read, which labels are one outcome, and what each Eve holds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from derive.errors import SchemeError
from derive.model.hilbert import Labels, One
from derive.scheme.labels import Term, canonical_labels, split, text
from derive.scheme.model import PURIFICATION, ReadOutcome, at


def read_places(names: str, registers: tuple[str, ...]) -> tuple[int, ...]:
    """The places of the registers that are read."""
    found = names.split() if isinstance(names, str) else []
    if not found:
        raise SchemeError(f"readout: no register is read; there are {' '.join(registers)}")
    for name in found:
        if name not in registers or found.count(name) > 1:
            why = "stands twice" if name in registers else f"is none of {' '.join(registers)}"
            raise SchemeError(f"readout: register {name} {why}")
    return tuple(registers.index(name) for name in found)


def outcomes_of(
    given: Mapping[str, Sequence[Any]] | None,
    registers: tuple[str, ...],
    read: tuple[int, ...],
    terms: Sequence[Term],
) -> tuple[ReadOutcome, ...]:
    """The outcomes in order, each with the labels that it stands for."""
    occurring = tuple(dict.fromkeys(at(term.labels, read) for term in terms))
    names = " ".join(registers[place] for place in read)
    if given is None:
        found = [ReadOutcome(text(labels), (labels,), _ones(labels)) for labels in occurring]
    else:
        found = [_outcome(str(name), labels, occurring, names) for name, labels in given.items()]
    called = [outcome.name for outcome in found]
    twice = next((name for name in called if called.count(name) > 1), None)
    if twice is not None:
        raise SchemeError(f"outcomes: two of register {names} are called {twice!r}")
    told = [labels for outcome in found for labels in outcome.labels]
    for labels in occurring:
        if told.count(labels) != 1:
            how = "in no outcome" if labels not in told else f"in {told.count(labels)} outcomes"
            raise SchemeError(f"outcomes: the label {text(labels)!r} of register {names} is {how}")
    return tuple(found)


def _outcome(name: str, labels: Any, occurring: Sequence[Labels], registers: str) -> ReadOutcome:
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
    return ReadOutcome(name, own, tuple(x for x in families if isinstance(x, One)))


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


def holders_of(
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
