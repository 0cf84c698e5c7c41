"""What was answered where a Then step is not so, in the words of the step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from crdecide.advisory.model import Advisory
from crdecide.advisory.wording import certainty_words
from crdecide.guideline.spelling import spoken

from . import then
from .given import identifier
from .then import OPTIONS, QUESTIONS, STANCES

Words = Mapping[str, str]
Answer = Callable[[Advisory, Words], str]
ASKED = {field: words for words, field in QUESTIONS.items()}
AROUND = 60
"""How many characters of the advisory are shown on either side of what must not be said."""


def complaint(claim: Callable[..., bool], advisory: Advisory, words: Words, step: str) -> str | None:
    """'… - expected: …; answered: …' where the step is not so of the advisory, or None."""
    try:
        if claim(advisory, **words):
            return None
        answered = ANSWERS.get(claim, _summary)(advisory, words)
    except KeyError:  # an option of which nothing is said, as the child is not in scope
        answered = f"no option is put forward, {_scope(advisory, words)}"
    return f"Then {step} - expected: {_expected(words, step)}; answered: {' '.join(answered.split())}"


def _expected(words: Words, step: str) -> str:
    """What the step claims, as short as the step allows."""
    if "stance" in words:
        return _bare(words["stance"])
    return words.get("timing") or words.get("value") or words.get("severity") or step


def _bare(stance: str) -> str:
    return stance.removeprefix("is ").removeprefix("are ")


def _scope(advisory: Advisory, _: Words) -> str:
    return spoken(advisory.scope.status)


def _scope_reasons(advisory: Advisory, _: Words) -> str:
    return " ".join(advisory.scope.reasons)


def _stance(advisory: Advisory, words: Words) -> str:
    stances = {option.option: option.stance for option in advisory.options}
    said = stances[OPTIONS[words["option"]]]
    return next(_bare(text) for text, stance in STANCES.items() if stance == said)


def _options(advisory: Advisory, _: Words) -> str:
    return _list(f"{spoken(option.option)}: {spoken(option.stance)}" for option in advisory.options)


def _timing(advisory: Advisory, _: Words) -> str:
    if not advisory.options:
        return f"no option is put forward, {_scope(advisory, {})}"
    return _list(then.review_timings(advisory))


def _mtor_inhibitor(advisory: Advisory, _: Words) -> str:
    [option] = [option for option in advisory.options if option.option == "mtor_inhibitor"]
    marks = [mark for mark in ("especially", "temporary") if getattr(option, mark)]
    return _list([*marks, certainty_words(option), *map(spoken, option.caveats)])


def _put_forward(advisory: Advisory, words: Words) -> str:
    [option] = [option for option in advisory.options if option.option == OPTIONS[words["option"]]]
    return "put forward especially" if option.especially else "not put forward especially"


def _reasons(advisory: Advisory, words: Words) -> str:
    [option] = [option for option in advisory.options if option.option == OPTIONS[words["option"]]]
    return " ".join([option.rationale, *(note.text for note in option.notes)])


def _finding(advisory: Advisory, words: Words) -> str:
    return {finding.id: finding.value for finding in advisory.findings}.get(
        identifier(words["name"]), "no such finding"
    )


def _asked(advisory: Advisory, _: Words) -> str:
    fields = (missing.field for missing in advisory.missing)
    return f"asked for: {_list(ASKED.get(field, field) for field in fields)}"


def _could_change(advisory: Advisory, words: Words) -> str:
    changes = {missing.field: missing.could_change for missing in advisory.missing}
    field = QUESTIONS[words["what"]]
    return f"it could change: {_list(map(spoken, changes[field]))}" if field in changes else _asked(advisory, words)


def _alert(advisory: Advisory, words: Words) -> str:
    texts = {check.id: check.text for check in advisory.checks}
    texts |= {alert.id: alert.text for alert in advisory.alerts}
    return texts.get(identifier(words["name"])) or _alerts(advisory, words)


def _severity(advisory: Advisory, words: Words) -> str:
    said = {alert.id: alert.severity for alert in advisory.alerts}.get(identifier(words["name"]))
    return next((loud for loud, severity in then.SEVERITIES.items() if severity == said), _alerts(advisory, words))


def _alerts(advisory: Advisory, _: Words) -> str:
    shown, others = [spoken(alert.id) for alert in advisory.alerts], len(advisory.checks)
    return f"shown: {_list(shown)}" + (f"; could not be excluded: {others} more" if others else "")


def _warnings(advisory: Advisory, _: Words) -> str:
    return _list(spoken(alert.id) for alert in then.warnings_known(advisory))


def _danger(advisory: Advisory, _: Words) -> str:
    if then.danger_said_first(advisory):
        return "danger is said first"
    if then.danger_is_said(advisory):
        return "danger is said, and not first"
    stands = "as what could not be excluded" if advisory.danger.asks else "not at all"
    return f"danger is {then.danger_value(advisory)}, and said {stands}"


def _not_found(_: Advisory, __: Words) -> str:
    return "it is said nowhere"


def _found(advisory: Advisory, words: Words) -> str:
    text = then.whole_text(advisory)
    at = text.casefold().index(words["text"].casefold())
    return f"… {text[max(0, at - AROUND) : at + len(words['text']) + AROUND]} …"


def _monitoring(advisory: Advisory, _: Words) -> str:
    return _list(f"{entry.text}, {entry.interval}" for entry in advisory.monitoring)


def _summary(advisory: Advisory, _: Words) -> str:
    return advisory.summary


def _list(items: Iterable[str]) -> str:
    return ", ".join(items) or "nothing"


ANSWERS: Mapping[Callable[..., bool], Answer] = {
    **dict.fromkeys((then.in_scope, then.out_of_scope, then.scope_open), _scope),
    then.reason_mentions: _scope_reasons,
    then.no_option: _options,
    then.option_stance: _stance,
    then.review_timing: _timing,
    **dict.fromkeys((then.especially, then.not_especially, then.temporary, then.carries_caveats), _mtor_inhibitor),
    **dict.fromkeys((then.reasons_mention, then.reasons_begin_with, then.reasons_do_not_mention), _reasons),
    then.option_not_especially: _put_forward,
    then.finding_is: _finding,
    **dict.fromkeys((then.asked_for, then.not_asked_for), _asked),
    then.could_change: _could_change,
    **dict.fromkeys((then.alert_shown, then.alert_not_shown, then.alert_not_excluded, then.alert_mentions), _alert),
    then.alert_is_as_loud: _severity,
    then.no_alert: _alerts,
    then.no_warning: _warnings,
    **dict.fromkeys((then.danger_said_first, then.danger_is_said, then.danger_open, then.danger_not_said), _danger),
    then.it_is_said: _not_found,
    then.nowhere_said: _found,
    **dict.fromkeys((then.monitoring_names, then.monitoring_mentions, then.monitoring_does_not_mention), _monitoring),
}
"""For each claim, what the advisory says instead."""
