"""The stage, tried over real HTTP."""
