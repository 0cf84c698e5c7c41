"""FHIR R4: records in, decisions out."""

from .read import read

__all__ = ["read"]
