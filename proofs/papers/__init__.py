"""Papers in files from outside: TOML read with clear errors, its derivations run in bounded time,
and each claim tied to what is derived for it.

A derivation file is a program that runs with its user's rights; what stands in TOML never runs. It
may import `proofs.schemes`, the judge, and all below.
"""
