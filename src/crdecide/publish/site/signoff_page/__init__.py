"""The page on which a reviewer signs."""
