"""How each word of the language becomes a number: a rule takes an evaluator and a term, and gives an array and whether it is a vector."""
