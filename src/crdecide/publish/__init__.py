"""What the rules become for others: the review site, schemas, the rules as data."""
