"""Theorems on floating-point formulas."""
