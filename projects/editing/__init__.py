"""What form, sheet, upload and API share when they change a project."""
