"""The proof reader: does a claim follow from its hypotheses? A kernel, the scripts that drive it, certificates, and a second checker."""
