"""Putting back and undoing: planned against what the rows are now, then done whole or not at all."""
