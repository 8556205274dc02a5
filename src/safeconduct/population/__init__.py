"""Everybody at once: one goal asked for every row of a table of people."""
