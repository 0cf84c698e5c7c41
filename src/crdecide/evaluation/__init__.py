"""What a rule set means for one child: the reference, the engine and the decision diagrams that are held to it."""
