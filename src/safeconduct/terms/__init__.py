"""Values every stage shares; imports nothing of ours."""
