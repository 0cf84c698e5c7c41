"""What the page of a card tells: its words, when it applies, its evidence, what it stands with, who is at its edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crdecide.advisory.wording import place_read, region_words, statement_text
from crdecide.assurance.properties.subject import Subject
from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.guideline.spelling import spoken
from crdecide.language.cards import Alert, Conditional, Finding, Note, Rule
from crdecide.language.condition_text import in_words, labels
from crdecide.language.conditions import Condition
from crdecide.language.evidence import Source
from crdecide.language.normal_form import Term
from crdecide.language.ruleset import Ruleset, fields_of
from crdecide.language.truth import FALSE, TRUE, UNKNOWN

from .boundary_children import Boundaries, shares
from .card_tables import decision_table
from .evidence_pages.drawn_figure import DrawnFigure, drawn
from .evidence_pages.fallen_source import sources_of
from .link_to_child import behind_the_link
from .pass_marks import passes

OUTCOMES = {"holds": "holds", "near_miss": "just misses", "undecided": "is left undecided"}
NAMES = {"because": "in its words", "text": "in its words", "on_the_page": "rank on the page"}
"""What the parts of what a card says are called, where their own names do not tell."""


@dataclass(frozen=True)
class Table:
    """When it applies, of a finding for one value: in words, and every way in which it holds or fails."""

    value: str
    words: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CitedStatement:
    """A statement that it stands on."""

    reference: str
    page: str
    """Where the page of its source tells it, below the folder of the sources."""
    says: str
    figure: DrawnFigure | None
    where: str
    address: str


@dataclass(frozen=True)
class Passed:
    """A scenario of it, and whether it passes under these rules."""

    scenario: Scenario
    outcome: str
    passes: bool


@dataclass(frozen=True)
class Linked:
    """Other rules that it stands with, as (id, title)."""

    how: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CardFacts:
    """All of one page. `meets` and `misses` are what stands behind the # of the start page; empty where none is."""

    rule: Rule
    says: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    caveats: tuple[str, ...]
    evidence: tuple[CitedStatement, ...]
    only_source: Source | None
    """The one source that it cites; None where it cites none or several."""
    relations: tuple[Linked, ...]
    scenarios: tuple[Passed, ...]
    meets: str
    misses: str
    alike: bool
    shares: tuple[tuple[str, str], ...]


def facts_of(rule: Rule, subject: Subject, boundaries: Boundaries, scenarios: Iterable[Scenario]) -> CardFacts:
    """Everything there is to tell of a card or a finding."""
    ruleset, edge = subject.ruleset, boundaries.of(rule)
    return CardFacts(
        rule=rule,
        says=tuple(says_of(rule, ruleset)),
        tables=tuple(_tables(rule, subject)),
        caveats=tuple(ruleset.caveats[name].text for name in getattr(rule, "caveats", ())),
        evidence=tuple(_evidence(rule, ruleset)),
        only_source=_only_source(rule, ruleset),
        relations=tuple(_relations(rule, ruleset)),
        scenarios=tuple(_passed(scenario, ruleset) for scenario in scenarios),
        meets=behind_the_link(edge.meets),
        misses=behind_the_link(edge.misses),
        alike=edge.alike,
        shares=tuple(_shares(rule, subject)),
    )


def says_of(rule: Rule, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    """What a reader is shown, by the name of each part."""
    if isinstance(rule, Finding):
        yield "finding", rule.label
        return
    vocabulary = ruleset.vocabulary
    named: Mapping[str, Mapping[str, str]] = {
        "option": {name: option.label for name, option in vocabulary.options.items()},
        "stance": {str(name): words for name, words in vocabulary.stances.items()},
        "against": {finding.id: finding.label for finding in ruleset.findings},
    }
    for name, value in getattr(rule, "says").model_dump(exclude_none=True).items():  # noqa: B009
        # What a card does not say of itself is nothing to read: "temporary: no" of an operation.
        if value is not False:
            yield NAMES.get(name, spoken(name)), named.get(name, {}).get(str(value)) or _in_words(value)
    yield from _beside(rule, ruleset)
    if certainty := getattr(rule, "certainty", None):
        yield (
            "certainty",
            f"{certainty.of}: {spoken(certainty.level)}, rated by {certainty.rated_by}: {certainty.because}",
        )


def _in_words(value: object) -> str:
    return "yes" if value is True else str(value)


def _beside(rule: Rule, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    """The options that a note stands beside or an alert bears on, and the scopes in which an alert speaks."""
    options, stances = ruleset.vocabulary.options, ruleset.vocabulary.stances
    if isinstance(rule, Note):
        for name, at in rule.qualifies.items():
            yield "beside", f"{options[name].label}, where it is: {', '.join(stances[stance] for stance in at)}"
    if isinstance(rule, Alert):
        yield "said where the child is", ", ".join(map(spoken, rule.speaks_in))
        if rule.bears_on:
            yield "told as a check beside", ", ".join(options[name].label for name in rule.bears_on)


def _tables(rule: Rule, subject: Subject) -> Iterator[Table]:
    if isinstance(rule, Finding):
        for line in rule.lines:
            yield _table(line.value, line.when, subject)
    elif isinstance(rule, Conditional):
        yield _table("", rule.applies_when, subject)


def _table(value: str, condition: Condition, subject: Subject) -> Table:
    decisions, named = decision_table(condition, subject.regions), labels(subject.ruleset)
    rows: list[tuple[str, ...]] = []
    for outcome, terms in (("holds", decisions.holds), ("does not hold", decisions.fails)):
        rows += [(outcome, *(_cell(field, term, subject) for field in decisions.fields)) for term in terms]
    rows.append(("undecided", *("otherwise" for _ in decisions.fields)))
    heads = tuple(named[field] for field in decisions.fields)
    return Table(value, in_words(condition, named.__getitem__), heads, tuple(rows))


def _cell(field: str, term: Term, subject: Subject) -> str:
    """What the row allows of a field; a dash where the field does not matter to it."""
    return region_words(field, term[field], subject.regions) if field in term else "–"


def _evidence(rule: Rule, ruleset: Ruleset) -> Iterator[CitedStatement]:
    for reference in rule.evidence:
        source, statement = ruleset.statement(reference)
        yield CitedStatement(
            reference=reference,
            page=f"{source.id}.html#{reference.partition('#')[2]}",
            says=statement_text(statement),
            figure=drawn(statement.figure),
            where=f"{source.citation} {place_read(statement.locator, source.how_read(statement))}.",
            address=source.address,
        )


def _only_source(rule: Rule, ruleset: Ruleset) -> Source | None:
    cited = sources_of(rule)
    return ruleset.sources[cited[0]] if len(cited) == 1 else None


def _relations(rule: Rule, ruleset: Ruleset) -> Iterator[Linked]:
    rules = {each.id: each for each in ruleset.rules}
    withheld_by = rule.withheld_by if isinstance(rule, Conditional) else ()
    related = {
        "reads the findings": [name for name in fields_of(rule) if name in ruleset.finding_by_id],
        "is read by": [each.id for each in ruleset.rules if rule.id in fields_of(each)],
        "is withheld where this is known to hold": [*withheld_by],
        "withholds": [card.id for card in ruleset.cards if rule.id in card.withheld_by],
        "cites the same statements as": _citing_with(rule, ruleset),
    }
    for how, names in related.items():
        if names:
            yield Linked(how, tuple((name, rules[name].title) for name in names))


def _citing_with(rule: Rule, ruleset: Ruleset) -> list[str]:
    others = (each for each in ruleset.rules if each.id != rule.id)
    return [each.id for each in others if not {*each.evidence}.isdisjoint(rule.evidence)]


def _passed(scenario: Scenario, ruleset: Ruleset) -> Passed:
    outcome = OUTCOMES[scenario.outcome] if scenario.outcome else ""
    return Passed(scenario, outcome, passes(scenario, ruleset))


def _shares(rule: Rule, subject: Subject) -> Sequence[tuple[str, str]]:
    """Of every 1,000 combinations of what it rests on: in how many it holds, fails, is undecided."""
    counted = shares(subject, rule)
    words = {TRUE: "holds", FALSE: "does not hold", UNKNOWN: "is undecided"}
    return [(words[truth], f"{float(100 * counted[truth]):.3g} %") for truth in words]
