"""What a claim says, as a statement of the kernel: goal and hypotheses, by its kind and its data.

Trusted: a theorem counts for a claim only if it proves this. The printed formula is a text for the
translator, as everywhere; the domain is the printed one. An equality or a weak inequality is stated
inside of it, and counts on its edges by :mod:`proofs.kernel.standing`; a strict one on all of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sympy import Basic, Expr, MatrixBase, Rational, S, Symbol, oo

from derive.errors import FormulaError
from derive.model.domain import Domain, Range, positive
from proofs.kernel.translator import Translation, fresh
from proofs.paper.built_in import BUILT_IN
from proofs.paper.case import Case, case_of
from proofs.paper.claim import Claim, Kind
from proofs.paper.paper import Paper
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import Statement, equalities, fibres, stated, statement
from proofs.statements.vocabulary import Vocabulary, vocabulary, written_in


@dataclass(frozen=True)
class Claimed:
    """The statement of a claim, its domain, and what must hold too for it to count on the edges."""

    statement: Statement
    domain: Domain
    fibres: tuple[Statement, ...] = ()


def claimed(
    claim: Claim, delta: Expr = S.Zero, paper: Paper = BUILT_IN, edges: bool = True
) -> Claimed:
    """The statement of a claim that a theorem proves; `delta` is for a limit, see
    :func:`limit`. Without `edges` a strict inequality is stated of the inside of the domain alone.

    :raises FormulaError: for what is not a formula, and for a claim of another kind.

    >>> from proofs.judge.judge import BY_NUMBER
    >>> claimed(BY_NUMBER["text:F-exceeds-alpha"]).statement["goals"]
    ['rho00*(1 - exp(-Gamma*t)) > 0']
    """
    case = case_of(claim, paper)
    match claim.kind:
        case Kind.BOUND:
            return bound(case)
        case Kind.SIGN:
            return sign(case, edges)
        case Kind.GROWTH:
            return growth(case, edges)
        case Kind.LIMIT:
            return limit(case, delta)
    raise FormulaError(f"a claim of the kind {claim.kind} is no theorem")


def equality(
    claim: Claim,
    parts: Sequence[str] = (),
    factor: Rational = S.One,
    other: str = "",
    paper: Paper = BUILT_IN,
) -> Claimed:
    """The statement that printed parts, times a factor, are the derived ones.

    `other` is the number of another equation to compare with.
    """
    case = case_of(claim, paper)
    return _equal(case, parts, Setting(case.names, case.domain), (factor, other))


def on_smaller(claim: Claim, other: str = "", paper: Paper = BUILT_IN) -> Claimed:
    """The same where the claim says that it holds: values, or what is >= 0."""
    case = case_of(claim, paper)
    values = dict(claim.holds_at or {})
    setting = Setting(case.names, case.domain, tuple(claim.holds_where), values)
    return _equal(case, (), setting, (S.One, other))


def _equal(case: Case, parts: Sequence[str], setting: Setting, to: tuple[Rational, str]) -> Claimed:
    factor, other = to
    derived = case.paper.equation(other) if other else case.derived
    names = [*(parts or case.claim.parts)]
    given = [case.claim.parts[part] for part in names]
    given = given if factor == 1 else [f"({factor})*({text})" for text in given]
    found = statement(given, [derived.part(part) for part in names], setting)
    return Claimed(found, setting.domain, tuple(fibres(found, setting)))


# Inequalities.


def _whole(
    setting: Setting, goals: Iterable[str], words: Vocabulary, used: list[Translation]
) -> Claimed:
    found = stated([*goals], setting, words, used)
    return Claimed(found, setting.domain, tuple(fibres(found, setting)))


def bound(case: Case) -> Claimed:
    """R >= what is printed, for every part of it."""
    larger = case.bounded.part("")
    setting = Setting(case.names, case.domain)
    words = vocabulary(setting.names, setting.domain, [larger])
    right = [words.given(text) for text in case.claim.parts.values()]
    left = words.derived(larger)
    goals = [f"{number(left)} >= {number(t)}" for t in right]
    return _whole(setting, goals, words, [left, *right])


def sign(case: Case, edges: bool = True) -> Claimed:
    """Every derived part is >= 0, or > 0 if the claim is strict, and what is printed is derived."""
    strict, parts = case.claim.strict, case.derived.parts
    setting = Setting(case.names, case.domain, edges=strict and edges)
    words = vocabulary(setting.names, setting.domain, parts.values())
    given = {part: words.given(text) for part, text in case.claim.parts.items()}
    derived = {part: words.derived(value) for part, value in parts.items()}
    goals = [g for part, t in given.items() for g in equalities(t, derived[part])]
    goals += [f"{number(t)} {'>' if strict else '>='} 0" for t in derived.values()]
    return _whole(setting, goals, words, [*given.values(), *derived.values()])


def growth(case: Case, edges: bool = True) -> Claimed:
    """R at the larger of two values of a variable, both in its range, is larger."""
    value, domain = case.bounded.part(""), case.domain
    variable = _variable(case)
    known = vocabulary({}, domain, [value]).own.scalars
    low, high = (_another(variable, fresh(f"{variable.name}{j}", known)) for j in (1, 2))
    setting = Setting({}, _two_values(domain, variable, low, high), edges=edges)
    value = written_in(value, variable)
    values = [value.xreplace({variable: x}) for x in (high, low)]
    words = vocabulary({}, setting.domain, values)
    sides = [words.derived(value) for value in values]
    return _whole(setting, [f"{number(sides[0])} > {number(sides[1])}"], words, sides)


def _variable(case: Case) -> Symbol:
    wanted = case.claim.variable
    for symbol in case.domain.symbols:
        if symbol.name == wanted:
            return symbol
    raise FormulaError(f"{wanted!r} is no variable of Eq. ({case.claim.of})")


def _another(symbol: Symbol, name: str) -> Symbol:
    """A symbol of the same kind."""
    return Symbol(name, **{k: v for k, v in symbol.assumptions0.items() if k != "zero"})


def _two_values(domain: Domain, variable: Symbol, low: Symbol, high: Symbol) -> Domain:
    """The domain with two values of a variable, the second larger, in place of the variable."""
    for base, count, total in domain.totals:
        if variable in count.free_symbols | written_in(total, variable).free_symbols:
            raise FormulaError(f"what {base} sums to depends on {variable}")
    ranges: list[Range] = []
    for r in domain.ranges:
        if any(variable in written_in(end, variable).free_symbols for end in (r.lower, r.upper)):
            raise FormulaError(f"the range of {r.symbol} depends on {variable}")
        if r.symbol == variable:
            ranges += [replace(r, symbol=low), replace(r, symbol=high, lower=low, lower_open=True)]
        else:
            ranges.append(r)
    supposed = [written_in(h, variable) for h in domain.hypotheses]
    hypotheses = (h.xreplace({variable: x}) for h in supposed for x in (low, high))
    return replace(domain, ranges=tuple(ranges), hypotheses=tuple(dict.fromkeys(hypotheses)))


# Limits.

EPS, SHARE = Symbol("eps", positive=True), Symbol("share", positive=True)
"""How close the limit is to be, and the variable's share of the distance that is close enough."""
CLOSE = positive(EPS) & Domain((Range(SHARE, S.Zero, S.One, lower_open=True, upper_open=True),))


def limit(case: Case, delta: Expr) -> Claimed:
    """For every eps > 0 there is a delta > 0 such that R is closer than eps to the printed limit
    where the variable exceeds its lower end by less than delta.

    R is the derived `of` over what the claim prints as `relative_to`. `delta` is what a theorem
    says that there is; it may depend on all but the variable. The variable is its end plus
    share*delta for 0 < share < 1, so that delta > 0 is a goal and nothing is said of no point.
    """
    claim, source = case.claim, case.bounded
    if claim.where or claim.domain:
        raise FormulaError("a limit is one on all of the domain of its result")
    end = next((r for r in source.domain.ranges if r.symbol.name == claim.variable), None)
    if end is None or end.symbol.is_integer or end.lower == -oo:
        raise FormulaError(f"{claim.variable!r} has no lower end in Eq. ({claim.of})")
    domain = source.domain.without(end.symbol) & CLOSE
    unknown = delta.free_symbols - ({*domain.symbols} - {SHARE})
    if unknown:
        raise FormulaError(f"a distance that depends on {sorted(map(str, unknown))}")
    near = {end.symbol: end.lower + SHARE * delta}
    meanings = case.paper.names_at(claim.of, source.domain).items()
    names = {name: m.xreplace(near) for name, m in meanings if isinstance(m, Basic | MatrixBase)}
    values = [source.part("").xreplace(near), delta, case.value]
    setting = Setting(names, domain, edges=True)
    words = vocabulary(names, domain, values)
    given = [words.given(text) for text in (claim.relative_to or "1", case.text())]
    r, least, value, over, printed = map(number, [*map(words.derived, values), *given])
    ratio = f"({r})/({over})"
    goals = [f"{least} > 0", f"{printed} == {value}"]
    eps = words.own.scalars[EPS.name]
    goals += [f"{ratio} - ({printed}) < {eps}", f"({printed}) - {ratio} < {eps}"]
    return _whole(setting, goals, words, [*map(words.derived, values), *given])


def number(translation: Translation) -> str:
    """The text of a number, not of a matrix."""
    if translation.is_matrix:
        raise FormulaError("a matrix has no sign")
    return translation.rows[0][0]
