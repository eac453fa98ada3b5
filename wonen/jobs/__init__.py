"""Work beside the pages: a table of jobs in PostgreSQL, and the process that takes them from it."""
