"""Formulas as text: LaTeX, the language that ``sponte check`` reads, and text for SymPy.

Nothing here knows a symbol or an equation of a particular paper but for the table of symbols. It
may import what formulas are made of (`derive.functions`, `derive.symbols`) and the errors.
"""
