"""The steps of the features: a small closed set, each over the public API only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from pytest_bdd.parser import Feature, Scenario

from crdecide import Advisory, advise
from crdecide.loading import default_ruleset

SYMPTOMS = (
    "heart_failure", "arrhythmia", "outflow_obstruction", "inflow_obstruction", "duct_dependent_circulation",
    "cyanosis", "respiratory_distress", "syncope",
)  # fmt: skip
OPTIONS = {
    "surveillance": "surveillance",
    "an mTOR inhibitor": "mtor_inhibitor",
    "the mTOR inhibitor": "mtor_inhibitor",
    "surgery": "surgery",
    "anti-arrhythmic drugs": "antiarrhythmic",
    "TSC evaluation": "tsc_evaluation",
    "specialist review": "specialist_review",
}
STANCES = {
    "is the usual course": "usual_course",
    "may be considered": "may_be_considered",
    "is not supported": "not_supported",
    "is not applicable": "not_applicable",
    "are not applicable": "not_applicable",
    "is outside the evidence": "outside_evidence",
    "cannot be assessed": "cannot_assess",
}
QUESTIONS = {
    "the age": "age_days",
    "the number of tumours": "tumours.count",
    "the course of the tumours": "tumours.trend",
    "the TSC status": "tsc.status",
    "the surgical risk": "surgery.risk",
    "arrhythmia": "symptoms.arrhythmia",
}
GRADED = "infection|stomatitis|dyslipidaemia"
SAFETY = {
    "active infection": "active_infection",
    "hypersensitivity to rapamycin": "rapamycin_hypersensitivity",
    "live vaccine due": "live_vaccine_due",
    "impairment of the liver": "hepatic_impairment",
    "rise of blood lipids": "hyperlipidaemia",
}
MTOR_CAVEATS = {
    "temporary_only", "evidence_limits", "spontaneous_regression", "off_label", "specialist_supervision",
}  # fmt: skip
SYMPTOM = f"(?P<symptom>{'|'.join(name.replace('_', '[ -]') for name in SYMPTOMS)})"
OPTION = f"(?P<option>{'|'.join(OPTIONS)})"

RULES = {card.id for card in (*default_ruleset().findings, *default_ruleset().cards)}

Record = dict[str, Any]


def identifier(words: str) -> str:
    """Clinical words as the identifier they stand for: 'duct-dependent circulation'."""
    return words.replace("-", "_").replace(" ", "_").lower()


def known(word: str) -> str | None:
    return None if word == "unknown" else identifier(word)


@pytest.fixture
def record() -> Record:
    return {
        "tsc": {},
        "tumours": {},
        "symptoms": {},
        "surgery": {},
        "safety": {},
        "treatment": {"mtor_inhibitor": {}, "antiarrhythmic": {}},
    }


@given(parsers.re(r"a (?:newborn|child) of (?P<number>\d+) (?P<unit>days?|years?)"))
def aged(record: Record, number: str, unit: str) -> None:
    record["age_days"] = int(number) if unit.startswith("day") else int(int(number) * 365.25)


@given("a child of unknown age")
def of_unknown_age(record: Record) -> None:
    record["age_days"] = None


@given("a fetus")
def a_fetus(record: Record) -> None:
    record["life_stage"] = "prenatal"


@given("the life stage is postnatal")
def is_born(record: Record) -> None:
    record["life_stage"] = "postnatal"


@given(parsers.re(r"(?P<number>\d+|no|an unknown number of) cardiac rhabdomyomas?"))
def tumours(record: Record, number: str) -> None:
    record["tumours"]["count"] = int(number) if number.isdigit() else {"no": 0}.get(number)


@given(parsers.parse("the largest tumour measures {size:g} mm"))
def largest(record: Record, size: float) -> None:
    record["tumours"]["largest_mm"] = size


@given(parsers.parse("the course of the tumours is {course}"))
def course(record: Record, course: str) -> None:
    record["tumours"]["trend"] = known(course)


@given(parsers.parse("TSC is {status}"))
def tsc_status(record: Record, status: str) -> None:
    record["tsc"]["status"] = known(status)


@given(parsers.re(r"(?P<article>a|no) pathogenic variant has been found"))
def variant(record: Record, article: str) -> None:
    record["tsc"]["pathogenic_variant"] = article == "a"


@given(parsers.re(r"the (?P<rank>major|minor) features found are (?P<features>.+)"))
def features_found(record: Record, rank: str, features: str) -> None:
    listed = None if features == "unknown" else [identifier(f) for f in features.split(", ") if f != "none"]
    record["tsc"][f"{rank}_features"] = listed


@given(parsers.re(rf"the child has {SYMPTOM}"))
def has_symptom(record: Record, symptom: str) -> None:
    record["symptoms"][identifier(symptom)] = True


@given(parsers.re(rf"{SYMPTOM} is unknown"))
def symptom_unknown(record: Record, symptom: str) -> None:
    record["symptoms"][identifier(symptom)] = None


@given("every symptom is recorded as absent")
def no_symptom(record: Record) -> None:
    record["symptoms"] = dict.fromkeys(SYMPTOMS, False)


@given("symptoms are unknown")
def symptoms_unknown(record: Record) -> None:
    record["symptoms"] = {}


@given(parsers.re(r"the child is recorded as (?P<negated>not )?asymptomatic"))
def asymptomatic(record: Record, negated: str | None) -> None:
    record["asymptomatic"] = negated is None
    if record["asymptomatic"]:
        record["symptoms"] = {}


@given(parsers.parse("the surgical risk is {risk}"))
def surgical_risk(record: Record, risk: str) -> None:
    record["surgery"]["risk"] = known(risk)


@given(parsers.re(r"an mTOR inhibitor (?P<state>is not being taken|is planned|is being taken|has been stopped)"))
def on_mtor_inhibitor(record: Record, state: str) -> None:
    status = {"is not being taken": "none", "is planned": "planned", "is being taken": "current"}.get(state, "stopped")
    record["treatment"]["mtor_inhibitor"]["status"] = status


@given("treatment with an mTOR inhibitor is unknown")
def mtor_inhibitor_unknown(record: Record) -> None:
    record["treatment"]["mtor_inhibitor"]["status"] = None


@given(parsers.re(r"the arrhythmia is (?P<response>controlled by drugs|refractory to drugs|of unknown response)"))
def arrhythmia_response(record: Record, response: str) -> None:
    word = response.split()[0]
    record["treatment"]["antiarrhythmic"]["response"] = None if word == "of" else word


@given(parsers.parse("the adverse events reported are {events}"))
def adverse_events(record: Record, events: str) -> None:
    record["adverse_events"] = [{"event": identifier(event)} for event in events.split(", ")]


@given("no adverse events are reported")
def no_adverse_events(record: Record) -> None:
    record["adverse_events"] = []


@given(parsers.parse("the drugs taken are {drugs}"))
def drugs_taken(record: Record, drugs: str) -> None:
    record["medications"] = drugs.split(", ")


@given("no drugs are taken")
def no_drugs(record: Record) -> None:
    record["medications"] = []


@given(parsers.re(rf"there is (?P<article>an?|no) (?P<what>{'|'.join(SAFETY)})"))
def safety(record: Record, article: str, what: str) -> None:
    record["safety"][SAFETY[what]] = article != "no"


@given(parsers.parse("an operation is planned within {days:d} days"))
def operation_planned(record: Record, days: int) -> None:
    record["surgery"]["planned_within_days"] = days


@given("an operation has been performed")
def operation_performed(record: Record) -> None:
    record["surgery"]["performed"] = True


@given(parsers.re(r"the (?P<drug>everolimus|sirolimus) trough is (?P<level>[\d.]+) ng/mL"))
def trough(record: Record, drug: str, level: str) -> None:
    record["treatment"]["mtor_inhibitor"].update(drug=drug, trough_ng_ml=float(level))


@given(parsers.parse("the drug is {drug}"))
def mtor_drug(record: Record, drug: str) -> None:
    record["treatment"]["mtor_inhibitor"]["drug"] = drug


@given(parsers.re(r"a dose of (?P<value>[\d.]+) (?P<unit>\S+) is recorded"))
def dose(record: Record, value: str, unit: str) -> None:
    record["treatment"]["mtor_inhibitor"]["dose"] = {"value": float(value), "unit": unit}


@given(
    parsers.re(r"a (?P<event>infection|stomatitis|dyslipidaemia) of (?:grade (?P<grade>\d)|unknown grade) is reported")
)
def event_of_grade(record: Record, event: str, grade: str | None) -> None:
    record["adverse_events"] = [{"event": event, "grade": int(grade) if grade else None}]


@when("the evidence is consulted", target_fixture="advisory")
def consult(record: Record) -> Advisory:
    return advise(record)


@then(parsers.re(r"the child is (?P<where>in|out of) scope"))
def scope_is(advisory: Advisory, where: str) -> None:
    assert advisory.scope.status == {"in": "in_scope", "out of": "out_of_scope"}[where]


@then("the scope cannot be assessed")
def scope_open(advisory: Advisory) -> None:
    assert advisory.scope.status == "cannot_assess"


@then(parsers.parse('the reason mentions "{text}"'))
def reason_mentions(advisory: Advisory, text: str) -> None:
    assert text in " ".join(advisory.scope.reasons)


@then("no option is put forward")
def no_option(advisory: Advisory) -> None:
    assert advisory.options == ()


@then(parsers.re(rf"{OPTION} (?P<stance>{'|'.join(STANCES)})"))
def option_stance(advisory: Advisory, option: str, stance: str) -> None:
    assert option_of(advisory, option).stance == STANCES[stance]


@then(parsers.re(r"the mTOR inhibitor is (?P<negated>not )?put forward especially here"))
def especially(advisory: Advisory, negated: str | None) -> None:
    assert option_of(advisory, "the mTOR inhibitor").especially is (negated is None)


@then("the mTOR inhibitor is temporary, with very low certainty")
def temporary(advisory: Advisory) -> None:
    option = option_of(advisory, "the mTOR inhibitor")
    assert (option.temporary, option.certainty, option.certainty_rated_by) == (True, "very_low", "crdecide")


@then("the mTOR inhibitor carries every caveat it must")
def carries_caveats(advisory: Advisory) -> None:
    assert set(option_of(advisory, "the mTOR inhibitor").caveats) >= MTOR_CAVEATS
    assert {caveat.id for caveat in advisory.caveats} >= MTOR_CAVEATS


@then(parsers.re(rf'the reasons for {OPTION} (?P<verb>mention|do not mention) "(?P<text>.+)"'))
def reasons_mention(advisory: Advisory, option: str, verb: str, text: str) -> None:
    assert (text in option_of(advisory, option).rationale) is (verb == "mention")


@then(parsers.parse('the finding "{name}" is {value}'))
def finding_is(advisory: Advisory, name: str, value: str) -> None:
    assert {finding.id: finding.value for finding in advisory.findings}[identifier(name)] == value


@then(parsers.re(rf"(?P<what>{'|'.join(QUESTIONS)}) is asked for"))
def asked_for(advisory: Advisory, what: str) -> None:
    assert QUESTIONS[what] in {missing.field for missing in advisory.missing}


@then(parsers.re(rf"the surgical risk is asked for, as it could change {OPTION}"))
def risk_could_change(advisory: Advisory, option: str) -> None:
    changes = {missing.field: missing.could_change for missing in advisory.missing}
    assert OPTIONS[option] in changes["surgery.risk"]


@then(parsers.parse('"{field}" is not asked for'))
def not_asked_for(advisory: Advisory, field: str) -> None:
    assert field not in {missing.field for missing in advisory.missing}


@then(parsers.parse('the alert "{name}" is shown'))
def alert_shown(advisory: Advisory, name: str) -> None:
    assert not alert_text(advisory, name).startswith("Could not be excluded")


@then(parsers.parse('the alert "{name}" mentions "{text}"'))
def alert_mentions(advisory: Advisory, name: str, text: str) -> None:
    assert text in alert_text(advisory, name)


@then(parsers.parse('the alert "{name}" is not shown'))
def alert_not_shown(advisory: Advisory, name: str) -> None:
    assert identifier(name) not in {alert.id for alert in advisory.alerts}


@then(parsers.parse('the alert "{name}" could not be excluded'))
def alert_not_excluded(advisory: Advisory, name: str) -> None:
    text = alert_text(advisory, name)
    assert text.startswith("Could not be excluded")
    assert "Not recorded: " in text or "Not checked: " in text


@then("no alert is shown")
def no_alert(advisory: Advisory) -> None:
    assert advisory.alerts == ()


@then(parsers.parse('monitoring names "{text}" "{interval}"'))
def monitoring_names(advisory: Advisory, text: str, interval: str) -> None:
    assert (text, interval) in {(entry.text, entry.interval) for entry in advisory.monitoring}


@then(parsers.re(r'monitoring (?P<verb>mentions|does not mention) "(?P<text>.+)"'))
def monitoring_mentions(advisory: Advisory, verb: str, text: str) -> None:
    said = " ".join(f"{entry.text}, {entry.interval}" for entry in advisory.monitoring)
    assert (text in said) is (verb == "mentions")


def option_of(advisory: Advisory, words: str) -> Any:
    return next(option for option in advisory.options if option.option == OPTIONS[words])


def alert_text(advisory: Advisory, name: str) -> str:
    return {alert.id: alert.text for alert in advisory.alerts}[identifier(name)]


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool | None:
    """``@rule:<id>`` is read after the scenario; it is no pytest mark. An unknown id stops the collection."""
    if not tag.startswith("rule:"):
        return None
    if tag.removeprefix("rule:") not in RULES:
        raise pytest.UsageError(f"no such rule as '{tag.removeprefix('rule:')}'")
    return True


def pytest_bdd_after_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """A scenario does what its tags say: the rule holds, or just misses."""
    if scenario.rule is None:
        return
    [rule] = [tag.removeprefix("rule:") for tag in scenario.rule.tags if tag.startswith("rule:")]
    trace = request.getfixturevalue("advisory").trace
    holding = {entry.rule for entry in trace if not entry.withheld_by}
    expected = "holds" in scenario.tags
    assert expected != ("near_miss" in scenario.tags), "a scenario is tagged either @holds or @near_miss"
    assert (rule in holding) is expected, f"{rule} {'does not hold' if expected else 'holds'} in '{scenario.name}'"
