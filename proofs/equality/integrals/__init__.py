"""The laws of integrals: antiderivatives by an ansatz, and relations between integrals.

Nothing here is trusted: every step goes to the kernel's checker as it is found.
"""
