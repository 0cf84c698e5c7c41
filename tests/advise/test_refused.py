"""A record that is refused: the danger sentence is given with the error, where a danger can be read of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, bundle, condition, observation, patient

from crdecide import InvalidPatient, Ruleset, advise, read_record
from crdecide.cli import main
from crdecide.records import advise_reading

TUMOURS, FAILURE = {"count": 2}, {"heart_failure": True}
IN_DANGER: dict[str, dict[str, Any]] = {
    "symptoms that are denied": {"asymptomatic": True, "symptoms": FAILURE, "tumours": TUMOURS},
    "TSC and no tumour denied": {"asymptomatic": True, "symptoms": {"syncope": True}, "tsc": {"status": "possible"}},
    "tumours that are denied": {"symptoms": FAILURE, "tumours": {"count": 0, "locations": ["left_ventricle"]}},
    "both": {"asymptomatic": True, "symptoms": FAILURE, "tumours": {"locations": ["left_ventricle"], "count": 0}},
    "an age before birth": {"life_stage": "prenatal", "age_days": 3, "symptoms": FAILURE, "tumours": TUMOURS},
    "a value that is none": {"age_days": -3, "symptoms": FAILURE, "tumours": TUMOURS},
    "a field that is none": {"age": 3, "symptoms": FAILURE, "tumours": TUMOURS},
}
IN_NONE: dict[str, dict[str, Any]] = {
    "nobody has a tumour on record": {"asymptomatic": True, "symptoms": FAILURE},
    "the child has died": {"age_days": -3, "life_stage": "deceased", "symptoms": FAILURE, "tumours": TUMOURS},
    "no danger is recorded": {"age_days": -3, "symptoms": {"heart_failure": False}, "tumours": TUMOURS},
    "nothing can be read": {"symptoms": 3, "tumours": "two"},
}


@pytest.fixture(scope="module")
def sentence(ruleset: Ruleset) -> str:
    return ruleset.alert_by_id["life_threatening_presentation"].says.text


@pytest.mark.parametrize("case", IN_DANGER)
def test_the_error_carries_the_danger_sentence_first(case: str, sentence: str) -> None:
    for refuse in (advise, read_record):
        with pytest.raises(InvalidPatient) as refused:
            refuse(IN_DANGER[case])
        assert refused.value.danger == sentence
        assert str(refused.value).splitlines()[0] == sentence
        assert len(str(refused.value).splitlines()) == 1 + len(refused.value.problems)


@pytest.mark.parametrize("case", IN_NONE)
def test_an_error_without_a_danger_says_none(case: str) -> None:
    with pytest.raises(InvalidPatient) as refused:
        advise(IN_NONE[case])
    assert refused.value.danger is None
    assert str(refused.value) == "\n".join(map(str, refused.value.problems))


def test_the_command_says_the_sentence_with_the_error(sentence: str) -> None:
    record = json.dumps(IN_DANGER["symptoms that are denied"])
    result = CliRunner().invoke(main, ["advise", "-"], input=record)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "asymptomatic is true, yet symptoms.heart_failure is true" in result.stderr


def test_a_record_of_an_ehr_that_contradicts_itself_is_answered_with_the_danger(sentence: str) -> None:
    """A contradiction in it leaves the fields unknown and is no error; what is a danger for all that is told."""
    born = patient(birthDate="2026-11-20")
    before = observation("o", HEART_FAILURE, "2026-11-01", valueBoolean=True)
    reading = read_record(bundle(born, condition("cr", RHABDOMYOMA), before), on=date(2026, 11, 10))
    assert reading.unread
    assert advise_reading(reading).danger.text == sentence
