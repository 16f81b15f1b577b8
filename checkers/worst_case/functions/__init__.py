"""The worst case as an explicit function, run exactly."""
