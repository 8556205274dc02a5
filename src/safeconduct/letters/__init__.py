"""Letters and a calendar: drafts to authorities that hold only what the person agreed to share, and last days under neutral titles."""
