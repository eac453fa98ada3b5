"""The sync feed: which rows to fetch again, and which to remove, to keep a copy in step."""
