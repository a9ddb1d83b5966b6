"""What a claim says to the kernel: its goal, its hypotheses, and the words they are written in.

Trusted, and counted with the kernel: a certificate is worth what its statement says. May import the
kernel and `derive`.
"""
