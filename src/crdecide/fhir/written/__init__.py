"""A decision as FHIR R4 resources: what was weighed, as proposals and never as orders, with its trail."""

from .bundle import to_bundle
from .occasion import Occasion

__all__ = ["Occasion", "to_bundle"]
