"""Areas (regions, municipalities) and corporations, and what is known of them."""
