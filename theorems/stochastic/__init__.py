"""Theorems on stochastic gradients."""
