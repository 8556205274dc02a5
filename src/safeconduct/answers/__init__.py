"""Explained answers."""
