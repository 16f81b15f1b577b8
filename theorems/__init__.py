"""What is claimed: one theorem a file, in SymPy and the standard library only."""
