"""The chosen projects as a file."""
