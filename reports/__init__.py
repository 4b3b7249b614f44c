"""THE PAPER: from a protected summary to DOCX, PNG and chat text; never sees raw answers."""
