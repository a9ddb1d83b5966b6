"""Target `octave`: one function file, elementwise over arrays that broadcast; MATLAB reads it too.

A file has one public function, so the ratio r instead of c is a last argument, as in Python. Both
languages have expm1, log1p, erf and erfc; products in two parts come from
:mod:`derive.numeric.elementary`.
"""

from collections.abc import Sequence

from derive.errors import ExportError
from derive.numeric.elementary import Helper, needed
from derive.numeric.inside import NOTE, conditions
from derive.numeric.language import Language, body, header, joined
from derive.numeric.registry import Quantity, Variant
from derive.numeric.target import Target

OWN = ("fma", "remainder", "artanh_excess", "log_ratio")
FUNCTIONS = ("sqrt", "exp", "expm1", "log", "log1p", "erf", "erfc", "abs")
LANGUAGE = Language(
    name="octave",
    comment="%",
    step="{name} = {value};",
    calls={
        **{name: f"{name}({{0}})" for name in FUNCTIONS},
        "fma": "fma({0}, {1}, {2})",
        "remainder": "remainder({0}, {1}, {2})",
        "artanh_excess": "artanh_excess({0}, {1}, {2})",
        "log_ratio": "log_ratio({0}, {1}, {2})",
        "max": "max({0}, {1})",
        "min": "min({0}, {1})",
        "pick": "pick({0}, {1}, {2})",
        "positive": "max({0}, realmin)",
        "nonnegative": "max({0}, 0)",
        "capped": "min({0}, {1})",
        "whole": "round({0})",
    },
    infix={"add": "+", "sub": "-", "mul": ".*", "div": "./"},
    total="[{name}, {name}_lost] = total_of({value});",
)
CALL = """\
%
% Save as {name}.m: a function file is called by its own name.
% Usage: {call}
% Arguments are real numbers or arrays that broadcast.{detectors}{unit}{ratio}
% {note}
"""
UNIT = """
% unit is what one nat is: 1/log(2) (the default) for bits, 1 for nats."""
RATIO = """
% coherence is 'c' (the default), or 'r' where the argument c is the ratio r."""
PICK = """
function result = pick(holds, first, second)
  % Elementwise choice: first where the condition holds, else second.
  nothing = zeros(size(holds + first + second));
  first = first + nothing;
  result = second + nothing;
  holds = logical(holds + nothing);
  result(holds) = first(holds);
end
"""
VECTORS = """
function inside = within(p, most)
  % No entry is negative, and the sum is at most so much.
  inside = all(p >= 0, 2) & total_of(p) <= most;
end

function [total, lost] = total_of(terms)
  % The sum of each row, and what rounding lost of it.
  total = zeros(size(terms, 1), 1);
  lost = total;
  for i = 1:size(terms, 2)
    before = total;
    total = before + terms(:, i);
    added = total - before;
    lost = lost + ((before - (total - added)) + (terms(:, i) - added));
  end
  before = total;
  total = before + lost;
  lost = lost - (total - before);
end
"""
DETECTORS = """
% p has one column for each detector and one row for each point; the others are columns."""
CHECK = """\
  if ~({numeric})
    error('{name}: the arguments are real numbers');
  end
  {doubles}
  inside = ...
{inside};
  nothing = zeros(size(inside));
  nothing(~inside) = NaN;
  {masked}
"""
CHOICE = """\
  if strcmp(coherence, 'r')
    result = from_r({arguments});
  elseif strcmp(coherence, 'c')
    result = from_c({arguments});
  else
    error('{name}: coherence is c or r, in quotes');
  end
"""


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A function file with the quantity's name; `lines` is its header."""
    helpers = needed((variant.program for variant in quantity.variants), OWN)
    text = f"{header(list(lines), LANGUAGE)}\n{_usage(quantity)}{_public(quantity)}"
    if len(quantity.variants) > 1:
        text += "".join(_function(f"from_{kind}", quantity.variant(kind)) for kind in "cr")
    text += "".join(_helper(name, helper) for name, helper in helpers.items())
    text += VECTORS if quantity.variant().vectors else ""
    return text + (PICK if "pick(" in text else "")


def check_stem(quantity: Quantity, stem: str) -> None:
    """Refuse a file name under which the function is not found."""
    if stem != quantity.name:
        raise ExportError(
            f"Octave calls a function by its file's name: write {quantity.name}.m, not {stem}.m"
        )


def _usage(quantity: Quantity) -> str:
    return CALL.format(
        name=quantity.name,
        call=f"{quantity.name}({', '.join(quantity.parameters + _options(quantity))})",
        note=NOTE,
        detectors=DETECTORS if quantity.variant().vectors else "",
        unit=UNIT if quantity.entropy else "",
        ratio=RATIO if "c" in quantity.parameters else "",
    )


def _options(quantity: Quantity) -> tuple[str, ...]:
    """The arguments that may be left out."""
    unit = ("unit",) if quantity.entropy else ()
    return (*unit, "coherence") if "c" in quantity.parameters else unit


def _public(quantity: Quantity) -> str:
    """The function that a user calls: defaults, and which of the variants."""
    options, arguments = _options(quantity), ", ".join(quantity.variant().inputs)
    defaults = {"unit": "1.4426950408889634", "coherence": "'c'"}
    first = len(quantity.parameters) + 1
    lines = [f"  if nargin < {i}, {o} = {defaults[o]}; end\n" for i, o in enumerate(options, first)]
    if len(quantity.variants) == 1:
        return _function(quantity.name, quantity.variant(), "".join(lines))
    inner = "".join(lines) + CHOICE.format(arguments=arguments, name=quantity.name)
    head = ", ".join(quantity.parameters + options)
    return f"\nfunction result = {quantity.name}({head})\n{inner}end\n"


def _function(name: str, variant: Variant, defaults: str = "") -> str:
    names = variant.parameters
    check = CHECK.format(
        name=variant.quantity.name,
        numeric=joined(
            [f"isnumeric({n}) && isreal({n})" for n in names], "&&", " " * 6, " ..."
        ).strip(),
        doubles=" ".join(f"{n} = double({n});" for n in variant.inputs),
        inside=joined(conditions(variant, LANGUAGE), "&", " " * 4, " ..."),
        masked=" ".join(f"{n} = {n} + nothing;" for n in names),
    )
    steps = body(variant.program, LANGUAGE, " " * 2)
    inputs = ", ".join(variant.inputs)
    check += "  p_i = p;\n" if variant.vectors else ""
    steps += "\n  result = result + 0;"  # no negative zero
    return f"\nfunction result = {name}({inputs})\n{defaults}{check}{steps}\nend\n"


def _helper(name: str, helper: Helper) -> str:
    steps = body(helper.steps, LANGUAGE, " " * 2)
    inputs = ", ".join(helper.steps.inputs)
    return f"\nfunction result = {name}({inputs})\n  % {helper.about}\n{steps}\nend\n"


TARGET = Target(source=source, suffix=".m", check_stem=check_stem, language=LANGUAGE)
