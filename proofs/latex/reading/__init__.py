"""Reads LaTeX back, independently of the printer: what is printed has to be what was proved.

:mod:`tokens` and :mod:`spellings` say what the signs are, :mod:`formulas` (with its grammar
``formulas.lark``) what a formula means, :mod:`rows` which line is which part of an equation.
It imports `proofs.paper`, and `derive` for the names.
"""
