"""The upload pipeline, one for every spreadsheet that staff bring: stored, read, previewed, applied, told."""
