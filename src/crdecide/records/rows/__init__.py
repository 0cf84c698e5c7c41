"""Flat rows of a table, a child each, as `Patient`: CSV, Excel, Parquet, NDJSON, data frames, mappings.

Needs the extra ``cohort`` (pyarrow), for Excel workbooks ``excel`` as well. ``crdecide cohort`` reads by the same code.
"""

from .child_rows import Row, read
from .first_rows import ColumnPreview, Preview, preview

__all__ = ["ColumnPreview", "Preview", "Row", "preview", "read"]
