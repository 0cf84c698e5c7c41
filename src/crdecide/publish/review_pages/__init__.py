"""The review pages: everything a clinician has to see of a rule set, a page a card, generated from the rules."""

from .all_pages import pages
from .card_page import page_of_card
from .ruleset_page import page_of_ruleset

__all__ = ["page_of_card", "page_of_ruleset", "pages"]
