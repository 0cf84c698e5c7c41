"""What an answer rests on, what is missing, and what would change it."""
