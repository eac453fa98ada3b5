"""Rows added, replaced, patched and removed by the API."""
