"""The vault: a case in a file that only its members can read."""
