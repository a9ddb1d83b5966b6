"""Formulas as text: in the language that ``sponte check`` reads, and for SymPy.

Nothing here knows a symbol or an equation of a particular paper. It may import the functions that
expressions are made of (:mod:`derive.entropy`, :mod:`derive.gaussian`) and the errors.
"""
