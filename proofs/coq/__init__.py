"""The Coq side: statements generated from the derived objects, and hand-written proofs of them."""
