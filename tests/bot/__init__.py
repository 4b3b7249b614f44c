"""The proof of the switchboard."""
