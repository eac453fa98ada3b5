"""The bod: what a corporation offers a municipality for a year."""
