"""Every statement has a source with a locator, and every number and quantity is a source's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from crdecide.advisory.answer_parts import AlertOut, CaveatOut, CheckOut, DangerOut, MonitoringOut, OptionOut
from crdecide.assurance.quantities import quantities_in, told_by
from crdecide.language.evidence import Statement
from crdecide.language.ruleset import Ruleset

from .counterexample import Counterexample, first_of
from .property import Outcome, Property
from .subject import Subject

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")


def _everything_cited(subject: Subject) -> Outcome:
    ruleset = subject.ruleset
    claims = list(_claims(ruleset))
    strange = chain(_strange_numbers(ruleset), _strange_quantities(ruleset))
    in_rules = chain(_uncited(ruleset), strange, _wrong_percentages(claims))
    # The advisories come last: to make them takes longer than everything else here.
    counterexample = first_of(chain(in_rules, _uncited_advisories(subject)))
    count = len(claims) + len(ruleset.findings) + len(ruleset.cards) + len(ruleset.caveats)
    return Outcome(count, "statements, cards and caveats", counterexample)


def _claims(ruleset: Ruleset) -> Iterator[tuple[str, Statement]]:
    for source in ruleset.sources.values():
        for name, statement in source.statements.items():
            yield f"{source.id}#{name}", statement


def _uncited(ruleset: Ruleset) -> Iterator[Counterexample]:
    known = dict(_claims(ruleset))
    for name, references in _citing(ruleset):
        if not references:
            yield Counterexample(f"{name} cites nothing")
        for reference in references:
            if reference not in known:
                yield Counterexample(f"{name} cites {reference}, which is not there")


def _citing(ruleset: Ruleset) -> Iterator[tuple[str, tuple[str, ...]]]:
    for rule in ruleset.rules:
        yield rule.id, rule.evidence
    for name, caveat in ruleset.caveats.items():
        # A limit of the product itself needs no source.
        if not caveat.own:
            yield name, caveat.evidence


def _strange_numbers(ruleset: Ruleset) -> Iterator[Counterexample]:
    """A number in the words of a card that stands in none of the statements it cites."""
    for name, references, text in _cited_texts(ruleset):
        cited = " ".join(_cited_words(reference, ruleset) for reference in references)
        if strange := sorted({*_numbers(text)} - {*_numbers(cited)}):
            yield Counterexample(f"{name} says {', '.join(strange)}, which none of its sources does")


def _strange_quantities(ruleset: Ruleset) -> Iterator[Counterexample]:
    """A pair, a number with its unit or a range that no cited statement has as a whole; it may have each number."""
    for name, references, text in _cited_texts(ruleset):
        told = set(chain.from_iterable(told_by(ruleset.statement(reference)[1]) for reference in references))
        if strange := sorted(quantities_in(text) - told):
            words = ", ".join(map(" ".join, strange))
            yield Counterexample(f"{name} says “{words}”, which no statement that it cites says as a whole")


def _cited_texts(ruleset: Ruleset) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each text that cites something: whose it is, what it cites, and the text."""
    for card in ruleset.cards:
        for text in card.sentences():
            yield card.id, card.evidence, text
    for name, caveat in ruleset.caveats.items():
        yield name, caveat.evidence, caveat.text


def _cited_words(reference: str, ruleset: Ruleset) -> str:
    source, statement = ruleset.statement(reference)
    figure = statement.figure
    counted = f"{figure.numerator} of {figure.denominator}" if figure else ""
    return " ".join([source.citation, statement.says, statement.locator, statement.derived or "", counted])


def _numbers(text: str) -> Iterator[str]:
    for number in NUMBER.findall(text):
        yield number.replace(",", "")


def _wrong_percentages(claims: list[tuple[str, Statement]]) -> Iterator[Counterexample]:
    """A percentage that does not come of the statement's own figure, rounded as the text rounds it."""
    for name, statement in claims:
        figure = statement.figure
        if figure is None:
            continue
        for percent in PERCENT.findall(statement.says):
            places = len(percent.partition(".")[2])
            if f"{100 * figure.numerator / figure.denominator:.{places}f}" != percent:
                counted = f"{figure.numerator} of {figure.denominator}"
                yield Counterexample(f"{name} says {percent} %, which {counted} is not")


def _uncited_advisories(subject: Subject) -> Iterator[Counterexample]:
    """Whatever an advisory cites has to be in its list of evidence, with a locator."""
    for child, advisory in subject.advisories:
        there = {entry.id for entry in advisory.evidence if entry.locator and entry.citation}
        citing: tuple[DangerOut | OptionOut | AlertOut | CheckOut | MonitoringOut | CaveatOut, ...] = (
            advisory.danger, *advisory.options, *advisory.alerts, *advisory.checks, *advisory.monitoring,
            *advisory.caveats,
        )  # fmt: skip
        for part in citing:
            if missing := [reference for reference in part.evidence if reference not in there]:
                yield Counterexample(f"{', '.join(missing)} is cited and not told", (child,))


EVERYTHING_CITED = Property(
    name="everything_cited",
    claims="all but the product's limits have a source with a locator; quantities are theirs, percentages recompute",
    shown="every text; all sets of cards that hold together",
    reason="a clinician must be able to check the whole basis without trusting the program",
    not_proved="that the source says so: a person has to open it; numbers written as words are not compared",
    check=_everything_cited,
)
