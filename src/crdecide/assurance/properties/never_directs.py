"""What is said in words is never an instruction."""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.advisory.model import Advisory
from crdecide.language.cards import Alert, Rule
from crdecide.language.ruleset import Ruleset
from crdecide.language.wording.text_check import TextForm, refusals

from .counterexample import Counterexample, first_of
from .property import Outcome, Property
from .subject import Subject

Said = tuple[str, str, TextForm]
"""Where a text stands, the text, and the form that it has to have."""


def _never_directs(subject: Subject) -> Outcome:
    said = list(dict.fromkeys([*_said_by_rules(subject.ruleset), *_said_by_advisories(subject)]))
    return Outcome(len(said), "texts", first_of(_directives(said, subject.ruleset)))


def _directives(said: list[Said], ruleset: Ruleset) -> Iterator[Counterexample]:
    for where, text, form in said:
        for refusal in refusals(text, ruleset.wording, form):
            yield Counterexample(f"{where}: {refusal.why}, in “{refusal.sentence}”")


def _said_by_rules(ruleset: Ruleset) -> Iterator[Said]:
    """What the loader checked in the files, once more as the rule set holds it."""
    for rule in ruleset.rules:
        yield from _said_by(rule)
    for name, caveat in ruleset.caveats.items():
        yield name, caveat.text, "statement"
    for source in ruleset.sources.values():
        for name, statement in source.statements.items():
            yield f"{source.id}#{name}", statement.says, "statement"
    for name, option in ruleset.vocabulary.options.items():
        yield from (
            (name, option.label, "phrase"),
            (name, option.undecided, "statement"),
            (name, option.silent, "statement"),
        )
    for name, entry in ruleset.vocabulary.inputs.items():
        yield from (
            (name, entry.label, "phrase"),
            (name, entry.question, "question"),
            (name, entry.unknown, "statement"),
        )
        for other in entry.asked_instead:
            yield name, other.question, "question"


def _said_by(rule: Rule) -> Iterator[Said]:
    form: TextForm = "phrase" if rule.kind == "monitoring" else "statement"
    short = rule.says.short if isinstance(rule, Alert) else ""
    yield rule.id, rule.title, "phrase"
    for sentence in rule.sentences():
        # The short form of an alert is a heading on the page, and may do without a verb.
        yield rule.id, sentence, "phrase" if sentence == short else form


def _said_by_advisories(subject: Subject) -> Iterator[Said]:
    """Sentences that are joined from words of the rules may say what no word by itself does."""
    for _, advisory in subject.advisories:
        yield from _sentences(advisory)


def _sentences(advisory: Advisory) -> Iterator[Said]:
    reasons = (*advisory.scope.reasons, *(option.rationale for option in advisory.options))
    caveats, danger = (caveat.text for caveat in advisory.caveats), advisory.danger.text or ""
    alerts, checks = (alert.text for alert in advisory.alerts), (check.text for check in advisory.checks)
    for text in (danger, *reasons, *alerts, *checks, *caveats):
        yield from (("advisory", line, "remark") for line in text.splitlines())


NEVER_DIRECTS = Property(
    name="never_directs",
    claims="every text of the rules, and every sentence made from them, has a form that reports and does not direct",
    shown="every text; all sets of cards that hold together",
    reason="a summary of evidence that reads as an order will be followed as one",
    not_proved="that no report could be read as advice: the grammar is light, and its lists are a clinician's to keep",
    check=_never_directs,
)
