"""Certificates in symbolic constants: one step (or a few) of a method, for all constants of the statement's region at once."""
