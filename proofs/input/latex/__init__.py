"""Reads LaTeX: what is pasted from a paper, and what our printer wrote, independently of it.

:mod:`tokens` and :mod:`spellings` say what the signs are, :mod:`formulas` (with its grammar
``formulas.lark``) what a formula means, :mod:`rows` which line is which part of an equation,
:mod:`pasted` reads what people paste. It imports `proofs.paper`, and `derive` for the names.
"""
