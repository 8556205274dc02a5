"""Lawful ways through law and bureaucracy for people stuck between states."""

__version__ = "0.1.0"
