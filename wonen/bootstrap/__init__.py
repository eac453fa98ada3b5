"""Starting Wonen on one computer: the commands of run.py, the launcher, its servers and its PostgreSQL.

What run.py imports before anything is installed (``commands``, and its imports) is standard library only.
"""
