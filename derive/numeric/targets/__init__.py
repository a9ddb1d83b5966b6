"""The targets of an export: one target is one file, named as the user names it.

A target prints programs in its language, runs them from Python, or both. It may import
`derive.numeric` and no other target but those whose code it runs or falls back to.
"""
