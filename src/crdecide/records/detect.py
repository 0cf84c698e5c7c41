"""A child's record in any form that is read, told apart by its content."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from crdecide.advisory.refused import read_child
from crdecide.guideline.other_records import OtherForm, other_form
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from .statements import Reading

RecordForm = Literal["own"] | OtherForm


def read_record(source: Any, *, on: date | None = None, ruleset: Ruleset | None = None) -> Reading:
    """The child that a record is about, as parsed from JSON; where each field came from, and what was not used.

    Args:
        source: a record of ours, FHIR R4 (a Bundle, a resource, or a request or the prefetch of CDS Hooks) or a GA4GH
            phenopacket.
            A record of ours is taken as it is: nothing has to be said of where its fields came from.
        on: the day to which FHIR is read; without it the age stays unknown there.
        ruleset: the rules whose code maps are used; those in the package where none is given.

    Raises:
        InvalidPatient: it is none of these, or a broken record of ours, then with the sentence on a danger in it.
        WrongPatient: a FHIR record is about several patients.
        CrdecideError: it holds a unit, and the libraries of ``crdecide[fhir]`` are not installed.
    """
    # Each reader is loaded where a record is for it: they are far more than most calls need.
    match form_of(source):
        case "phenopacket":
            from . import phenopacket

            return phenopacket.read(source, ruleset=ruleset)
        case "fhir":
            from . import fhir

            return fhir.read(source, on=on, ruleset=ruleset)
        case "hook_request":
            from . import hook_requests

            return hook_requests.read_request(source, on=on, ruleset=ruleset)
        case "own":
            return Reading(read_child(source, ruleset or default_ruleset()), {}, ())


def form_of(source: object) -> RecordForm:
    """Which form a record has; whatever is none of the others is taken as meant to be ours."""
    return other_form(source) or "own"
