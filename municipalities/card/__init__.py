"""The gemeentekaart: the key figures of a municipality on a day."""
