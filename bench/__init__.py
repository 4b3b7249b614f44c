"""Benchmarks: what the parts of the house do on hand-written material, printed for people."""
