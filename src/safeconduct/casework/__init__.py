"""Casework: the case lived through, in files that only its members can read."""
