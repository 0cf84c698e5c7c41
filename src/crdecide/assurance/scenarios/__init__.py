"""The features that clinicians read, run in process."""
