"""The laws by which elements are rewritten, of functions, roots, logarithms and sums.

Nothing here is trusted: every step goes to the kernel's checker as it is found.
"""
