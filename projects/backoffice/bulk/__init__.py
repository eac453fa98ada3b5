"""Many projects changed together: the same change, or a sheet of cells."""
