"""Target `rust`: one module that needs `core` only, for firmware as well as for programs.

`core` has no sqrt, exp or log, and a feature "std" would mean two sets of results to measure. So
everything comes from :mod:`derive.numeric.elementary`, the same on every machine; the square root
is correctly rounded in all but one of some 10**7 cases. It compiles with every rustc since 1.43.
"""

import re
from collections.abc import Sequence

from derive.numeric.elementary import Helper, helpers, needed
from derive.numeric.inside import NOTE, conditions
from derive.numeric.language import Language, body, header, joined, sentence
from derive.numeric.registry import UNITS, Quantity, Variant
from derive.numeric.target import Target


def _number(constant: int | float) -> str:
    return repr(float(constant))


LANGUAGE = Language(
    name="rust",
    comment="//",
    step="let {name} = {value};",
    calls={
        **{
            name: f"{name}({', '.join(f'{{{i}}}' for i in range(len(helper.steps.inputs)))})"
            for name, helper in helpers().items()
        },
        "abs": "abs({0})",
        "max": "larger({0}, {1})",
        "min": "smaller({0}, {1})",
        "pick": "if {0} {{ {1} }} else {{ {2} }}",
        "positive": "larger({0}, f64::MIN_POSITIVE)",
        "nonnegative": "larger({0}, 0.0)",
        "capped": "smaller({0}, {1})",
        **{name: f"{name}({{0}})" for name in ("whole", "power_of_2", "exponent", "significand")},
    },
    number=_number,
    loose=("pick",),
    total="let ({name}, {name}_lost) = total_of(p.iter().map(|&p_i| {value}));",
    so_far="let {name} = {total}_{name};\n{total}_{name} += {value};",
    start="let mut {total}_{name} = 0.0;",
    bins="""\
{starts}
let ({name}, {name}_lost) = total_of((1..=smaller(n, 1048576.0) as u32).map(|number| {{
    let bin_k = f64::from(number);
    {steps}
    {value}
}}));""",
)
START = """
//!
//! {note} Needs core only: fit for no_std.

#![allow(non_snake_case)] // the symbols of the paper: Gamma_t, A, D
#![allow(clippy::approx_constant, clippy::let_and_return)]
#![allow(clippy::manual_range_contains, clippy::map_clone)]
"""
UNIT = """
/// One nat in bits: the unit of a result in bits.
pub const BITS: f64 = {bits!r};
/// The unit of a result in nats.
pub const NATS: f64 = 1.0;
"""
PRIMITIVES = {
    "within": """
/// No entry is negative, and the sum is at most so much.
fn within(p: &[f64], most: f64) -> bool {
    !p.is_empty() && p.iter().all(|&p_i| p_i >= 0.0) && total_of(p.iter().map(|&p_i| p_i)).0 <= most
}
""",
    "total_of": """
/// The sum over the detectors or bins, and what rounding lost of it.
fn total_of(terms: impl Iterator<Item = f64>) -> (f64, f64) {
    let (mut sum, mut lost) = (0.0, 0.0);
    for term in terms {
        let before = sum;
        sum += term;
        let added = sum - before;
        lost += (before - (sum - added)) + (term - added);
    }
    let total = sum + lost;
    (total, lost - (total - sum))
}
""",
    "abs": """
fn abs(a: f64) -> f64 {
    f64::from_bits(a.to_bits() & 0x7fff_ffff_ffff_ffff)
}
""",
    "larger": """
fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}
""",
    "smaller": """
fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}
""",
    "whole": """
/// The whole number nearest to a, for numbers below 2**51.
fn whole(a: f64) -> f64 {
    (a + 6755399441055744.0) - 6755399441055744.0
}
""",
    "power_of_2": """
/// 2**k for whole k from -1022 to 1023.
fn power_of_2(k: f64) -> f64 {
    f64::from_bits(((k + 1023.0) as u64) << 52)
}
""",
    "shifted": """
/// The bits of a/sqrt(1/2), so that the exponent changes at sqrt(1/2).
fn shifted(a: f64) -> u64 {
    a.to_bits().wrapping_add(0x3ff0_0000_0000_0000 - 0x3fe6_a09e_667f_3bcd)
}
""",
    "exponent": """
/// k, where a = 2**k*significand(a).
fn exponent(a: f64) -> f64 {
    (shifted(a) >> 52) as f64 - 1023.0
}
""",
    "significand": """
/// From sqrt(1/2) to sqrt(2), for normal a > 0.
fn significand(a: f64) -> f64 {
    f64::from_bits((shifted(a) & 0x000f_ffff_ffff_ffff) + 0x3fe6_a09e_667f_3bcd)
}
""",
}
"""What the helpers call, printed where it is called."""


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A module with one function for each variant; `lines` is its header."""
    found = needed((variant.program for variant in quantity.variants), helpers())
    units = UNIT.format(bits=UNITS["bits"]) if quantity.entropy else ""
    text = units + "".join(map(_function, quantity.variants))
    text += "".join(_helper(name, helper) for name, helper in found.items())
    return header(list(lines), LANGUAGE, "//!") + START.format(note=NOTE) + _completed(text)


def _completed(text: str) -> str:
    """The text with the primitives that it calls, themselves or through another."""
    called = ""
    for name, primitive in reversed(PRIMITIVES.items()):
        code = re.sub("//.*", "", text + called)
        called = primitive + called if re.search(rf"\b{name}\(", code) else called
    return text + called


def _helper(name: str, helper: Helper) -> str:
    arguments = ", ".join(f"{argument}: f64" for argument in helper.steps.inputs)
    steps = body(helper.steps, LANGUAGE, " " * 4)
    return f"\n/// {helper.about}\nfn {name}({arguments}) -> f64 {{\n{steps}\n    result\n}}\n"


def _function(variant: Variant) -> str:
    kinds = {name: "&[f64]" if name in variant.vectors else "f64" for name in variant.inputs}
    arguments = ", ".join(f"{name}: {kind}" for name, kind in kinds.items())
    inside = joined(conditions(variant, LANGUAGE), "&&", " " * 8)
    steps = body(variant.program, LANGUAGE, " " * 4)
    sums = variant.vectors or variant.sums_bins
    unused = "#[allow(unused_variables)] // what a sum lost\n" if sums else ""
    return (
        f"\n{_about(variant)}{unused}pub fn {variant.name}({arguments}) -> f64 {{\n"
        f"    let inside =\n{inside};\n    if !inside {{\n        return f64::NAN;\n    }}\n"
        f"{steps}\n    result + 0.0 // no negative zero\n}}\n"
    )


def _about(variant: Variant) -> str:
    lines = [sentence(variant.quantity.title, variant.quantity.equation), ""]
    lines += [
        f"- `{parameter.name}`: {parameter.meaning}; {parameter.domain}"
        for parameter in variant.domain
    ]
    if "unit" in variant.inputs:
        lines.append("- `unit`: `BITS` or `NATS`")
    return "".join(f"/// {line}".rstrip() + "\n" for line in lines)


TARGET = Target(source=source, suffix=".rs", language=LANGUAGE)
