"""Whether data is a phenopacket, told without loading what reads one."""

from __future__ import annotations

from collections.abc import Mapping


def is_phenopacket(data: object) -> bool:
    """Whether this is a phenopacket, by its field names."""
    names = ("phenotypicFeatures", "phenotypic_features", "metaData", "meta_data")
    return isinstance(data, Mapping) and "resourceType" not in data and any(name in data for name in names)
