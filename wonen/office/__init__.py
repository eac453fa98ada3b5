"""The back office: its site, its words, and what every admin shares."""
