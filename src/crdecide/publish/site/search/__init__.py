"""The search over the pages of the site, which needs no network."""
