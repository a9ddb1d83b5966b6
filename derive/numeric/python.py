"""Generated Python modules: their layout, and how the targets run them here.

A module is imported from its text, once for each text. A target may need a library that sponte
does not depend on: its absence is an error in one line that says what to install.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from derive.errors import ExportError
from derive.numeric.elementary import artanh_excess, log_ratio
from derive.numeric.inside import of_each
from derive.numeric.language import Language, body, sentence
from derive.numeric.registry import Quantity, Variant

INDENT = " " * 4
BITS = "1.4426950408889634"


def document(lines: Sequence[str], parts: Sequence[str]) -> str:
    """A module: `lines` as its docstring, then the parts, two empty lines apart."""
    title = "\n".join(lines)
    return f'"""{title}\n"""\n\n{separated(parts)}\n'


def separated(parts: Sequence[str]) -> str:
    """Parts of a module, two empty lines apart."""
    return "\n\n\n".join(part.strip("\n") for part in parts if part)


def arguments(variant: Variant, unit: str = BITS) -> str:
    """The arguments of a function; `unit` is the default of the last one."""
    return ", ".join(f"{name}={unit}" if name == "unit" else name for name in variant.inputs)


def title(quantity: Quantity) -> str:
    """The docstring of a function: what it computes, and the equation."""
    return f'{INDENT}"""{sentence(quantity.title, quantity.equation)}'


def required(variant: Variant, language: Language) -> str:
    """The lines that refuse arguments outside of the domain, which a module has of its own."""
    each = of_each(variant, language)
    return "".join(f'{INDENT}_require({text}, "{p.domain}")\n' for p, text in each)


REQUIRE = '''\
def _require(inside, domain):
    """Refuse arguments outside of the domain; a NaN is outside."""
    if not {all}:
        raise ValueError(f"an argument is outside of its domain: {{domain}}")
'''
SHARED = {"artanh_excess": artanh_excess, "log_ratio": log_ratio}


def shared_functions(
    used: Collection[str], language: Language, decorator: str = "", names: Iterable[str] = SHARED
) -> str:
    """The functions, printed from their steps, among those used that no library has."""
    known = {name: SHARED[name]() for name in names}
    return separated(
        [
            f"{decorator}def _{name}({', '.join(code.inputs)}):\n"
            f"{body(code, language, INDENT)}\n{INDENT}return result"
            for name, code in known.items()
            if name in used
        ]
    )


@cache
def loaded(text: str, target: str, prelude: str = "") -> Mapping[str, Any]:
    """The names that a module of this text defines, after a prelude that many texts may share.

    :raises ExportError: when a library is not installed.
    """
    namespace = dict(loaded(prelude, target)) if prelude else {"__name__": f"sponte_{target}"}
    try:
        exec(compile(text, f"<sponte {target}>", "exec"), namespace)
    except ModuleNotFoundError as missing:
        raise ExportError(
            f"target {target} needs {missing.name}: pip install 'sponte[{target}]'"
        ) from None
    return namespace
