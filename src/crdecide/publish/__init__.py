"""What the rules become for others: review pages and site, schemas, the rules as data."""
