"""Schemes in files from outside: read in bounded time, asked, compared with formulas, and printed.

A scheme file is a program that runs with its user's rights; a formula never runs. It may import
`derive.scheme`, the comparison of formulas, and the pieces of `proofs.latex` that print.
"""
