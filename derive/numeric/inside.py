"""The conditions under which arguments lie in the domain, in any language.

Every one of them is a comparison that a NaN fails.
"""

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

from derive.numeric.arguments import EDGE_ULPS
from derive.numeric.language import Language, expression, require
from derive.numeric.program import inlined
from derive.numeric.registry import Condition, Parameter, Variant
from derive.numeric.syntax import syntax_tree

EDGE = 1 + 2 * EDGE_ULPS * 2.0**-52
"""A coherence is often sqrt(x*(1 - x)) in floats, which may exceed its exact limit."""
NOTE = "An argument outside of the domain gives NaN."


def conditions(variant: Variant, language: Language, equals: str = "==") -> list[str]:
    """The conditions on the parameters of a variant, in the notation of a language.

    For a vector it is `within(p, most)`, or what the language writes for it: no entry is negative,
    and the sum at most that.

    >>> from derive.numeric.quantities import quantity
    >>> plain = Language("plain", "#", "{name} = {value}", {"whole": "whole({0})"})
    >>> conditions(quantity("bound_temporal").variant(), plain)[-3:]
    ['n >= 1', 'n <= 1125899906842624.0', 'n == whole(n)']
    """

    scalars = [p for p in variant.domain if not p.vector]
    texts = [text for parameter in scalars for text in _ranges(parameter, language, equals)]
    texts += [_joint(condition, language) for condition in variant.quantity.conditions]
    return texts + [_within(variant, language, name) for name in variant.vectors]


def of_each(variant: Variant, language: Language) -> Iterator[tuple[Parameter, str]]:
    """Every parameter with its conditions as one expression without branches.

    What holds of several together is told of the last of them.

    >>> from derive.numeric.quantities import quantity
    >>> [text for _, text in of_each(quantity("bound_single").variant(), Language("", "#", "", {}))]
    ['(rho11 >= 0) & (rho11 <= 1)', '(Gamma_t >= 0)']
    """
    for parameter in variant.domain:
        texts = _ranges(parameter, language, "==")
        if parameter.vector:
            texts = [_within(variant, language, parameter.name)]
        joint = (c for c in variant.quantity.conditions if c.program.inputs[-1] == parameter.name)
        texts += [_joint(condition, language) for condition in joint]
        yield parameter, " & ".join(f"({text})" for text in texts)


def _joint(condition: Condition, language: Language) -> str:
    require(condition.program, language)
    return f"{expression(inlined(condition.program), language)} >= 0"


def _ranges(parameter: Parameter, language: Language, equals: str) -> list[str]:
    return [
        f"{_printed(left, language)} {relation} {_printed(right, language)}"
        for left, relation, right in _conditions(parameter, equals)
    ]


def together(variant: Variant, language: Language) -> str:
    """The conditions as one expression without branches.

    >>> from derive.numeric.quantities import quantity
    >>> together(quantity("bound_single").variant(), Language("plain", "#", "", {}))
    '(rho11 >= 0) & (rho11 <= 1) & (Gamma_t >= 0)'
    """
    return " & ".join(f"({text})" for text in conditions(variant, language))


def at_every_point(variant: Variant, language: Language) -> str:
    """The same in a loop over arrays of all parameters, for point i."""
    at_i = {name: f"{name}[i]" for name in variant.parameters}
    return together(variant, replace(language, constants={**language.constants, **at_i}))


def _printed(text: str, language: Language) -> str:
    return expression(syntax_tree(text, "eval").body, language)


def _within(variant: Variant, language: Language, name: str) -> str:
    template = language.calls.get("within", "within({0}, {1})")
    return template.format(name, _printed(_most(variant), language))


OF_MATH = ("sqrt", "exp", "log", "cos", "sin", "atan", "erf", "erfc")
CALLS = {
    "whole": "round({0})",
    "abs": "abs({0})",
    "max": "max({0}, {1})",
    "min": "min({0}, {1})",
    "nonnegative": "max({0}, 0.0)",
    "positive": f"max({{0}}, {sys.float_info.min!r})",
    "pick": "({1} if {0} else {2})",
    "circle": "(math.pi*{0})",
    **{name: f"math.{name}({{0}})" for name in OF_MATH},
}
PLAIN = Language("python", "#", "", CALLS)


def contains(variant: Variant) -> Callable[..., bool]:
    """Whether a point in plain numbers lies in the domain, where there is no vector.

    It raises what :mod:`math` does where a joint condition has no value.

    >>> from derive.numeric.quantities import quantity
    >>> contains(quantity("bound_temporal").variant())(0.5, 1, math.inf)
    False
    """
    places = {name: f"at_{place}" for place, name in enumerate(variant.parameters)}
    text = " and ".join(conditions(variant, replace(PLAIN, constants=places)))
    return eval(f"lambda {', '.join(places.values())}: {text}", {"math": math})


def _most(variant: Variant) -> str:
    """What a sum of click probabilities may reach."""
    edge = repr(1 + EDGE_ULPS * 2.0**-52)
    return f"-expm1(-Gamma_t)*{edge}" if "Gamma_t" in variant.parameters else edge


def _conditions(parameter: Parameter, equals: str) -> Iterator[tuple[str, str, str]]:
    name = parameter.name
    yield name, ">=", repr(parameter.lower)
    if parameter.coherence:
        yield "c*c", "<=", f"rho11*(1 - rho11)*{EDGE!r}"
    elif parameter.upper != math.inf:
        yield name, "<=", repr(parameter.upper)
    if parameter.integer:
        yield name, equals, f"whole({name})"
