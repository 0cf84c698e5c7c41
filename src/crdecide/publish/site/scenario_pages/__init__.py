"""Scenarios as pages: the children to sign first, each with the page that it is answered with, and all others."""
