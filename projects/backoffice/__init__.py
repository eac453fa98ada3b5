"""Entering projects in the back office: the form, two people at once, the list, many projects together."""
