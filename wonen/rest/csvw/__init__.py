"""What the columns of a CSV are, for programs."""
