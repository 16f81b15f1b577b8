"""From multipliers in floats to certificates in fractions, their files, and the independent check."""
