"""Randomness from spontaneous emission: one file for each section of the paper.

Each starts from definitions (Hamiltonian, isometry, readout) and ends in numbered equations. It
may import `derive.model`, what that may import, and the sections before it.
"""

SECTIONS = (
    "emission",
    "window",
    "purification",
    "single_photon",
    "temporal",
    "many_bins",
    "monitored",
    "spatial",
    "phase",
    "monotonicity",
)
"""The sections in the paper's order; a new scheme adds its name here."""
