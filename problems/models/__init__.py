"""Families of problems on data that people bring, one file each; `problems.discovery` finds them."""
