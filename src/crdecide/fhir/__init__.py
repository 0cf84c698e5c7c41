"""FHIR R4: records in, decisions out."""

from .read import read
from .written import Occasion, to_bundle

__all__ = ["Occasion", "read", "to_bundle"]
