"""The law as a book to read: every rule of the lawbooks with its article, and what leads to what."""
