"""Results as numbers: stable forms, the programs that they are, and arithmetic that loses nothing.

A form is written once and printed or evaluated by every target in `derive.numeric.targets`. This
room may import symbols and errors; what it computes is proved equal to the equations in tests.
"""
