"""The database engine of Wonen: Django's PostgreSQL backend with time limits, made from ``DATABASE_URL``."""
