"""The search of certificates: proofs under construction, signs, rewriting until nothing is left.

Nothing here is trusted: every step goes to the kernel's checker as it is found.
"""
