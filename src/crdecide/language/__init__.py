"""What a rule may say: truth, conditions, cards, vocabulary, evidence; and from YAML to a checked rule set."""
