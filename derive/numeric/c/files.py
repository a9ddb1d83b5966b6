"""What comes with a C file: its header, for C and C++, and a program for the command line."""

from collections.abc import Sequence

from derive.numeric.c import lower as c_lower
from derive.numeric.c.helpers import NOTE
from derive.numeric.c.helpers import UNITS as UNITS_DEFINED
from derive.numeric.c.signatures import many_points, one_point
from derive.numeric.registry import UNITS, Quantity, Variant


def header(quantity: Quantity, lines: Sequence[str], stem: str) -> str:
    """The declarations of all functions, `lines` as their description."""
    guard = "".join(c if c.isalnum() and c.isascii() else "_" for c in f"SPONTE_{stem}_H".upper())
    declared = "\n".join(_declared(variant) for variant in quantity.variants)
    units = f"{UNITS_DEFINED.format(**UNITS)}\n" if quantity.entropy else ""
    top = _comment([*lines, *NOTE])
    return HEADER.format(top=top, guard=guard, units=units, declared=declared)


def main(quantity: Quantity, lines: Sequence[str], stem: str) -> str:
    """A program that prints the value, and the lower bound, for arguments of the command line."""
    variant = quantity.variants[0]
    numbers = [name for name in variant.parameters if name not in variant.vectors]
    values = {name: f"given[{i}]" for i, name in enumerate(numbers)}
    rows = [f"given + {len(numbers)}, (size_t)(argc - {len(numbers) + 1})"] * bool(variant.vectors)
    each = [f"&{values[name]}" if name in values else rows[0].partition(",")[0]
            for name in variant.parameters]  # fmt: skip
    unit = ["SPONTE_BITS"] * ("unit" in variant.inputs)
    lengths = [row.partition(", ")[2] for row in rows]
    return MAIN.format(
        top=_comment(lines),
        file=f"{stem}.h",
        usage=" ".join([*numbers, *(["p1 [p2 ...]"] if rows else [])]),
        domain="; ".join(parameter.domain for parameter in variant.domain).replace("%", "%%"),
        count=f"argc {'<' if rows else '!='} {len(numbers) + 1 + len(rows)}",
        name=variant.name,
        all=", ".join([*each, *lengths, *unit, "&value", "1"]),
        unit=" bit" if quantity.entropy else "",
        lower=_lower(variant, [*(values.get(n) or rows[0] for n in variant.parameters), *unit]),
    )


def _lower(variant: Variant, arguments: Sequence[str]) -> str:
    if not c_lower.possible(variant.quantity):
        return ""
    call = f"{variant.name}_lower({', '.join(arguments)})"
    return f'  printf("never above the true value: %.17g\\n", {call});\n'


def _comment(lines: Sequence[str]) -> str:
    # Old style: C++ compilers before 2011 and strict C89 take the header as well.
    return "\n".join(["/*", *(f" * {line}".rstrip() for line in lines), " */"])


def _declared(variant: Variant) -> str:
    quantity = variant.quantity
    domain = "\n".join(f" *   {parameter.domain}" for parameter in variant.domain)
    arrays = many_points(variant).replace(" *restrict ", " *")
    lower = LOWER.format(name=variant.name, one=one_point(variant), many=arrays)
    return FUNCTIONS.format(
        title=quantity.title, equation=quantity.equation, accuracy=quantity.accuracy,
        domain=domain, unit=UNIT if "unit" in variant.inputs else "", name=variant.name,
        one=one_point(variant), many=arrays,
        lower=lower if c_lower.possible(quantity) else "",
    )  # fmt: skip


UNIT = "\n * `unit` is SPONTE_BITS or SPONTE_NATS."
FUNCTIONS = """\
/* {title}, Eq. ({equation}); {accuracy}. Domain:
{domain}{unit}
 * NaN outside of it. */
double {name}({one});
/* The same for `count` points. 1 where some point lies outside of the domain, else 0; 2 where all
 * are NaN, as this build or a mode of the processor changes arithmetic. */
size_t {name}_array({many});
{lower}"""
LOWER = """\
/* Never above the true value. The farthest below it that was found: 32 ulp, 106 in arrays, or, next
 * to some edges of the domain, 1e-40. */
double {name}_lower({one});
size_t {name}_lower_array({many});
"""
HEADER = """\
{top}
#ifndef {guard}
#define {guard}
#include <stddef.h>
#ifdef __cplusplus
extern "C" {{
#endif

{units}{declared}
#ifdef __cplusplus
}}
#endif
#endif
"""
MAIN = """\
{top}
#include <stdio.h>
#include <stdlib.h>
#include "{file}"

static int usage(const char *program, const char *why) {{
  fprintf(stderr, "%s\\nusage: %s {usage}\\ndomain: {domain}\\n", why, program);
  return 2;
}}

int main(int argc, char **argv) {{
  double value, *given;
  size_t refused;
  int i;
  if ({count}) return usage(argv[0], "wrong number of arguments");
  given = malloc((size_t)argc*sizeof *given);
  if (!given) return 1;
  for (i = 1; i < argc; i++) {{
    char *end;
    given[i - 1] = strtod(argv[i], &end);
    if (end == argv[i] || *end) return usage(argv[0], "an argument is no number");
  }}
  refused = {name}_array({all});
  if (refused == 1) return usage(argv[0], "an argument is outside of the domain");
  if (refused) return fprintf(stderr, "this build changes arithmetic: see the header\\n"), 70;
  printf("{name}: %.17g{unit}\\n", value + 0.0);
{lower}  free(given);
  return 0;
}}
"""
