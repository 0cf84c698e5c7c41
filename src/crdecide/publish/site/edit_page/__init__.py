"""The page on which a card is changed, and which says at once who is answered differently."""
