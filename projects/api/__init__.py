"""Projects as the API gives and takes them."""
