"""THE VOICE: every word a person reads, as Fluent files in zh and en; names and numbers come in as arguments."""
