"""The history of every table of the domain: read as differences, put back, undone."""
