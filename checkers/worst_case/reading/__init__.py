"""From a statement at fixed constants and a fixed number of steps to a program: terms, methods, classes of functions, and the claim's two sides."""
