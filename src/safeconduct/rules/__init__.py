"""Compiled rules for one person and one day."""
