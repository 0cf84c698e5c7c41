"""The forms that the tables have had, one file a step."""
