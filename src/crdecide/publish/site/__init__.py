"""The review site: one folder of pages that opens from a disk, prints, and needs no network."""
