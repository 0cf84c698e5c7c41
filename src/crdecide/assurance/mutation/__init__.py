"""Each small change of a rule has to fail a scenario."""
