"""Theorems on deterministic first-order methods."""
