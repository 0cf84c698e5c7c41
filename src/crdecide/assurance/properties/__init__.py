"""The named properties, each proved for every child or told with a child that breaks it."""
