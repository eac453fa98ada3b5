"""Every file to download, one way: made once, kept by what it was made of, and sent whole or in part."""
