"""The experiment reader: does the claim hold when the algorithm is really run?"""
