"""The worst-case reader: a claim about a fixed number of steps as a semidefinite program with rational coefficients, certified over the rationals."""
