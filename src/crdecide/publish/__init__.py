"""What the rules become for others: review pages and schemas."""
