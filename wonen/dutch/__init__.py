"""Text, numbers, days and periods as Dutch people write and read them."""
