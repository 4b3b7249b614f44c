"""The memory, proved on both engines."""
