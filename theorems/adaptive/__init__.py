"""Theorems on adaptive methods: AdaGrad, Adam and their kin."""
