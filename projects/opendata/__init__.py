"""What is told about the open data: catalogue (DCAT), page for people, and what search engines read."""
