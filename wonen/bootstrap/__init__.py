"""What run.py does before anything is installed. Standard library only, and nothing of the product."""
