"""Opens a spreadsheet that somebody sent, without trusting it."""
