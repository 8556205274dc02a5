"""Solved routes."""
