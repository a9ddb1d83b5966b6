"""Are two formulas the same function on a domain? A statement is made, and decided.

:mod:`~proofs.equality.compare` is what others call. A certificate is found in `search`, by the laws
in `laws` and `integrals` and the signs in `tactics`, and accepted by :mod:`proofs.kernel`; a point
that tells the two apart is found in `falsifier`, by exact arithmetic and balls. Nothing here is
trusted but these balls. May import the kernel, statements and `derive`.
"""
