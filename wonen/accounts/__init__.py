"""Who gets into the back office, and with which rights: log-in, second factor, lockout, roles and users."""
