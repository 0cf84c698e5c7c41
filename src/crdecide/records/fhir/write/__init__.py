"""A decision as FHIR R4 resources: what was weighed, as proposals and never as orders, with its trail."""

from .occasion import Occasion
from .response_bundle import to_bundle

__all__ = ["Occasion", "to_bundle"]
