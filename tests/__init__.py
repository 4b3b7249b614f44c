"""THE PROOF: mirrors the folders; conversations are written as transcripts."""
