"""The actions, on real databases of both engines."""
