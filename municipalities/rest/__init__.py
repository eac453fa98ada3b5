"""What the REST API is made of, whatever its resources are."""
