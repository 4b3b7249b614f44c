"""THE RULES: pure Python; no await, no clock, no SQL, no words, no message ids; frozen values in, values out."""
