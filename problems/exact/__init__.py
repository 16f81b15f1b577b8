"""Exact arithmetic: rationals, balls, definiteness."""
