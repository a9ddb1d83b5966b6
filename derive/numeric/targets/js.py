"""Target `js`: one plain script, for a page (inlined or by its address) and for Node alike.

Its functions are those of the global scope in a page, and the module's exports in Node; an ES
module with the same functions comes with it. What
JavaScript lacks (fused products, erf) comes from :mod:`derive.numeric.elementary`; Math.expm1 and
Math.log1p are good to an ulp in every engine that ports fdlibm, as V8 and SpiderMonkey do.
"""

import textwrap
from collections.abc import Mapping, Sequence

from derive.numeric.elementary import Helper, needed
from derive.numeric.inside import NOTE, conditions
from derive.numeric.language import Language, body, header, joined, sentence
from derive.numeric.registry import Parameter, Quantity, Variant
from derive.numeric.target import Target

OWN = ("fma", "remainder", "erf", "erfc", "artanh_excess", "log_ratio")
LANGUAGE = Language(
    name="js",
    comment="//",
    step="const {name} = {value};",
    calls={
        "fma": "fma({0}, {1}, {2})",
        "remainder": "remainder({0}, {1}, {2})",
        "sqrt": "Math.sqrt({0})",
        "exp": "Math.exp({0})",
        "expm1": "Math.expm1({0})",
        "log": "Math.log({0})",
        "log1p": "Math.log1p({0})",
        "erf": "erf({0})",
        "erfc": "erfc({0})",
        "artanh_excess": "artanh_excess({0}, {1}, {2})",
        "log_ratio": "log_ratio({0}, {1}, {2})",
        "abs": "Math.abs({0})",
        "max": "Math.max({0}, {1})",
        "min": "Math.min({0}, {1})",
        "pick": "({0} ? {1} : {2})",
        "positive": "Math.max({0}, 2.2250738585072014e-308)",
        "nonnegative": "Math.max({0}, 0)",
        "capped": "Math.min({0}, {1})",
        "whole": "Math.round({0})",
    },
    total="const [{name}, {name}_lost] = total_of(Array.from(p, (p_i) => {value}));",
    so_far="const {name} = {total}_{name};\n{total}_{name} += {value};",
    start="let {total}_{name} = 0;",
    bins="""\
{starts}
const [{name}, {name}_lost] = total_of(over_bins(Math.min(n, 1048576), (bin_k) => {{
  {steps}
  return {value};
}}));""",
)
START = """
//
// {note} So does one that is no number, such as a string.
// Defines {names}:
// in a page global functions, in Node what require() returns.

(function () {{
  "use strict";
"""
END = """
  const functions = {{ {names} }};
  if (typeof module !== "undefined") module.exports = functions;
  else Object.assign(globalThis, functions);
}})();
"""
WITHIN = """
  // No entry is negative, and the sum is at most so much.
  function within(p, most) {
    if (typeof p !== "object" || p === null || !(p.length > 0)) return false;
    for (let i = 0; i < p.length; i++) {
      if (typeof p[i] !== "number" || !(p[i] >= 0)) return false;
    }
    return total_of(Array.from(p))[0] <= most;
  }
"""
TOTAL_OF = """
  // The sum over the detectors or bins, and what rounding lost of it.
  function total_of(terms) {
    let sum = 0, lost = 0;
    for (const term of terms) {
      const before = sum;
      sum += term;
      const added = sum - before;
      lost += (before - (sum - added)) + (term - added);
    }
    const total = sum + lost;
    return [total, lost - (total - sum)];
  }
"""
OVER_BINS = """
  function* over_bins(n, term) {
    for (let k = 1; k <= n; k++) yield term(k);
  }
"""


MODULE = """
//
// {note} So does one that is no number, such as a string.
// An ES module: import {{ {names} }} from "./{stem}.mjs";
"""


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A script with one function for each variant; `lines` is its header."""
    names = _names(quantity)
    start, end = START.format(note=NOTE, names=names), END.format(names=names)
    return header(list(lines), LANGUAGE) + start + _all(quantity) + end


def companions(quantity: Quantity, lines: Sequence[str], stem: str) -> Mapping[str, str]:
    """The same functions as an ES module, with exports by name."""
    names = _names(quantity)
    start = header(list(lines), LANGUAGE) + MODULE.format(note=NOTE, names=names, stem=stem)
    text = textwrap.dedent(_all(quantity))
    return {f"{stem}.mjs": f"{start}{text}\nexport {{ {names} }};\n"}


def _names(quantity: Quantity) -> str:
    return ", ".join(variant.name for variant in quantity.variants)


def _all(quantity: Quantity) -> str:
    helpers = needed((variant.program for variant in quantity.variants), OWN)
    functions = [_helper(name, helper) for name, helper in helpers.items()]
    functions += _sums(quantity.variant())
    return "".join([*functions, *map(_function, quantity.variants)])


def _sums(variant: Variant) -> list[str]:
    """What a sum over detectors or bins calls."""
    own = [WITHIN] if variant.vectors else [OVER_BINS] if variant.sums_bins else []
    return [*own, TOTAL_OF] if own else []


def _helper(name: str, helper: Helper) -> str:
    arguments = ", ".join(helper.steps.inputs)
    steps = body(helper.steps, LANGUAGE, " " * 4)
    return (
        f"\n  // {helper.about}\n  function {name}({arguments}) {{\n{steps}\n"
        "    return result;\n  }\n"
    )


def _function(variant: Variant) -> str:
    title = sentence(variant.quantity.title, variant.quantity.equation)
    arguments = ", ".join(
        f"{name} = 1.4426950408889634" if name == "unit" else name for name in variant.inputs
    )
    scalars = [name for name in variant.inputs if name not in variant.vectors]
    numbers = [f'typeof {name} === "number"' for name in scalars]
    inside = joined([*numbers, *conditions(variant, LANGUAGE, "===")], "&&", " " * 6)
    steps = body(variant.program, LANGUAGE, " " * 4)
    return (
        f"\n  /**\n   * {title}\n{_parameters(variant)}   */\n"
        f"  function {variant.name}({arguments}) {{\n"
        f"    const inside = (\n{inside}\n    );\n"
        f"    if (!inside) return NaN;\n{steps}\n    return result + 0; // no negative zero\n  }}\n"
    )


def _parameters(variant: Variant) -> str:
    tags = [
        f"@param {{{_type(parameter)}}} {parameter.name} {parameter.meaning}; {parameter.domain}"
        for parameter in variant.domain
    ]
    if "unit" in variant.inputs:
        tags.append("@param {number} [unit] what one nat is: 1/ln 2 (default) for bits, 1 for nats")
    tags.append("@returns {number}")
    return "".join(f"   * {tag}\n" for tag in tags)


def _type(parameter: Parameter) -> str:
    return "ArrayLike<number>" if parameter.vector else "number"


TARGET = Target(source=source, suffix=".js", companions=companions, language=LANGUAGE)
