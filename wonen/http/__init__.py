"""Between the socket and Django: whole requests in, whole answers out, no thread that waits for a client."""
