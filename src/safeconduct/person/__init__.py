"""The person: facts with provenance, wishes, exclusions."""
