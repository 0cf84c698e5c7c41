"""The official examples of FHIR R4: every resource is read, or refused with an error that we declare."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date

from support.peers import NODE_MODULES, needed

from crdecide import Ruleset
from crdecide.errors import WrongPatient
from crdecide.records import fhir

EXAMPLES = NODE_MODULES / "hl7.fhir.r4.examples"
SAMPLE = 10
"""One in so many is read in the default run; ``make examples`` reads all."""


def test_official_examples_are_read_with_declared_errors_only(ruleset: Ruleset) -> None:
    needed(EXAMPLES)
    paths = sorted(EXAMPLES.glob("*-*.json"))
    step = 1 if os.environ.get("CRDECIDE_EXAMPLES") == "all" else SAMPLE
    came_to: Counter[str] = Counter()
    for path in paths[::step]:
        resource = json.loads(path.read_text(encoding="utf-8"))
        try:
            fhir.read(resource, on=date(2026, 11, 23), ruleset=ruleset)
            came_to["read"] += 1
        except WrongPatient:
            came_to["about several patients"] += 1
    assert len(paths) > 5000
    assert came_to["read"] >= len(paths[::step]) - 7
