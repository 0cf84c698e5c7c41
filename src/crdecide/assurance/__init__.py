"""What shows that the rules are right: properties, a second opinion, mutation, scenarios, differences."""
