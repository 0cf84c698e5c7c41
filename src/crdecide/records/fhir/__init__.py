"""FHIR R4: records in, decisions out."""

from .reader import read
from .write import Occasion, to_bundle

__all__ = ["Occasion", "read", "to_bundle"]
