"""Closed forms guessed from exact values."""
