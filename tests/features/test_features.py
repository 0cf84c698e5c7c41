"""Every scenario under ``features/``, run against the public API."""

from pytest_bdd import scenarios

scenarios(".")
