"""Many children at once: files of patients in, one row of answers for each out."""
