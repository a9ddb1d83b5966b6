"""What a program means exactly: expressions, one case for each way through its `pick`s."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from sympy import Add, Expr, Integer, Rational, expand

from derive import symbols as sym
from derive.numeric.operations import (
    BIN_TOTAL,
    CLAIMS,
    CONSTANTS,
    OPERATIONS,
    SO_FAR,
    TOTAL,
    over_bins,
    so_far,
    total_of,
)
from derive.numeric.program import Program, Step, evaluate, read_step

Pair = tuple[Expr, Expr]


@dataclass(frozen=True)
class ExactCase:
    """The outputs as exact expressions, valid where every hypothesis is >= 0.

    They were computed with a simpler form of some steps; `lemmas` are pairs of such a step's own
    value and the form used instead. `claims` are pairs that operations
    took to be equal, see :data:`~derive.numeric.operations.CLAIMS`.
    """

    hypotheses: tuple[Expr, ...]
    outputs: tuple[Expr, ...]
    lemmas: tuple[Pair, ...] = ()
    claims: tuple[Pair, ...] = ()


class _OpenTestError(Exception):
    """A `pick` whose test nothing has decided yet."""

    def __init__(self, test: Expr) -> None:
        super().__init__(test)
        self.test = test


def cases(code: Program, values: Mapping[str, Expr], lemmas: str = "") -> Iterator[ExactCase]:
    """The meanings of a program, whose hypotheses cover all values.

    `lemmas` are steps ``name = value``: simpler forms of steps of the program, to be used in
    their place. The meaning is then only as good as the proofs of :attr:`ExactCase.lemmas`.

    >>> from derive.numeric.program import program
    >>> doubled = program(["x"], "y = pick(x - 1, 2*x, x + 1)", ["y"])
    >>> from sympy.abc import x
    >>> [(case.hypotheses, case.outputs) for case in cases(doubled, {"x": x})]
    [((x - 1,), (2*x,)), ((1 - x,), (x + 1,))]
    """
    steps = map(read_step, filter(str.strip, lemmas.splitlines()))
    return _cases(partial(_case, code, values, {step.name: step for step in steps}), {})


def _cases(
    case: Callable[[Mapping[Expr, bool]], ExactCase], decided: Mapping[Expr, bool]
) -> Iterator[ExactCase]:
    """The cases in which some tests are decided: a test that is open yet is tried both ways."""
    try:
        yield case(decided)
    except _OpenTestError as undecided:
        for holds in (True, False):
            yield from _cases(case, {**decided, undecided.test: holds})


def _case(
    code: Program,
    values: Mapping[str, Expr],
    simpler: Mapping[str, Step],
    decided: Mapping[Expr, bool],
) -> ExactCase:
    lemmas: list[Pair] = []
    claims: list[Pair] = []
    exact = _arithmetic(decided, claims)

    def replace(value: Expr, known: Mapping[str, Expr], step: Step) -> Expr:
        used = evaluate(Program((), (step,), ()), exact, known, _rational)[step.name]
        lemmas.append((value, used))
        return used

    replaced = {name: partial(replace, step=step) for name, step in simpler.items()}
    known = evaluate(code, exact, {**CONSTANTS, "bins": [sym.k], **values}, _rational, replaced)
    hypotheses = tuple(test if holds else -test for test, holds in decided.items())
    outputs = tuple(known[name] for name in code.outputs)
    return ExactCase(hypotheses, outputs, tuple(lemmas), tuple(claims))


def _arithmetic(
    decided: Mapping[Expr, bool], claims: list[Pair]
) -> dict[str, Callable[..., Expr | Pair]]:
    """The exact operations, where tests are decided; what operations claim is written down."""
    pick = partial(_pick, decided)

    def claiming(name: str, *arguments: Expr) -> Expr:
        claims.append(CLAIMS[name](*arguments))
        return OPERATIONS[name](*arguments)

    return {
        **OPERATIONS,
        **{name: partial(claiming, name) for name in CLAIMS},
        "pick": pick,
        "abs": lambda a: pick(a, a, -a),
        "max": lambda a, b: pick(a - b, a, b),
        "min": lambda a, b: pick(a - b, b, a),
        TOTAL: partial(_total, total_of),
        BIN_TOTAL: partial(_total, over_bins),
        SO_FAR: so_far,
    }


def _pick(decided: Mapping[Expr, bool], test: Expr, first: Expr, second: Expr) -> Expr:
    """One of the two, if they are one, or if the test is decided or of a number.

    :raises _OpenTestError: otherwise.
    """
    test = expand(test)
    if first == second:
        return first
    if test.is_number:
        return first if test >= 0 else second
    if test in decided:
        return first if decided[test] else second
    if -test in decided:
        return second if decided[-test] else first
    raise _OpenTestError(test)


def _total(over: Callable[[Expr], Pair], terms: list[Expr]) -> Pair:
    """The sum of all terms, each over what it runs over; a sum inside of one binds its own i."""
    sums, lost = zip(*map(over, terms), strict=True)
    return Add(*sums), Add(*lost)


def _rational(constant: int | float) -> Expr:
    return Integer(constant) if isinstance(constant, int) else Rational(constant)
