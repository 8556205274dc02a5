"""A case lived through: contacts with agencies, the clocks they start, the circles they run in, and the plan made anew from what happened."""
