"""Equations of others as numeric functions, without a stable form made by hand.

An expression is traced into a program (:mod:`~derive.numeric.own.tracing`), which is evaluated with
running errors. Where the error is too large wider arithmetic takes over, until the value is known
(Ziv's strategy), so that it is correct to 4 units in the last place, or to 1e-300. Balls alone need
no more than a short form (:mod:`~derive.numeric.own.short`), where its ball is narrow enough.
"""
