"""The document in LaTeX: equations, claims, steps and proofs.

`document` puts it together, `pdf` compiles it, `roundtrip` checks that what is written says what is
derived, `transcription` that the two forms of a claim agree; both by the reader in `proofs.input`.
May import theorems, verdicts and all below.
"""
