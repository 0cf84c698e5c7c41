"""The Then steps: whether something is so of an advisory."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crdecide.advisory.answer_parts import AlertOut, OptionOut
from crdecide.advisory.model import Advisory
from crdecide.advisory.render.text import to_text
from crdecide.guideline.named_ids import DANGER_SENTENCE, MTOR_CAVEATS
from crdecide.guideline.options import OptionName

from .given import identifier

OPTIONS: Mapping[str, OptionName] = {
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
    "are outside the evidence": "outside_evidence",
    "cannot be assessed": "cannot_assess",
}
QUESTIONS = {
    "the life stage": "life_stage",
    "the age": "age_days",
    "the number of tumours": "tumours.count",
    "the course of the tumours": "tumours.trend",
    "the TSC status": "tsc.status",
    "the surgical risk": "surgery.risk",
    "arrhythmia": "symptoms.arrhythmia",
    "heart failure": "symptoms.heart_failure",
    "outflow obstruction": "symptoms.outflow_obstruction",
    "inflow obstruction": "symptoms.inflow_obstruction",
    "duct-dependence": "symptoms.duct_dependent_circulation",
    "cyanosis": "symptoms.cyanosis",
    "syncope": "symptoms.syncope",
    "respiratory distress": "symptoms.respiratory_distress",
    "the response to anti-arrhythmic drugs": "treatment.antiarrhythmic.response",
    "the indication of the mTOR inhibitor": "treatment.mtor_inhibitor.indication",
}
TIMINGS = {"immediately": "immediate", "sooner than routine": "sooner", "routinely": "routine"}
FIRST_LINES = 400
"""The letters in which what is said first has to stand."""
FINDINGS = (
    "yes", "no", "unknown", "definite", "possible", "excluded", "controlled", "refractory", "lapsed",
    "growing", "stable", "regressing",
)  # fmt: skip
OPTION = f"(?P<option>{'|'.join(OPTIONS)})"
SEVERITIES = {"a warning": "warning", "for information": "info"}


def in_scope(advisory: Advisory) -> bool:
    return advisory.scope.status == "in_scope"


def out_of_scope(advisory: Advisory) -> bool:
    return advisory.scope.status == "out_of_scope"


def scope_open(advisory: Advisory) -> bool:
    return advisory.scope.status == "cannot_assess"


def reason_mentions(advisory: Advisory, text: str) -> bool:
    return text in " ".join(advisory.scope.reasons)


def no_option(advisory: Advisory) -> bool:
    return advisory.options == ()


def option_stance(advisory: Advisory, option: str, stance: str) -> bool:
    return _option(advisory, option).stance == STANCES[stance]


def review_timing(advisory: Advisory, timing: str) -> bool:
    return review_timings(advisory) == [timing] and option_stance(advisory, "specialist review", "is the usual course")


def especially(advisory: Advisory) -> bool:
    return _option(advisory, "the mTOR inhibitor").especially


def not_especially(advisory: Advisory) -> bool:
    return not especially(advisory)


def option_not_especially(advisory: Advisory, option: str) -> bool:
    return not _option(advisory, option).especially


def temporary(advisory: Advisory) -> bool:
    option = _option(advisory, "the mTOR inhibitor")
    return (option.temporary, option.certainty, option.certainty_rated_by) == (True, "very_low", "crdecide")


def carries_caveats(advisory: Advisory) -> bool:
    # Both in the option's list and in the advisory's own: an id that leads to no text would carry nothing.
    worded = {caveat.id for caveat in advisory.caveats}
    return {*MTOR_CAVEATS} <= {*_option(advisory, "the mTOR inhibitor").caveats} & worded


def reasons_mention(advisory: Advisory, option: str, text: str) -> bool:
    found = _option(advisory, option)
    return text in " ".join([found.rationale, *(note.text for note in found.notes)])


def reasons_begin_with(advisory: Advisory, option: str, text: str) -> bool:
    return _option(advisory, option).rationale.startswith(text)


def reasons_do_not_mention(advisory: Advisory, option: str, text: str) -> bool:
    return not reasons_mention(advisory, option, text)


def finding_is(advisory: Advisory, name: str, value: str) -> bool:
    return {finding.id: finding.value for finding in advisory.findings}.get(identifier(name)) == value


def asked_for(advisory: Advisory, what: str) -> bool:
    return QUESTIONS[what] in _changes(advisory)


def could_change(advisory: Advisory, what: str, option: str) -> bool:
    return OPTIONS[option] in _changes(advisory).get(QUESTIONS[what], ())


def not_asked_for(advisory: Advisory, field: str) -> bool:
    return field not in _changes(advisory)


def alert_shown(advisory: Advisory, name: str) -> bool:
    return bool(_alert(advisory, name))


def alert_not_shown(advisory: Advisory, name: str) -> bool:
    return not alert_shown(advisory, name) and not alert_not_excluded(advisory, name)


def alert_not_excluded(advisory: Advisory, name: str) -> bool:
    if identifier(name) == DANGER_SENTENCE:
        return bool(advisory.danger.asks)
    return any(check.id == identifier(name) for check in advisory.checks)


def alert_is_as_loud(advisory: Advisory, name: str, severity: str) -> bool:
    return SEVERITIES[severity] in [alert.severity for alert in advisory.alerts if alert.id == identifier(name)]


def alert_mentions(advisory: Advisory, name: str, text: str) -> bool:
    return text in _alert(advisory, name)


def no_alert(advisory: Advisory) -> bool:
    return (advisory.alerts, advisory.checks, advisory.danger.text) == ((), (), None)


def no_warning(advisory: Advisory) -> bool:
    return warnings_known(advisory) == []


def danger_said_first(advisory: Advisory) -> bool:
    return danger_is_said(advisory) and str(advisory.danger.text) in whole_text(advisory)[:FIRST_LINES]


def danger_open(advisory: Advisory) -> bool:
    return danger_value(advisory) == "unknown" and not danger_is_said(advisory)


def danger_not_said(advisory: Advisory) -> bool:
    return advisory.danger.text is None and not advisory.danger.asks


def it_is_said(advisory: Advisory, text: str) -> bool:
    return text.casefold() in whole_text(advisory).casefold()


def nowhere_said(advisory: Advisory, text: str) -> bool:
    return not it_is_said(advisory, text)


def monitoring_names(advisory: Advisory, text: str, interval: str) -> bool:
    return any((entry.text, entry.interval) == (text, interval) for entry in advisory.monitoring)


def monitoring_mentions(advisory: Advisory, text: str) -> bool:
    return any(text in f"{entry.text}, {entry.interval}" for entry in advisory.monitoring)


def monitoring_does_not_mention(advisory: Advisory, text: str) -> bool:
    return not monitoring_mentions(advisory, text)


def danger_is_said(advisory: Advisory) -> bool:
    """Whether the sentence about danger is there as a fact, not as something that could not be excluded."""
    return advisory.danger.text is not None


def danger_value(advisory: Advisory) -> str:
    """Whether the presentation may be life-threatening: yes, no or unknown."""
    return advisory.danger.value


def review_timings(advisory: Advisory) -> list[str]:
    """How soon specialist review is said to be; empty out of scope, where there is no such option."""
    said = {option.timing for option in advisory.options}
    return [words for words, timing in TIMINGS.items() if timing in said]


def warnings_known(advisory: Advisory) -> list[AlertOut]:
    """The warnings that hold."""
    return [alert for alert in advisory.alerts if alert.severity == "warning"]


def whole_text(advisory: Advisory) -> str:
    """Everything that a reader of the advisory sees, on one line."""
    return " ".join(to_text(advisory, full=True).split())


def _option(advisory: Advisory, words: str) -> OptionOut:
    """The option; KeyError out of scope, where there is none."""
    return {option.option: option for option in advisory.options}[OPTIONS[words]]


def _alert(advisory: Advisory, name: str) -> str:
    """The text of an alert, or of the sentence on danger; empty where it is not there."""
    if identifier(name) == DANGER_SENTENCE:
        return advisory.danger.text or ""
    return {alert.id: alert.text for alert in advisory.alerts}.get(identifier(name), "")


def _changes(advisory: Advisory) -> Mapping[str, tuple[str, ...]]:
    return {missing.field: missing.could_change for missing in advisory.missing}


THEN: Mapping[str, Callable[..., bool]] = {
    r"the child is in scope": in_scope,
    r"the child is out of scope": out_of_scope,
    r"the scope cannot be assessed": scope_open,
    r'the reason mentions "(?P<text>[^"]+)"': reason_mentions,
    r"no option is put forward": no_option,
    rf"{OPTION} (?P<stance>{'|'.join(STANCES)})": option_stance,
    rf"specialist review is the usual course, (?P<timing>{'|'.join(TIMINGS)})": review_timing,
    r"the mTOR inhibitor is put forward especially here": especially,
    r"the mTOR inhibitor is not put forward especially here": not_especially,
    rf"{OPTION} (?:is|are) not put forward especially": option_not_especially,
    r"the mTOR inhibitor is temporary, with very low certainty": temporary,
    r"the mTOR inhibitor carries every caveat it must": carries_caveats,
    rf'the reasons for {OPTION} mention "(?P<text>[^"]+)"': reasons_mention,
    rf'the reasons for {OPTION} begin with "(?P<text>[^"]+)"': reasons_begin_with,
    rf'the reasons for {OPTION} do not mention "(?P<text>[^"]+)"': reasons_do_not_mention,
    rf'the finding "(?P<name>[^"]+)" is (?P<value>{"|".join(FINDINGS)})': finding_is,
    rf"(?P<what>{'|'.join(QUESTIONS)}) is asked for": asked_for,
    rf"(?P<what>{'|'.join(QUESTIONS)}) is asked for, as it could change {OPTION}": could_change,
    r'"(?P<field>[^"]+)" is not asked for': not_asked_for,
    r'the alert "(?P<name>[^"]+)" is shown': alert_shown,
    r'the alert "(?P<name>[^"]+)" is not shown': alert_not_shown,
    r'the alert "(?P<name>[^"]+)" could not be excluded': alert_not_excluded,
    rf'the alert "(?P<name>[^"]+)" is (?P<severity>{"|".join(SEVERITIES)})': alert_is_as_loud,
    r'the alert "(?P<name>[^"]+)" mentions "(?P<text>[^"]+)"': alert_mentions,
    r"no alert is shown": no_alert,
    r"no warning is shown": no_warning,
    r"danger is said first": danger_said_first,
    r"danger is said": danger_is_said,
    r"danger cannot be excluded": danger_open,
    r"danger is not said": danger_not_said,
    r'it is said that "(?P<text>[^"]+)"': it_is_said,
    r'it is nowhere said that "(?P<text>[^"]+)"': nowhere_said,
    r'monitoring names "(?P<text>[^"]+)" "(?P<interval>[^"]+)"': monitoring_names,
    r'monitoring mentions "(?P<text>[^"]+)"': monitoring_mentions,
    r'monitoring does not mention "(?P<text>[^"]+)"': monitoring_does_not_mention,
}
ABOUT_THE_UNKNOWN = frozenset(
    {
        reason_mentions,
        reasons_mention,
        reasons_begin_with,
        reasons_do_not_mention,
        asked_for,
        could_change,
        not_asked_for,
        alert_mentions,
        danger_open,
        danger_not_said,
        it_is_said,
        nowhere_said,
    }
)
"""The claims that can tell two rule sets apart whose findings and cards all come out the same."""
