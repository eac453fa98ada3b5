"""The vastgoedprojecten of a corporation, with every uncertainty kept."""
