"""Claims about growth: the quantity is measured at doubling sizes, and the slope or the limit that is seen is held against what is claimed."""
