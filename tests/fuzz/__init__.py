"""A fuzzer of ``check``: formulas that are equal for a reason, and formulas that nearly are.

Every text is drawn from a seed, made by named steps, and evaluated with mpmath before it counts,
by an evaluator that shares nothing with the program under test. ``python -m tests.fuzz`` runs it.
"""
