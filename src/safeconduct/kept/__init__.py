"""What a vault keeps of one case: its entries as person, history, consents and letters, and these as entries."""
