"""The document in LaTeX: equations, claims, steps and proofs; and LaTeX of others, read.

`document` puts it together, `pdf` compiles it, `reading` reads formulas, `roundtrip` checks that
what is written says what is derived, `transcription` that the two forms of a claim agree.
May import theorems, verdicts and all below.
"""
