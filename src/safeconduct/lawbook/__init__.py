"""The text as written, with its positions."""
