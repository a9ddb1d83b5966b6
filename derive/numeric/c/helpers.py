"""What every C file opens with, and helpers: pieces of text of which a file has those it needs.

Accuracy and lower bounds rest on what a rounding lost, which a build or a mode of the processor
that changes arithmetic would falsify. Where a macro tells, the file does not compile; where a
pragma holds arithmetic, it stands there; `arithmetic_holds` finds the rest in every call.
"""

import re
from collections.abc import Iterator

NOTE = (
    "",
    "A build that changes arithmetic (-ffast-math, -Ofast, x87) is refused, or gives NaN: every",
    "call tests that sums, products and quotients are rounded to nearest, one by one, and that",
    "subnormal numbers are kept. It cannot see a compiler that is right in the test and wrong",
    "elsewhere, nor a libm whose log is off by more than 2**-45. C99 or later.",
)
START = """\
#if defined(__FAST_MATH__) || defined(_M_FP_FAST)
#error "-ffast-math and -Ofast falsify what this file computes: compile without, say with -O3"
#endif
#if defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#error "sums or quotients are rewritten: compile without -fassociative-math, -freciprocal-math"
#endif
#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#error "NaN says that an argument is outside of the domain: compile without -ffinite-math-only"
#endif
#include <float.h>
// 16 is for half precision, 1 for single.
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 1 && FLT_EVAL_METHOD != 16
#error "doubles are computed with other digits than they have: compile with -msse2 -mfpmath=sse"
#endif
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#if __clang_major__ >= 11
#pragma clang fp reassociate(off)
#endif
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off", "no-unsafe-math-optimizations", "no-associative-math")
#pragma GCC optimize("no-reciprocal-math", "no-finite-math-only")
#endif
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Steps must be inlined, or the loops around them stay scalar: GCC finds them too long by itself.
#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif
"""
UNITS = """\
#ifndef SPONTE_BITS
#define SPONTE_BITS {bits!r}
#define SPONTE_NATS {nats!r}
#endif
"""
"""What one nat is, for the last argument; also in the header, which need not be included."""
BASIC = """\
#if defined(_OPENMP) || defined(SPONTE_SIMD)
#define VECTORISE _Pragma("omp simd reduction(|:outside)")
#else
#define VECTORISE
#endif

// Written so that a NaN in the first argument stays one.
INLINE double larger(double a, double b) { return b > a ? b : a; }

INLINE double smaller(double a, double b) { return b < a ? b : a; }

// A sum over detectors, and what rounding lost of it.
INLINE void add_to(double *sum, double *lost, double term) {
  const double before = *sum, after = before + term, added = after - before;
  *lost += (before - (after - added)) + (term - added);
  *sum = after;
}

INLINE void settle(double *sum, double *lost) {
  const double whole = *sum + *lost;
  *lost -= whole - *sum;
  *sum = whole;
}

INLINE int within(const double *p, size_t m, double most) {
  double sum = 0.0, lost = 0.0;
  int inside = m > 0;
  for (size_t i = 0; i < m; i++) inside &= p[i] >= 0.0, add_to(&sum, &lost, p[i]);
  settle(&sum, &lost);
  return inside & (sum <= most);
}

// A caller that looks at the domain itself, in the precision that it has, keeps every value.
#if defined(SPONTE_CHECKED)
#define OR_NAN(inside, value) (value)
#else
#define OR_NAN(inside, value) ((inside) ? (value) : NAN)
#endif

// Whether sums, products and quotients of doubles are rounded to nearest, one by one.
INLINE int arithmetic_holds(void) {
  static const volatile double one = 1.0, small = 0x1p-60, third = 1.0/3.0, least = 0x1p-1022;
  static const volatile double three = 3.0, five = 5.0, seven = 7.0;
  double sum = one, lost = 0.0, above = one, below = one;
  add_to(&sum, &lost, small);  // fails where sums are reordered, or not rounded to nearest
  above += small;
  below -= small;
  volatile double product = third*third, half = 0.5*least;
  const double divisor = three;
  const double fused = fma(third, third, -product), apart = third*third - product;
  const double quotient = five/divisor, other = seven/divisor, again = half + half;
  return (sum == 1.0) & (lost == 0x1p-60) & (above == 1.0) & (below == 1.0) & (apart == 0.0)
    & (fused == FUSED) & (half > 0.0) & (again == 0x1p-1022)
    & (quotient == 0x1.aaaaaaaaaaaabp+0) & (other == 0x1.2aaaaaaaaaaabp+1) & (0.1 != (double)0.1f);
}

// The result of a call whose arithmetic does not hold.
INLINE size_t refused(double *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = NAN;
  return 2;
}
""".replace("FUSED", "-0x1.c71c71c71c71cp-58")
COMMENT = re.compile(r"//.*")
WORD = re.compile(r"\w+")
NAME = re.compile(
    r"^(?:#define (\w+)|typedef .*?(\w+);$|(?:INLINE|static) \w+ (\w+)\()", re.M | re.S
)


def completed(helpers: str, text: str) -> str:
    """A text behind the helpers that it needs, itself or through others; empty lines part them.

    >>> print(completed("#define A 1\\n\\n#define B A\\n\\n#define C A\\n", "int b = B;"))
    #define A 1
    #define B A
    <BLANKLINE>
    int b = B;
    """
    return "\n".join([*reversed(list(_needed(helpers, text))), "", text])


def _needed(helpers: str, text: str) -> Iterator[str]:
    words = set(WORD.findall(COMMENT.sub("", text)))
    for piece in reversed(re.split(r"\n\n+", helpers.strip("\n"))):
        if _name(piece) in words:
            words.update(WORD.findall(COMMENT.sub("", piece)))
            yield piece


def _name(piece: str) -> str:
    found = NAME.search(piece)
    if found is None:
        raise ValueError(f"a helper that defines no name: {piece}")
    return next(filter(None, found.groups()))
