"""CDS Hooks 2.0.1 over HTTP (extra ``crdecide[service]``)."""
