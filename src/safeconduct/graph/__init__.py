"""Explored situations."""
