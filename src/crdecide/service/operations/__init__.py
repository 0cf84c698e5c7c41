"""Running it: figures, logs, readiness, housekeeping."""
