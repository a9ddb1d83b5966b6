"""Blocks of shots: bits that a hash extracts, what counts say, and the worst of what is not known.

May import `derive.numeric` and its targets: numbers here are found in floats and then enclosed.
"""
