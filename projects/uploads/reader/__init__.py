"""Reads a spreadsheet of projects, cell by cell, into rows that can be judged."""
