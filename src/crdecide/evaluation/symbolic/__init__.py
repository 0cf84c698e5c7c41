"""The rules as decision diagrams over all that can be known of a child."""
