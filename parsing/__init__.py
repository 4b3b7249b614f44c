"""THE EAR: what people type: replies, one-sentence calls, times; text in, meaning out; pure."""
