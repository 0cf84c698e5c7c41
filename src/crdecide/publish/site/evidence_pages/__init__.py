"""The evidence of a rule set as pages: what was read, what rests on it, and what would fall with it."""
