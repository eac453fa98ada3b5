"""How often the API may be asked, and by whom it is counted."""
