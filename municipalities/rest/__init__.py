"""The REST API: who may use it, and how often."""
