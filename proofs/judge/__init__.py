"""From a claim to its verdict: one rule for each kind of claim, and what ties a theorem to one.

Nothing here can make a claim true: a rule asks the comparison, or a theorem that the kernel accepts
of the claim's own statement. May import theorems and all below.
"""
