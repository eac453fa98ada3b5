"""Figures as spreadsheets: the tidy export, the template to fill in, and the upload with its preview."""
