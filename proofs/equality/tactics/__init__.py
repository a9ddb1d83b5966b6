"""The ways to find the sign of an element, each a function that gives the label of a fact or None.

Nothing here is trusted: a tactic writes steps, which the kernel checks as they come.
"""
