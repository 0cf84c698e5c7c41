"""The answer: its model, how it is built and worded, and how it is shown."""
