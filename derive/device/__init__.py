"""Bits of a real device, beyond the paper: arrival times with losses and dark counts.

Each file starts from the global state of the atom, the field and what the detector does to it, and
ends in equations numbered `device:...`. It may import `derive.model` and `derive.emission`.
"""

SECTIONS = ("loss", "dark", "guessing", "ends", "bins")
"""The derivations in an order in which each uses only those before it."""
