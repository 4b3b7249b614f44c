"""Proof of THE VOICE: both languages say the same things, every line is needed, and every line can be read."""
