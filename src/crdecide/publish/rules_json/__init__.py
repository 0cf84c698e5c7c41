"""The rules as data for other programs: vocabulary, cards, evidence, and every answer as a decision diagram."""
