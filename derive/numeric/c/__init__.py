"""The parts of the C target: files, signatures, elementary functions, lower bounds, the compiler.

Each is text that `derive.numeric.targets.c` puts together, or what compiles it. This room may
import `derive.numeric`, and nothing of the targets.
"""
