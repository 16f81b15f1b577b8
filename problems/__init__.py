"""What theorems are tried on: families of problems with certified constants, exact and float arithmetic, noise."""
