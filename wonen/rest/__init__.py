"""What every resource of the API shares: how it is declared, read, refused, written out and described."""
