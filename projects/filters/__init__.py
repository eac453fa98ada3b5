"""The choices by which projects are selected, and what an address says of them."""
