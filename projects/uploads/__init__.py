"""A spreadsheet of projects brought in: read, held against what is known, asked about, and applied whole."""
