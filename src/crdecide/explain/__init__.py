"""Why, why not, what is missing and what would change; computed from the rules."""

from .why_not import WhyNot, why_not

__all__ = ["WhyNot", "why_not"]
