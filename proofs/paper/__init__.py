"""A paper as data: its claims, the names and the text of its formulas, a claim beside what is
derived for it.

Here a user's formula becomes an expression, and a claim becomes a statement. May import statements,
the comparison and `derive`.
"""
