"""Sums over projects. Where plans are uncertain a sum is an interval."""
