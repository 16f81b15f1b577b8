"""Theorems on the Polyak-Lojasiewicz inequality and over-parameterized models."""
