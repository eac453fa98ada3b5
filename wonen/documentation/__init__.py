"""The documentation of the API for people, made from its description; and examples that are tried."""
