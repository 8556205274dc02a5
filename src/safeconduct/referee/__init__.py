"""Replays routes and checks certificates; shares no code with the search."""
