"""Makes spreadsheets that mean one thing and are written in any of the many ways that XLSX allows.

``draw.drawn(seed)`` gives one: rows that are meant, and the mutations that changed how they are written. The
files are made of strings and ``zipfile``, never with the library that the product reads them with.
"""
