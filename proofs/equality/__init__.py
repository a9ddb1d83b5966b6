"""Are two formulas the same function on a domain?

Here certificates are found and points that tell two formulas apart; nothing here is trusted but
the balls at such a point. May import :mod:`proofs.kernel`, formulas, and `derive`.
"""
