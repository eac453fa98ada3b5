"""The gemeentekaart of an area and a year, entered on one screen of the back office."""
