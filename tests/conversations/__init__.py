"""The village's conversations as transcripts: real bot, real sandbox, real HTTP, a clock that a test turns."""
