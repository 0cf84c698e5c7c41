"""Each code that a report may name, sent to the readers as the report says, is read as it says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.sent_codes import ON, sent

from crdecide import Ruleset
from crdecide.guideline.record_paths import is_list, reader
from crdecide.records import fhir, phenopacket
from crdecide.records.effects_of_codes import ELEMENTS, SENT_AS, CodeEffect, code_effects
from crdecide.records.record_codes import met_codes

DAY = date.fromisoformat(ON)


def effects_of(way: str, ruleset: Ruleset) -> list[CodeEffect]:
    return [effect for effect in code_effects(ruleset) if effect.way == way and effect.codes]


@pytest.mark.parametrize("way", [way for way in SENT_AS if way != "element"])
def test_every_effect_is_read_from_a_code_of_each_system(way: str, ruleset: Ruleset) -> None:
    effects = effects_of(way, ruleset)
    assert effects
    for effect in effects:
        for code in {code.system: code for code in reversed(effect.codes)}.values():
            patient = fhir.read(sent(effect, code, ruleset), on=DAY, ruleset=ruleset).patient
            for path in effect.numbers:
                assert reader(path)(patient) not in (None, ()), (effect.entry, code, path)
            for path, values in effect.says.items():
                assert holds(reader(path)(patient), values[0], path), (effect.entry, code, path)


def holds(read: Any, value: Any, path: str) -> bool:
    return value in read if is_list(path) and read is not None else bool(read == value)


def test_every_state_that_a_drug_may_be_in_is_read_from_its_status(ruleset: Ruleset) -> None:
    courses = [effect for effect in effects_of("drug", ruleset) if any(p.endswith(".status") for p in effect.says)]
    assert len(courses) > 5
    for effect in courses:
        [path] = [path for path in effect.says if path.endswith(".status")]
        for state in effect.says[path]:
            patient = fhir.read(sent(effect, effect.codes[0], ruleset, state), on=DAY, ruleset=ruleset).patient
            assert reader(path)(patient) == state


def test_elements_need_no_code(ruleset: Ruleset) -> None:
    born, died, before = ELEMENTS
    assert fhir.read({"resourceType": "Patient", "birthDate": "2026-11-01"}, on=DAY).patient.age == 25
    for deceased, stage in zip((False, True), died.says["life_stage"], strict=True):
        record = {"resourceType": "Patient", "birthDate": "2026-11-01", "deceasedBoolean": deceased}
        assert fhir.read(record, on=DAY).patient.life_stage == stage
    subject = {"id": "x", "timeAtLastEncounter": {"gestationalAge": {"weeks": 30}}}
    packet = {"id": "x", "subject": subject, "metaData": {}}
    assert (phenopacket.read(packet).patient.life_stage,) == before.says["life_stage"]
    assert born.numbers == ("age_days",)


def test_every_code_that_is_sent_is_met(ruleset: Ruleset) -> None:
    for effect in code_effects(ruleset):
        for code in effect.codes[:1]:
            met = {met.coding.code for met in met_codes(sent(effect, code, ruleset))}
            assert code.code in met, effect


def test_a_field_is_told_with_the_code_that_said_it(ruleset: Ruleset) -> None:
    for way in ("present", "measured", "variant", "drug", "allergy", "performed", "due"):
        effect = effects_of(way, ruleset)[0]
        reading = fhir.read(sent(effect, effect.codes[0], ruleset), on=DAY, ruleset=ruleset)
        for path in effect.says:
            codes = {code.code for source in reading.provenance[path] for code in source.codes}
            assert effect.codes[0].code in codes, (way, path)
