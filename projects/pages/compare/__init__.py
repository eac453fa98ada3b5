"""Municipalities side by side and in order."""
