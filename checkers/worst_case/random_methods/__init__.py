"""Random methods: in the mean for whatever noise the hypotheses allow, and on every path of a few equally likely draws."""
