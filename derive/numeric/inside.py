"""The conditions under which arguments lie in the domain, in any language.

Every one of them is a comparison that a NaN fails.
"""

import ast
from collections.abc import Iterator
from dataclasses import replace
from math import inf

from derive.numeric.arguments import EDGE_ULPS
from derive.numeric.language import Language, expression
from derive.numeric.program import inlined
from derive.numeric.registry import Parameter, Variant

EDGE = 1 + 2 * EDGE_ULPS * 2.0**-52
"""A coherence is often sqrt(x*(1 - x)) in floats, which may exceed its exact limit."""
NOTE = "An argument outside of the domain gives NaN."


def conditions(variant: Variant, language: Language, equals: str = "==") -> list[str]:
    """The conditions on the parameters of a variant, in the notation of a language.

    For a vector it is `within(p, most)`, or what the language writes for it: no entry is negative,
    and the sum at most that.

    >>> from derive.numeric.registry import quantity
    >>> plain = Language("plain", "#", "{name} = {value}", {"whole": "whole({0})"})
    >>> conditions(quantity("bound_temporal").variant(), plain)[-3:]
    ['n >= 1', 'n <= 1125899906842624.0', 'n == whole(n)']
    """

    def printed(text: str) -> str:
        return expression(ast.parse(text, mode="eval").body, language)

    scalars = [name for name in variant.parameters if name not in variant.vectors]
    found = [c for name in scalars for c in _conditions(variant.parameter(name), equals)]
    texts = [f"{printed(left)} {relation} {printed(right)}" for left, relation, right in found]
    joint = [inlined(condition.program) for condition in variant.quantity.conditions]
    texts += [f"{expression(value, language)} >= 0" for value in joint]
    within = language.calls.get("within", "within({0}, {1})")
    return texts + [within.format(name, printed(_most(variant))) for name in variant.vectors]


def together(variant: Variant, language: Language) -> str:
    """The conditions as one expression without branches.

    >>> from derive.numeric.registry import quantity
    >>> together(quantity("bound_single").variant(), Language("plain", "#", "", {}))
    '(rho11 >= 0) & (rho11 <= 1) & (Gamma_t >= 0)'
    """
    return " & ".join(f"({text})" for text in conditions(variant, language))


def at_every_point(variant: Variant, language: Language) -> str:
    """The same in a loop over arrays of all parameters, for point i."""
    at_i = {name: f"{name}[i]" for name in variant.parameters}
    return together(variant, replace(language, constants={**language.constants, **at_i}))


def _most(variant: Variant) -> str:
    """What a sum of click probabilities may reach."""
    edge = repr(1 + EDGE_ULPS * 2.0**-52)
    return f"-expm1(-Gamma_t)*{edge}" if "Gamma_t" in variant.parameters else edge


def _conditions(parameter: Parameter, equals: str) -> Iterator[tuple[str, str, str]]:
    name = parameter.name
    yield name, ">=", repr(parameter.lower)
    if parameter.coherence:
        yield "c*c", "<=", f"rho11*(1 - rho11)*{EDGE!r}"
    elif parameter.upper != inf:
        yield name, "<=", repr(parameter.upper)
    if parameter.integer:
        yield name, equals, f"whole({name})"
