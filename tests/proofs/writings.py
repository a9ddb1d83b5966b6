"""One formula in many writings: the language of formulas, by hand, in Unicode, in LaTeX.

A formula is a tree of tuples. :func:`canonical` writes it with brackets around everything;
:func:`by_hand` and :func:`in_latex` draw one of the ways in which people would.
"""

from hypothesis import strategies as st

NAMES = {
    "rho11": (
        ["rho11", "rho_11", "rho_{11}", "ρ₁₁", "ρ11", "ρ_{11}", "𝜌₁₁"],
        r"\rho_{11}",
        ["ρ_{11}"],
    ),
    "Gamma": (["Gamma", "Γ"], r"\Gamma", ["Γ"]),
    "t": (["t", "𝑡"], "t", []),
    "n": (["n"], "n", []),
}
CALLS = {"h": "h", "ln": r"\ln", "log2": r"\log_2", "cos": r"\cos"}
RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
LEAVES = st.one_of(
    st.tuples(st.just("name"), st.sampled_from([*NAMES])),
    st.tuples(st.just("number"), st.integers(1, 12)),
)


def _larger(smaller):
    pair = (smaller, smaller)
    return st.one_of(
        st.tuples(st.sampled_from(["add", "sub", "mul", "mul", "mul", "div"]), *pair),
        st.tuples(st.just("power"), smaller, st.one_of(st.integers(1, 12), st.just("n"))),
        st.tuples(st.sampled_from(["exp", "sqrt", "abs", "minus", *CALLS]), smaller),
        st.tuples(st.just("sum"), smaller),
    )


TREES = st.recursive(LEAVES, _larger, max_leaves=7)


def canonical(tree):
    """The formula in the language of formulas, with brackets around everything."""
    kind, *args = tree
    match kind:
        case "name" | "number":
            return str(args[0])
        case "add" | "sub" | "mul" | "div":
            sign = {"add": "+", "sub": "-", "mul": "*", "div": "/"}[kind]
            return f"({canonical(args[0])}){sign}({canonical(args[1])})"
        case "power":
            return f"({canonical(args[0])})**{args[1]}"
        case "minus":
            return f"-({canonical(args[0])})"
        case "sum":
            return f"Sum({canonical(args[0])}, (k, 1, n))"
    return f"{kind}({canonical(args[0])})"


def by_hand(tree, draw):
    """The formula as somebody may type it."""
    return _Hand(draw).write(tree)


def in_latex(tree, draw):
    """The formula as somebody may paste it."""
    return _Latex(draw).write(tree)


class _Writing:
    def __init__(self, draw):
        self.draw = draw

    def one_of(self, *ways):
        return self.draw(st.sampled_from(ways))

    def write(self, tree):
        return getattr(self, tree[0], self.call)(*tree[1:], **self.kind(tree))

    def kind(self, tree):
        return {} if hasattr(type(self), tree[0]) else {"name": tree[0]}

    def product(self, tree):
        """What may be a factor, a term or a limit."""
        return self.write(tree) if tree[0] in ("mul", "name") else self.atom(tree)

    def atom(self, tree):
        return self.write(tree) if tree[0] in ("name", "number") else self.bracket(tree)

    def blank(self):
        return self.one_of("", " ")

    def add(self, a, b):
        return f"{self.atom(a)} + {self.product(b)}"

    def sub(self, a, b):
        return f"{self.atom(a)}{self.blank()}{self.minus_sign()} {self.product(b)}"

    def beside(self, a, b):
        """Whether a product needs no sign: for two names, brackets and such."""
        alone = b[0] in ("name", "number") or (a[0] == "number" and b[0] == "number")
        return b[0] == "name" or (a[0] in ("number", "add", "sub") and not alone)


class _Hand(_Writing):
    def name(self, name):
        return self.one_of(*NAMES[name][0])

    def number(self, number):
        return str(number)

    def minus_sign(self):
        return self.one_of("-", "−")

    def bracket(self, tree):
        inner = self.write(tree)
        return self.one_of(f"({inner})", f"{{{inner}}}")

    def mul(self, a, b):
        left, right = self.atom(a), self.atom(b)
        signs = ["*", " * ", "·", "×", "⋅"]
        return f"{left}{self.one_of(*signs, *([' '] if self.beside(a, b) else []))}{right}"

    def div(self, a, b):
        return f"{self.atom(a)}{self.one_of('/', ' / ', '÷')}{self.atom(b)}"

    def power(self, base, exponent):
        raised = "".join(RAISED.get(c, "ⁿ") for c in str(exponent))
        ways = [f"**{exponent}", f"^{exponent}", f"^{{{exponent}}}", f"^({exponent})", raised]
        return f"{self.atom(base)}{self.one_of(*ways)}"

    def minus(self, a):
        return f"{self.minus_sign()}{self.atom(a)}"

    def exp(self, a):
        inner = self.write(a)
        return self.one_of(f"exp({inner})", f"e^{{{inner}}}", f"e^({inner})", f"e**({inner})")

    def sqrt(self, a):
        ways = [f"sqrt({self.write(a)})", f"√({self.write(a)})"]
        return self.one_of(*ways, *([f"√{self.write(a)}"] if a[0] in ("name", "number") else []))

    def abs(self, a):
        inner = self.write(a)
        return self.one_of(f"abs({inner})", *([] if "|" in inner else [f"|{inner}|"]))

    def sum(self, a):
        inner = self.write(a)
        ends = self.one_of("_{k=1}^{n}", "_{k = 1}^n")
        return self.one_of(f"Sum({inner}, (k, 1, n))", f"{self.one_of(*'Σ∑')}{ends} ({inner})")

    def call(self, a, name):
        spelled = self.one_of("log2", "log_2", "log₂") if name == "log2" else name
        return f"{spelled}({self.write(a)})"


class _Latex(_Writing):
    def name(self, name):
        return f"{self.one_of(NAMES[name][1], *NAMES[name][2])} "

    def number(self, number):
        return str(number)

    def minus_sign(self):
        return self.one_of("-", "−")

    def bracket(self, tree):
        inner = self.write(tree)
        return self.one_of(f"({inner})", rf"\left({inner}\right)", rf"\bigl[{inner}\bigr]")

    def mul(self, a, b):
        sign = self.one_of(r" \cdot ", r"\times ", *([r" \, "] if self.beside(a, b) else []))
        return f"{self.atom(a)}{sign}{self.atom(b)}"

    def div(self, a, b):
        frac = self.one_of(r"\frac", r"\dfrac", r"\tfrac")
        return self.one_of(
            f"{frac}{{{self.write(a)}}}{{{self.write(b)}}}", f"{self.atom(a)}/{self.atom(b)}"
        )

    def power(self, base, exponent):
        return f"{self.atom(base).rstrip()}^{{{exponent}}}"

    def minus(self, a):
        return f"-{self.atom(a)}"

    def exp(self, a):
        return self.one_of("e", r"\mathrm{e}") + f"^{{{self.write(a)}}}"

    def sqrt(self, a):
        return rf"\sqrt{{{self.write(a)}}}"

    def abs(self, a):
        inner = self.write(a)
        return self.one_of(rf"\lvert {inner}\rvert ", rf"\left|{inner}\right|")

    def sum(self, a):
        return rf"\sum_{{k=1}}^{{n}} ({self.write(a)})"

    def call(self, a, name):
        return rf"{CALLS[name]}({self.write(a)})"
