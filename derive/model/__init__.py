"""What every scheme is made of: domains, kets, measurements, entropies, equations and their steps.

A derivation is a function tied to a number; a scheme is an isometry and a readout. This room may
import symbols, functions and errors, and `derive.text`, in which an equation prints itself.
"""
