"""A program solved in floats; nothing here is a proof."""
