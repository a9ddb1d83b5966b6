"""What the paper claims, and why it is or is not so."""
