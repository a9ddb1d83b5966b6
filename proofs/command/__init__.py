"""The command `sponte`: arguments, the terminal, and the record of what was found.

One function a subcommand; what it does is elsewhere. May import everything.
"""
