"""The version of the program; the rule set has one of its own."""

__version__ = "0.2.0"
