"""The key figures (kengetallen): entered, checked, compared and given out."""
