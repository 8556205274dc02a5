"""The checked law, immutable, every name resolved."""
