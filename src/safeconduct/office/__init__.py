"""The server of a small organisation: many caseworkers, each with the cases of their caseload, over one PostgreSQL database."""
