"""Exact equality: a normal form over a tower of roots, exponentials, logarithms and sums.

An expression becomes a quotient of two polynomials in *generators*: the symbols themselves,
square roots (with their relation), exponentials of independent exponents, logarithms of
independent arguments, and sums that have no closed form. Two expressions are equal where their
difference has the numerator zero; nothing here samples points or simplifies and hopes.
"""
