"""Theorems on how formulas are computed in floating-point numbers."""
