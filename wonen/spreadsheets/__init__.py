"""Spreadsheets read and written, whatever rows they hold."""
