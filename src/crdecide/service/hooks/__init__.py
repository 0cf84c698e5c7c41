"""From a call of a hook to its cards, and what became of them."""
