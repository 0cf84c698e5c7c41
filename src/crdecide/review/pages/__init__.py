"""The review pages: everything a clinician has to see of a rule set, a page a card, generated from the rules."""

from .card_page import card_page
from .ruleset_page import ruleset_page
from .write import pages

__all__ = ["card_page", "pages", "ruleset_page"]
