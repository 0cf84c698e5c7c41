"""What became of each card: its versions by date, and what changed in words, where git knows."""
